import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listZip, unzip } from '../../../scripts/setup/zip.mjs';

const unix = 3;
const mode = (bits: number) => ({ os: unix, attrs: (bits << 16) >>> 0 });

let folder: string;
let archive: string;
let target: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unroll-zip-'));
  archive = path.join(folder, 'archive.zip');
  target = path.join(folder, 'unpacked');
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const write = (content: Zippable) => fs.writeFile(archive, zipSync(content));
const text = 'a sentence that deflates well, '.repeat(200);

describe('unpacking a ZIP archive', () => {
  it('restores contents, permissions and symbolic links', async () => {
    await write({
      'app/readme.txt': [strToU8(text), mode(0o100644)],
      'app/program': [strToU8('stored'), { level: 0, ...mode(0o100755) }],
      'app/link': [strToU8('readme.txt'), mode(0o120777)],
      'app/empty': [new Uint8Array(), mode(0o100644)],
    });
    expect(await unzip(archive, target)).toBe(4);
    expect(await fs.readFile(path.join(target, 'app/link'), 'utf8')).toBe(text);
    expect(await fs.readlink(path.join(target, 'app/link'))).toBe('readme.txt');
    expect((await fs.stat(path.join(target, 'app/program'))).mode & 0o777).toBe(0o755);
    expect(await fs.readFile(path.join(target, 'app/empty'), 'utf8')).toBe('');
  });

  it('takes only what is asked for, under the asked names, and reports progress', async () => {
    await write({ 'keep.txt': strToU8(text), 'leave.txt': strToU8('no') });
    const seen: number[][] = [];
    await unzip(archive, target, {
      rename: (name: string) => (name === 'keep.txt' ? 'kept/text' : null),
      onProgress: (done: number, total: number) => seen.push([done, total]),
    });
    expect(await fs.readdir(target, { recursive: true })).toEqual(['kept', path.join('kept', 'text')]);
    expect(seen).toEqual([[text.length, text.length]]);
  });

  it('refuses an archive whose content was changed', async () => {
    await write({ 'file.txt': [strToU8('stored'), { level: 0 }] });
    const bytes = await fs.readFile(archive);
    bytes[bytes.indexOf('stored')] ^= 1;
    await fs.writeFile(archive, bytes);
    await expect(unzip(archive, target)).rejects.toThrow(/file\.txt.*is damaged/);
  });

  it('refuses an archive that was cut short, and names it', async () => {
    await write({ 'file.txt': strToU8(text) });
    await fs.truncate(archive, 40);
    await expect(listZip(archive)).rejects.toThrow(`${archive} is not a whole ZIP archive`);
  });

  it('refuses a path that leads outside the folder', async () => {
    await write({ '../outside.txt': strToU8('no') });
    await expect(unzip(archive, target)).rejects.toThrow(/outside its folder/);
    expect(await fs.readdir(folder)).toEqual(['archive.zip']);
  });
});
