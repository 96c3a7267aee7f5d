import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, type FileHandle, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a file holds. */
export interface FileDescription {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Ending of files that are not whole yet. */
export const PART = '.part';
/** Ending of files that are whole and not yet in their place. */
const WHOLE = '.whole';

/** What a file is to hold: whole, or piece by piece as it comes. */
export type FileContent = Buffer | string | AsyncIterable<Buffer>;

/**
 * Writes a file so that it is there whole or not at all: a temporary sibling, flushed to disk, then renamed, then its
 * folder flushed. A failure (a full disk, say) leaves an older file as it was and nothing beside it. With `previous`, a file
 * that is there already stays under that name; a process that dies in between leaves what `finishWriting` puts right.
 */
export async function writeFileAtomically(
  path: string,
  content: FileContent,
  previous?: string,
): Promise<FileDescription> {
  const temporary = temporaryFor(path);
  await mkdir(dirname(path), { recursive: true });
  let written: FileDescription;
  try {
    const file = await open(temporary, 'w');
    try {
      written = await writePieces(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (previous === undefined) await rename(temporary, path);
    else {
      // At every moment two different files hold what is there, so that damage to one of them never is the end.
      await moveFile(temporary, path + WHOLE);
      await replaceKeeping(path, previous);
    }
  } catch (error) {
    for (const leftover of [temporary, path + WHOLE]) await rm(leftover, { force: true });
    // Errors of an open file do not say which.
    throw Object.assign(error as Error, { path });
  }
  await flushFolder(dirname(path));
  return written;
}

/** Puts in its place what a process that died had written whole, as `writeFileAtomically` does with the same `previous`. */
export async function finishWriting(path: string, previous: string): Promise<void> {
  if (!existsSync(path + WHOLE)) return;
  await replaceKeeping(path, previous);
  await flushFolder(dirname(path));
}

async function replaceKeeping(path: string, previous: string): Promise<void> {
  await keepAs(path, previous);
  await rename(path + WHOLE, path);
}

/** Puts a file in the place of another, or a folder where none is, for good. */
export async function moveFile(path: string, to: string): Promise<void> {
  await rename(path, to);
  await flushFolder(dirname(to));
}

/** Where what is to stand at a path is written until it is whole. */
export function temporaryFor(path: string): string {
  return `${path}.${process.pid}${PART}`;
}

/** Gives a file a second name, in place of what has that name; the first one is never without its file. */
async function keepAs(path: string, name: string): Promise<void> {
  const temporary = temporaryFor(name);
  await rm(temporary, { force: true });
  try {
    await linkOrCopy(path, temporary);
    await rename(temporary, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    // It is still there when the renaming failed, and where both were the same file already, so that it did nothing.
    await rm(temporary, { force: true });
  }
}

async function linkOrCopy(path: string, to: string): Promise<void> {
  try {
    await link(path, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    // Some file systems know no second names.
    await copyFile(path, to);
  }
}

async function writePieces(file: FileHandle, content: FileContent): Promise<FileDescription> {
  const whole = typeof content === 'string' ? Buffer.from(content) : content;
  const pieces = Buffer.isBuffer(whole) ? [whole] : whole;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    await file.writeFile(piece);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Whether a file of this name is being written, or was when its process died. */
export function isBeingWritten(name: string): boolean {
  return name.endsWith(PART) || name.endsWith(WHOLE);
}

/** Removes what processes that died while writing left in a folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.filter((name) => name.endsWith(PART)).map((name) => rm(join(folder, name), { force: true })),
  );
}

/** Makes a rename durable. Windows cannot open folders, and needs no flush of them. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
