import { inRepository } from '../setup/paths.mjs';
import { runInTerminal } from './children.mjs';
import { engineEnvironment } from './engine-environment.mjs';

/**
 * Runs the built command line in a Node process that has the engine's environment from its start.
 *
 * @param {string[]} parameters
 * @returns {Promise<number>} the exit status
 */
export const runCommandLine = async (parameters) =>
  runInTerminal(process.execPath, [inRepository('out', 'main', 'cli.cjs'), ...parameters], {
    // npm runs scripts in the root of the checkout; relative paths are meant from where the user called it.
    cwd: process.env.npm_lifecycle_event === 'unroll' ? process.env.INIT_CWD : process.cwd(),
    env: await engineEnvironment(),
  });
