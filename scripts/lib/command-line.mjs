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
    env: await engineEnvironment(),
  });
