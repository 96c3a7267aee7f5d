import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileCache } from '../../../../src-main/engine/files/file-cache';
import { quietWork, temporaryFolder } from '../../../helpers/data';

const ignoreBytes = async () => {};
const add = (cache: FileCache, key: string, content: string) =>
  cache.add(key, ignoreBytes, (folder) => writeFile(join(folder, 'content'), content));
const find = (cache: FileCache, key: string) => cache.find(key, 'Looking', quietWork);

async function emptyCache(mostBytes = 1000) {
  const folder = join(await temporaryFolder(), 'cache');
  return { folder, cache: new FileCache(folder, mostBytes) };
}

describe('FileCache', () => {
  it('has nothing before anything was added', async () => {
    const { cache } = await emptyCache();
    expect(await find(cache, 'a')).toBeNull();
  });

  it('finds the files that were added', async () => {
    const { cache, folder } = await emptyCache();
    await add(cache, 'a', 'one');
    await add(cache, 'b', 'two');
    expect(await readFile(join((await find(cache, 'a'))!, 'content'), 'utf8')).toBe('one');
    expect(await readFile(join((await find(cache, 'b'))!, 'content'), 'utf8')).toBe('two');
    expect((await readdir(folder)).sort()).toEqual(['a', 'b']);
  });

  it.each<[string, (entry: string) => Promise<unknown>]>([
    ['with a changed byte', (entry) => writeFile(join(entry, 'content'), 'onE')],
    ['cut short', (entry) => truncate(join(entry, 'content'), 1)],
    ['whose list is damaged', (entry) => writeFile(join(entry, 'files.json'), '{"content": 3}')],
    ['whose list is no JSON', (entry) => writeFile(join(entry, 'files.json'), '{')],
    ['whose list is empty', (entry) => writeFile(join(entry, 'files.json'), '{}')],
  ])('takes an entry %s as none, and lets it be added again', async (_, damage) => {
    const { cache, folder } = await emptyCache();
    await add(cache, 'a', 'one');
    await damage(join(folder, 'a'));
    expect(await find(cache, 'a')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    await add(cache, 'a', 'one');
    expect(await find(cache, 'a')).not.toBeNull();
  });

  it('leaves nothing of an entry that could not be filled', async () => {
    const { cache, folder } = await emptyCache();
    const full = cache.add('a', ignoreBytes, async (part) => {
      await writeFile(join(part, 'content'), 'half');
      throw new Error('disk full');
    });
    await expect(full).rejects.toThrow('disk full');
    expect(await find(cache, 'a')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is filled with one entry by several that add the same', async () => {
    const { cache, folder } = await emptyCache();
    await Promise.all(Array.from({ length: 8 }, () => add(new FileCache(folder, 1000), 'a', 'one')));
    expect(await readdir(folder)).toEqual(['a']);
    expect(await find(cache, 'a')).not.toBeNull();
  });

  it('removes what was not used for longest once it is too large, what is used stays', async () => {
    const { cache, folder } = await emptyCache(300);
    const age = (key: string, seconds: number) => utimes(join(folder, key), 0, Date.now() / 1000 - seconds);
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      await add(cache, key, key.repeat(100));
      await age(key, 1000 - index);
    }
    await find(cache, 'a');
    await add(cache, 'd', 'd'.repeat(150));
    expect((await readdir(folder)).sort()).toEqual(['a', 'd']);
  });

  it('does not keep an entry that is larger than the cache is to be', async () => {
    const { cache, folder } = await emptyCache(100);
    await add(cache, 'a', 'a'.repeat(101));
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes parts that a process left a day ago, and leaves those that may be at work', async () => {
    const { cache, folder } = await emptyCache();
    for (const name of ['x.1.part', 'y.2.part']) await mkdir(join(folder, name), { recursive: true });
    const dayAgo = Date.now() / 1000 - 25 * 60 * 60;
    await utimes(join(folder, 'x.1.part'), dayAgo, dayAgo);
    await add(cache, 'a', 'one');
    expect((await readdir(folder)).sort()).toEqual(['a', 'y.2.part']);
  });

  it('notes the use of an entry', async () => {
    const { cache, folder } = await emptyCache();
    await add(cache, 'a', 'one');
    await utimes(join(folder, 'a'), 0, 0);
    await find(cache, 'a');
    expect(Date.now() - (await stat(join(folder, 'a'))).mtimeMs).toBeLessThan(60_000);
  });
});
