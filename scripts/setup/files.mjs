import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256OfFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** The regular files below a folder, as sorted paths relative to it with forward slashes. */
export async function listFiles(folder) {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'),
    )
    .sort();
}

/** Writes a file such that readers see the old or the new content, never a part. */
export async function writeAtomically(file, text) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  try {
    const handle = await fs.open(temporary, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

/** The parsed JSON of a file, or null when it is missing or not JSON. */
export async function readJson(file) {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

/** True when `link` leads to `target` (both are compared as real paths). */
export async function leadsTo(link, target) {
  try {
    return (await fs.realpath(link)) === (await fs.realpath(target));
  } catch {
    return false;
  }
}

/**
 * Puts `target` (a file or a folder) into the checkout at `link`: a symbolic link, on Windows a junction or a copy,
 * where links to files need special rights. What was there before is replaced.
 */
export async function place(target, link) {
  if (await leadsTo(link, target)) return;
  await fs.mkdir(path.dirname(link), { recursive: true });
  const isFolder = (await fs.stat(target)).isDirectory();
  const temporary = `${link}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  if (process.platform !== 'win32') await fs.symlink(target, temporary);
  else if (isFolder) await fs.symlink(target, temporary, 'junction');
  else await fs.copyFile(target, temporary);
  await removeIfFolder(link);
  await fs.rename(temporary, link);
}

async function removeIfFolder(file) {
  const state = await fs.lstat(file).catch(() => null);
  if (state && (state.isDirectory() || process.platform === 'win32')) {
    await fs.rm(file, { recursive: true, force: true });
  }
}

/** The sum of the sizes of all files below a folder; 0 when it is not there. */
export async function folderSize(folder) {
  return (await sizesBelow(folder)).reduce((sum, size) => sum + size, 0);
}

/** The size of the largest file below a folder; 0 when it is not there. */
export async function largestFile(folder) {
  return (await sizesBelow(folder)).reduce((largest, size) => Math.max(largest, size), 0);
}

async function sizesBelow(folder) {
  const files = await listFiles(folder).catch(() => []);
  const states = await Promise.all(files.map((file) => fs.stat(path.join(folder, file)).catch(() => null)));
  return states.map((state) => state?.size ?? 0);
}
