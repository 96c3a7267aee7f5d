import { SetupError } from '../setup/errors.mjs';

/**
 * Runs a script's main function: its number becomes the exit status; an error for the person at the terminal is
 * printed in words, any other with its stack.
 *
 * @param {() => Promise<number>} main
 */
export function runMain(main) {
  main().then(
    (status) => (process.exitCode = status),
    (error) => {
      process.stderr.write(`\n${error instanceof SetupError ? error.message : error.stack}\n`);
      process.exitCode = 1;
    },
  );
}
