import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../src-shared/domain/errors';

/**
 * Makes sure, before long work, that a file can be put where an option says.
 * @throws UserError that names the path.
 */
export function requirePlaceFor(path: string, option: string): void {
  if (!isFolder(dirname(path))) throw new UserError(`${path}: there is no folder ${dirname(path)}`);
  if (isFolder(path)) throw new UserError(`${path}: is a folder; ${option} names the file itself`);
}

/** The same for a folder, which may be there already. */
export function requirePlaceForFolder(path: string, option: string): void {
  if (!isFolder(dirname(path))) throw new UserError(`${path}: there is no folder ${dirname(path)}`);
  if (!isFolder(path) && statSync(path, { throwIfNoEntry: false }))
    throw new UserError(`${path}: is a file; ${option} names a folder`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
