import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { listFiles, readJson, sha256OfFile, writeAtomically } from './files.mjs';
import { withLock } from './lock.mjs';
import { isAlive } from './processes.mjs';

const manifestFormat = 1;
const oldestStagingHours = 24;

/**
 * The user-level cache. An entry is a folder `PART/KEY` with a `manifest.json`, written last. It is prepared in a
 * staging folder and enters its place by one rename, so that an entry is either whole or not there; one that lost or
 * changed a file since is prepared anew.
 */
export class Cache {
  #stagings = new Set();

  constructor(folder) {
    this.folder = folder;
  }

  entryFolder({ part, key }) {
    return path.join(this.folder, part, key);
  }

  lockFolder(name) {
    return path.join(this.folder, 'locks', name);
  }

  /**
   * The entry, if it is there and whole; else null. Sizes and times of change are compared, not contents: reading
   * hundreds of megabytes has its place in `damage`.
   *
   * @param {{ part: string, key: string }} identity
   */
  async find(identity) {
    const folder = this.entryFolder(identity);
    const manifest = await readJson(path.join(folder, 'manifest.json'));
    if (
      manifest?.format !== manifestFormat ||
      manifest.part !== identity.part ||
      manifest.key !== identity.key
    ) {
      return null;
    }
    const whole = await Promise.all(
      manifest.files.map(async ({ path: file, size, modified }) => {
        const state = await fs.stat(path.join(folder, file)).catch(() => null);
        return state !== null && state.size === size && Math.trunc(state.mtimeMs) === modified;
      }),
    );
    return whole.every(Boolean) ? { folder, manifest } : null;
  }

  /**
   * The entry; prepared first where it is missing.
   *
   * @param {{ part: string, key: string, version: string }} identity
   * @param {(staging: string) => Promise<{ origin: string, details?: object }>} prepare fills the staging folder
   * @param {(owner: { pid: number }) => void} [onWait] called if another process is preparing this entry
   */
  async obtain(identity, prepare, onWait) {
    const found = await this.find(identity);
    if (found) return found;
    const lock = this.lockFolder(`${identity.part}-${identity.key}`);
    return withLock(lock, async () => (await this.find(identity)) ?? this.#fill(identity, prepare), onWait);
  }

  async #fill(identity, prepare) {
    await this.sweep();
    const staging = path.join(this.folder, 'staging', `${process.pid}@${hostname()}@${randomUUID()}`);
    this.#stagings.add(staging);
    try {
      const content = path.join(staging, 'entry');
      await fs.mkdir(content, { recursive: true });
      const { origin, details = {} } = await prepare(content);
      const manifest = await describe(content, { ...identity, origin, details });
      await writeAtomically(path.join(content, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      const folder = this.entryFolder(identity);
      await fs.mkdir(path.dirname(folder), { recursive: true });
      await fs.rename(folder, path.join(staging, 'damaged')).catch((error) => {
        if (error.code !== 'ENOENT') throw error;
      });
      await fs.rename(content, folder);
      return { folder, manifest };
    } finally {
      await fs.rm(staging, { recursive: true, force: true });
      this.#stagings.delete(staging);
    }
  }

  /** Removes the staging folders of processes that are gone. */
  async sweep() {
    const folder = path.join(this.folder, 'staging');
    for (const name of await fs.readdir(folder).catch(() => [])) {
      const [pid, host] = name.split('@');
      const state = await fs.stat(path.join(folder, name)).catch(() => null);
      if (!state) continue;
      const abandoned = host === hostname() && !isAlive(Number(pid));
      const old = Date.now() - state.mtimeMs > oldestStagingHours * 3_600_000;
      if (abandoned || (old && host !== hostname())) {
        await fs.rm(path.join(folder, name), { recursive: true, force: true });
      }
    }
  }

  /** Removes this process's staging folders at once: for the handlers of SIGINT and SIGTERM. */
  discardStagings() {
    for (const staging of this.#stagings) rmSync(staging, { recursive: true, force: true });
  }

  /**
   * Compares every file of every entry with its checksum and takes damaged entries out of use, so that they are
   * prepared anew.
   *
   * @returns {Promise<{ entry: string, damaged: string[] }[]>} all entries with their damaged files
   */
  async verify() {
    const results = [];
    for (const file of await fs.readdir(this.folder, { recursive: true }).catch(() => [])) {
      if (!/^[^/\\]+[/\\][^/\\]+[/\\]manifest\.json$/.test(file)) continue;
      const folder = path.join(this.folder, path.dirname(file));
      const damaged = await damagedFiles(folder, await readJson(path.join(folder, 'manifest.json')));
      if (damaged.length > 0) await fs.rm(path.join(folder, 'manifest.json'));
      results.push({ entry: path.dirname(file), damaged });
    }
    return results;
  }
}

async function describe(folder, { part, key, version, origin, details }) {
  const files = [];
  for (const file of await listFiles(folder)) {
    const { size, mtimeMs } = await fs.stat(path.join(folder, file));
    files.push({
      path: file,
      size,
      modified: Math.trunc(mtimeMs),
      sha256: await sha256OfFile(path.join(folder, file)),
    });
  }
  return {
    format: manifestFormat,
    part,
    key,
    version,
    origin,
    created: new Date().toISOString(),
    details,
    files,
  };
}

async function damagedFiles(folder, manifest) {
  if (!Array.isArray(manifest?.files)) return ['manifest.json'];
  const damaged = [];
  for (const { path: file, sha256 } of manifest.files) {
    const actual = await sha256OfFile(path.join(folder, file)).catch(() => 'missing');
    if (actual !== sha256) damaged.push(file);
  }
  return damaged;
}
