import { endChildren } from './processes.mjs';

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

/**
 * Does something that may be interrupted. On Ctrl-C and its kin, compilers and downloads are ended, what is half done is
 * removed, and this process exits.
 *
 * @template Result
 * @param {{ message: string, cleanUp: () => void }} options
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 */
export async function interruptible({ message, cleanUp }, action) {
  const handlers = Object.entries(signals).map(([signal, number]) => {
    const handler = () => {
      endChildren();
      cleanUp();
      process.stderr.write(`\n${message}\n`);
      process.exit(128 + number);
    };
    process.on(signal, handler);
    return [signal, handler];
  });
  try {
    return await action();
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}
