import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Advance, advancing, type Work } from '../work';
import { describeFile, type FileDescription } from './describe-file';

/** Names what an entry holds; written into it last. */
const LIST = 'files.json';
/** Ending of entries that are not whole yet, or not any more. */
const PART = '.part';
/** Age from which a part belongs to a process that died. */
const ABANDONED_MILLISECONDS = 24 * 60 * 60 * 1000;

const listSchema = z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() }));
type FileList = Readonly<Record<string, FileDescription>>;

/**
 * A folder of entries that may be deleted at any time: each a folder of files under a key that tells its content. An
 * entry is there whole or not at all, whichever processes write it; one that was damaged since is as none.
 */
export class FileCache {
  constructor(
    private readonly folder: string,
    /** Above it the entries that were not used for longest are removed. */
    private readonly mostBytes: number,
  ) {}

  /** The folder of an entry whose files are as they were written; null when there is none. */
  async find(key: string, activity: string, work: Work): Promise<string | null> {
    const entry = join(this.folder, key);
    // What cannot be removed or marked here cannot be added either, which is where it is told.
    if (!(await isWhole(entry, activity, work))) {
      await this.remove(key).catch(ignoreRefusal);
      return null;
    }
    const now = new Date();
    await utimes(entry, now, now).catch(ignoreRefusal);
    return entry;
  }

  /**
   * Adds an entry, whose files `fill` writes into a new folder, unless another process was faster. `advance` is told of
   * the bytes that are read again for their checksums.
   */
  async add(key: string, advance: Advance, fill: (folder: string) => Promise<void>): Promise<void> {
    await this.removeAbandoned();
    const part = this.partOf(key);
    await mkdir(part, { recursive: true });
    try {
      await fill(part);
      await writeFile(join(part, LIST), JSON.stringify(await listFiles(part, advance)));
      await rename(part, join(this.folder, key)).catch(ignoreTaken);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
    await this.removeOldest(key);
  }

  private partOf(key: string): string {
    return join(this.folder, `${key}.${randomUUID()}${PART}`);
  }

  /** Removes an entry so that no other process meets half of it. */
  private async remove(key: string): Promise<void> {
    const part = this.partOf(key);
    await rename(join(this.folder, key), part).catch(ignoreMissing);
    await rm(part, { recursive: true, force: true });
  }

  private async removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const stats = name.endsWith(PART) ? await statOf(join(this.folder, name)) : undefined;
      if (stats && Date.now() - stats.mtimeMs > ABANDONED_MILLISECONDS)
        await rm(join(this.folder, name), { recursive: true, force: true });
    }
  }

  /** Makes the cache as small as it is to be; `newest` is the last to go. */
  private async removeOldest(newest: string): Promise<void> {
    const entries: { key: string; usedAt: number; bytes: number }[] = [];
    for (const key of await readdir(this.folder)) {
      const stats = key.endsWith(PART) ? undefined : await statOf(join(this.folder, key));
      if (!stats) continue;
      const bytes = sizeOf(await readList(join(this.folder, key)));
      entries.push({ key, usedAt: key === newest ? Infinity : stats.mtimeMs, bytes });
    }
    entries.sort((first, second) => first.usedAt - second.usedAt);
    let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { key, bytes } of entries) {
      if (total <= this.mostBytes) return;
      await this.remove(key);
      total -= bytes;
    }
  }
}

async function listFiles(entry: string, advance: Advance): Promise<FileList> {
  const list: Record<string, FileDescription> = {};
  for (const name of await readdir(entry)) list[name] = await describeFile(join(entry, name), advance);
  return list;
}

/** What an entry says that it holds: nothing if it is none, or its list cannot be read. */
async function readList(entry: string): Promise<FileList> {
  try {
    return listSchema.parse(JSON.parse(await readFile(join(entry, LIST), 'utf8')));
  } catch {
    return {};
  }
}

async function isWhole(entry: string, activity: string, work: Work): Promise<boolean> {
  const list = await readList(entry);
  const total = sizeOf(list);
  const advance = advancing(activity, total, 'bytes', work);
  for (const [name, expected] of Object.entries(list)) {
    const found = await describeFile(join(entry, name), advance).catch(ignoreRefusal);
    if (found?.bytes !== expected.bytes || found.sha256 !== expected.sha256) return false;
  }
  return total > 0;
}

function sizeOf(list: FileList): number {
  return Object.values(list).reduce((sum, { bytes }) => sum + bytes, 0);
}

function statOf(path: string) {
  return stat(path).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** For what the system refuses, whatever its reason. */
function ignoreRefusal(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error;
}

/** For renaming a folder to a name that another has, which Windows refuses as not permitted. */
function ignoreTaken(error: unknown): void {
  if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
}
