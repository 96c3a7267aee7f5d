import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../../src-shared/domain/errors';
import type { FileDescription } from '../files/describe-file';
import { type FileContent, moveFile, temporaryFor, writeFileAtomically } from '../../files/atomic-file';

/** A file of a folder, by its name in it. */
export interface NewFile {
  readonly name: string;
  readonly content: FileContent;
}

export interface WrittenFile extends FileDescription {
  readonly name: string;
}

/** @throws UserError unless a folder of this path could be made: there is nothing yet, or an empty folder. */
export async function requireNewFolder(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there === null) return;
  if (!there.isDirectory()) throw new UserError(`${path}: is a file; name a new or an empty folder`);
  const [first] = await readdir(path);
  if (first !== undefined)
    throw new UserError(`${path}: is not empty (it holds ${first}); name a new or an empty folder`);
}

/**
 * Writes a new folder so that it is there with all its files or not at all: a sibling that is renamed in the end.
 * @throws UserError when there is something at this path already, or it cannot be written.
 */
export async function writeFolderAtomically(
  path: string,
  files: Iterable<NewFile> | AsyncIterable<NewFile>,
): Promise<WrittenFile[]> {
  await requireNewFolder(path);
  const temporary = temporaryFor(path);
  const written: WrittenFile[] = [];
  try {
    await mkdir(dirname(path), { recursive: true });
    for await (const { name, content } of files)
      written.push({ name, ...(await writeFileAtomically(join(temporary, name), content)) });
    await requireNewFolder(path);
    // Not every system renames onto an empty folder.
    await rmdir(path).catch(() => undefined);
    await moveFile(temporary, path);
  } catch (error) {
    // Where nothing could be written there may be nothing to remove either; the first error says more.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof UserError) throw error;
    throw new UserError(`${path}: cannot be written (${(error as Error).message})`);
  }
  return written;
}
