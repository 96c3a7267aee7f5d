import { spawn } from 'node:child_process';

const forwarded = ['SIGTERM', 'SIGHUP'];

/**
 * Runs a program that shares this terminal: signals reach it, and this script waits for its end.
 *
 * @param {string} program
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ status: number, interrupted: boolean }>} its exit status, 128 + the signal's number when a signal
 *   ended it; and whether this script was asked to end meanwhile
 */
function waitInTerminal(program, parameters, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', ...options });
    let interrupted = false;
    // A terminal sends Ctrl-C to both processes; this one only has to wait for the other.
    const remember = () => (interrupted = true);
    const forward = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    process.on('SIGINT', remember);
    for (const signal of forwarded) process.on(signal, forward);
    const restore = () => {
      process.off('SIGINT', remember);
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.on('error', (error) => {
      restore();
      reject(new Error(`${program} could not be started: ${error.message}`, { cause: error }));
    });
    child.on('close', (status, signal) => {
      restore();
      resolve({ status: status ?? 128 + signalNumbers[signal], interrupted });
    });
  });
}

/** Runs a program whose end is this script's end; see `waitInTerminal`. @returns {Promise<number>} its exit status */
export async function runInTerminal(program, parameters, options = {}) {
  return (await waitInTerminal(program, parameters, options)).status;
}

/** Runs one program of several; when this script was asked to end meanwhile, it ends instead of going on. */
export async function runStep(program, parameters, options = {}) {
  const { status, interrupted } = await waitInTerminal(program, parameters, options);
  if (interrupted) process.exit(130);
  return status;
}

const signalNumbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
