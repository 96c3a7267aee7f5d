import { spawn } from 'node:child_process';

const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR2'];

/**
 * Runs a program that shares this terminal and lives as long as this script: signals reach it, and its end is this
 * script's end.
 *
 * @param {string} program
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit status; 128 + the signal's number when a signal ended it
 */
export function runInTerminal(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', ...options });
    // A terminal sends Ctrl-C to both processes; this one only has to wait for the other.
    const ignore = () => {};
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', ignore);
    for (const signal of forwarded) process.on(signal, forward);
    const restore = () => {
      process.off('SIGINT', ignore);
      for (const signal of forwarded) process.off(signal, forward);
    };
    child.on('error', (error) => {
      restore();
      reject(new Error(`${program} could not be started: ${error.message}`, { cause: error }));
    });
    child.on('close', (status, signal) => {
      restore();
      resolve(status ?? 128 + signalNumbers[signal]);
    });
  });
}

const signalNumbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR2: 12,
  SIGSEGV: 11,
  SIGTERM: 15,
};
