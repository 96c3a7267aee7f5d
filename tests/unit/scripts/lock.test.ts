import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../scripts/setup/lock.mjs';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unroll-lock-'));
  lock = path.join(folder, 'lock');
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** A lock as another process would have left it. */
async function lockOwnedBy(owner: string, age: number) {
  await fs.mkdir(lock);
  const file = path.join(lock, owner);
  await fs.writeFile(file, '');
  const then = new Date(Date.now() - age);
  await fs.utimes(file, then, then);
}

describe('a lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const visit = () =>
      withLock(lock, async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside--;
      });
    await Promise.all([visit(), visit(), visit()]);
    expect(most).toBe(1);
    expect(await fs.readdir(folder)).toEqual([]);
  });

  it('is released when the action fails', async () => {
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  it('of a dead process is taken over', async () => {
    const deadProcess = 2 ** 22 + 1;
    await lockOwnedBy(`${deadProcess}@${os.hostname()}@1`, 0);
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  it('of another computer is taken over only after its heartbeat has stopped', async () => {
    await lockOwnedBy('1@elsewhere@1', 1000);
    let waited = false;
    const taken = withLock(
      lock,
      async () => 'in',
      () => {
        waited = true;
        const longAgo = new Date(Date.now() - 600_000);
        void fs.utimes(path.join(lock, '1@elsewhere@1'), longAgo, longAgo);
      },
    );
    expect(await taken).toBe('in');
    expect(waited).toBe(true);
  });
});
