import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cache } from '../../../scripts/setup/cache.mjs';

const cacheModule = pathToFileURL(path.resolve(import.meta.dirname, '../../../scripts/setup/cache.mjs')).href;
const identity = { part: 'engine', key: '1.0-test', version: '1.0' };

let folder: string;
let cache: Cache;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unroll-cache-'));
  cache = new Cache(folder);
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

/** Fills an entry with one file and counts how often that happened. */
function preparation(content = 'whole') {
  let times = 0;
  const prepare = async (entry: string) => {
    times++;
    await fs.mkdir(path.join(entry, 'lib'));
    await fs.writeFile(path.join(entry, 'lib', 'library'), content);
    return { origin: 'a test', details: { libraryPaths: ['lib'] } };
  };
  return { prepare, times: () => times };
}

const libraryFile = () => path.join(folder, 'engine', '1.0-test', 'lib', 'library');
const readLibrary = () => fs.readFile(libraryFile(), 'utf8');
const stagings = () => fs.readdir(path.join(folder, 'staging'));

/** Starts a process that takes hold of the entry, writes half of it and then hangs. */
async function hangingSetUp() {
  const script = `
    import { writeFile } from 'node:fs/promises';
    import { Cache } from ${JSON.stringify(cacheModule)};
    await new Cache(${JSON.stringify(folder)}).obtain(${JSON.stringify(identity)}, async (entry) => {
      await writeFile(entry + '/half', 'half');
      process.stdout.write('half written');
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('an entry of the cache', () => {
  it('is prepared once and then found, with what the manifest says about it', async () => {
    const { prepare, times } = preparation();
    await cache.obtain(identity, prepare);
    const entry = await cache.obtain(identity, prepare);
    expect(times()).toBe(1);
    expect(entry.manifest).toMatchObject({
      version: '1.0',
      origin: 'a test',
      details: { libraryPaths: ['lib'] },
      files: [{ path: 'lib/library', size: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
  });

  it('is not there, and leaves nothing behind, when its preparation fails', async () => {
    const failing = async (entry: string) => {
      await fs.writeFile(path.join(entry, 'half'), 'half');
      throw new Error('the network went away');
    };
    await expect(cache.obtain(identity, failing)).rejects.toThrow('the network went away');
    expect(await cache.find(identity)).toBeNull();
    expect(await stagings()).toEqual([]);
  });

  it('is prepared by one of several set-ups at once', async () => {
    const { prepare, times } = preparation();
    const entries = await Promise.all([1, 2, 3].map(() => new Cache(folder).obtain(identity, prepare)));
    expect(times()).toBe(1);
    expect(new Set(entries.map((entry) => entry.folder)).size).toBe(1);
  });

  it.each([
    {
      damage: 'its manifest is missing',
      inflict: () => fs.rm(path.join(folder, 'engine/1.0-test/manifest.json')),
    },
    { damage: 'a file is cut short', inflict: () => fs.truncate(libraryFile(), 2) },
    { damage: 'a file is missing', inflict: () => fs.rm(libraryFile()) },
  ])('is prepared anew when $damage', async ({ inflict }) => {
    const { prepare, times } = preparation();
    await cache.obtain(identity, prepare);
    await inflict();
    expect(await cache.find(identity)).toBeNull();
    await cache.obtain(identity, prepare);
    expect(times()).toBe(2);
    expect(await readLibrary()).toBe('whole');
  });

  it('is prepared by the next set-up when the one at work was killed half-way', async () => {
    const child = await hangingSetUp();
    expect(await stagings()).toHaveLength(1);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const { prepare } = preparation();
    await cache.obtain(identity, prepare);
    expect(await readLibrary()).toBe('whole');
    expect(await fs.readdir(path.join(folder, 'engine', '1.0-test'))).toEqual(['lib', 'manifest.json']);
    expect(await stagings()).toEqual([]);
  });

  it('is awaited while another process prepares it, and that process is named', async () => {
    const child = await hangingSetUp();
    const { prepare } = preparation();
    let owner = 0;
    await cache.obtain(identity, prepare, ({ pid }: { pid: number }) => {
      owner = pid;
      child.kill('SIGKILL');
    });
    expect(owner).toBe(child.pid);
    expect(await readLibrary()).toBe('whole');
  });

  it('is taken out of use by a verification that finds other content of the same size', async () => {
    const { prepare } = preparation();
    await cache.obtain(identity, prepare);
    expect(await cache.verify()).toEqual([{ entry: path.join('engine', '1.0-test'), damaged: [] }]);
    const { atime, mtime } = await fs.stat(libraryFile());
    await fs.writeFile(libraryFile(), 'hacks');
    await fs.utimes(libraryFile(), atime, mtime);
    expect(await cache.verify()).toEqual([
      { entry: path.join('engine', '1.0-test'), damaged: ['lib/library'] },
    ]);
    expect(await cache.find(identity)).toBeNull();
  });
});
