import path from 'node:path';
import { UserError } from '../../src-shared/domain/errors';

/**
 * The home folder that the command line asks for (`--home DIR` or `--home=DIR`); null when it asks for none.
 * @throws UserError when `--home` has no folder.
 */
export function homeFromArguments(parameters: readonly string[]): string | null {
  for (const [position, parameter] of parameters.entries()) {
    if (parameter !== '--home' && !parameter.startsWith('--home=')) continue;
    const folder =
      parameter === '--home' ? (parameters[position + 1] ?? '') : parameter.slice('--home='.length);
    if (folder === '' || folder.startsWith('--')) throw new UserError('--home needs a folder: --home DIR');
    return path.resolve(folder);
  }
  return null;
}
