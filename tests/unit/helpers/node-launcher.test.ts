import path from 'node:path';
import { expect, it } from 'vitest';
import type { ProcessExit } from '../../../src-main/engine-host/engine-process';
import { nodeLauncher } from '../../helpers/node-launcher';

const WORKER = path.resolve('tests', 'helpers', 'scripted-worker.mjs');

/** Blocks this thread, so that no exit can be reported meanwhile. */
const block = (milliseconds: number) =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

it('drops what is sent to a process that has died but whose exit is not reported yet, and reports the exit', async () => {
  const child = nodeLauncher(WORKER)('Scripted');
  const exit = new Promise<ProcessExit>((resolve) => child.onExit(resolve));
  await new Promise<void>((resolve) => {
    child.onEvent(() => resolve());
    child.send({ type: 'pause' });
  });
  child.kill();
  block(300);
  child.send({ type: 'flushed' });
  expect(await exit).toMatchObject({ code: null, signal: 'SIGKILL' });
});
