import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { isAlive } from './processes.mjs';

const heartbeatSeconds = 10;
const silentSeconds = 120;

/**
 * Runs `action` while holding a lock that other processes (and other checkouts) respect.
 *
 * The lock is a folder that holds one file, named after its owner. Taking it is one rename of a prepared folder, which
 * fails while the lock folder has content; so there is no moment in which a lock exists without an owner. A lock whose
 * owner is dead (same computer: no such process; else: no heartbeat for two minutes) is freed by removing that
 * owner's file only, which cannot hit the lock of anybody who took it meanwhile.
 *
 * @template Result
 * @param {string} folder where the lock lies
 * @param {() => Promise<Result>} action
 * @param {(owner: { pid: number }) => void} [onWait] called once, if the lock is taken
 * @returns {Promise<Result>}
 */
export async function withLock(folder, action, onWait) {
  const owner = `${process.pid}@${hostname()}@${randomUUID()}`;
  let waited = false;
  while (!(await take(folder, owner))) {
    const other = await freeIfAbandoned(folder);
    if (!other) continue;
    if (!waited) onWait?.(other);
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const file = path.join(folder, owner);
  const heartbeat = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now).catch(() => {});
  }, heartbeatSeconds * 1000);
  heartbeat.unref();
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    await fs.rm(file, { force: true });
    await fs.rmdir(folder).catch(() => {});
  }
}

async function take(folder, owner) {
  const prepared = `${folder}.${owner}`;
  await fs.mkdir(prepared, { recursive: true });
  await fs.writeFile(path.join(prepared, owner), '');
  try {
    await fs.rename(prepared, folder);
    return true;
  } catch {
    await fs.rm(prepared, { recursive: true, force: true });
    return false;
  }
}

/** The living owner of a lock; frees the lock and returns null when there is none. */
async function freeIfAbandoned(folder) {
  const owners = await fs.readdir(folder).catch(() => []);
  for (const name of owners) {
    const [pid, host] = name.split('@');
    const file = path.join(folder, name);
    const state = await fs.stat(file).catch(() => null);
    if (!state) continue;
    const silent = Date.now() - state.mtimeMs > silentSeconds * 1000;
    const dead = host === hostname() && !isAlive(Number(pid));
    if (!dead && !silent) return { pid: Number(pid) };
    await fs.rm(file, { force: true });
  }
  // Windows cannot rename onto an empty folder; a folder with content is not removed by this.
  await fs.rmdir(folder).catch(() => {});
  return null;
}
