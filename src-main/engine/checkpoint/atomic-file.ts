import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Ending of files that are not whole yet. */
const PART = '.part';

export interface WrittenFile {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Writes a file so that it is there whole or not at all: a temporary sibling, flushed to disk, then renamed, then its
 * folder flushed. A failure (a full disk, say) leaves an older file as it was and nothing beside it.
 */
export async function writeFileAtomically(path: string, content: Buffer | string): Promise<WrittenFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const temporary = `${path}.${process.pid}${PART}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    // Errors of an open file do not say which.
    throw Object.assign(error as Error, { path });
  }
  await flushFolder(dirname(path));
  return describeContent(bytes);
}

export function describeContent(bytes: Buffer): WrittenFile {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
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
