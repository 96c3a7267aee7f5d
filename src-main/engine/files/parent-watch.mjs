/**
 * Imported by each program that `runGuarded` runs: ends the program soon after the process that guards it has gone. The
 * guard ends a program that hangs, but a guard that was killed cannot, and a parser that spins hears of nothing; so a
 * thread of its own looks. It is JavaScript for the sake of programs that Node runs from source.
 */
import { Worker } from 'node:worker_threads';

/** Names the guard's process; its parent's number alone would be another one if the guard went before this ran. */
const guard = Number(process.env.UNROLL_GUARD ?? process.ppid);

/** On Windows a process keeps the number of a parent that has gone, elsewhere it gets another parent. */
const WATCH = `
  const { workerData: { guard } } = require('node:worker_threads');
  const isThere = () => {
    if (process.platform !== 'win32') return process.ppid === guard;
    try {
      return process.kill(guard, 0);
    } catch {
      return false;
    }
  };
  setInterval(() => isThere() || process.kill(process.pid, 'SIGKILL'), 500);
`;

new Worker(WATCH, { eval: true, workerData: { guard } }).unref();
