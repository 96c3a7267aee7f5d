import { readFile } from 'node:fs/promises';
import { UserError } from '../../../src-shared/domain/errors';

/**
 * The text of a file that has to be UTF-8: other bytes would be read as replacement characters, and an edit of them missed.
 * @throws UserError when it cannot be read, or is not UTF-8.
 */
export async function readUtf8(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}
