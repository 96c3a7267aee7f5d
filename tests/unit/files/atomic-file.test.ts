import { linkSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { finishWriting, removeLeftovers, writeFileAtomically } from '../../../src-main/files/atomic-file';
import { temporaryFolder } from '../../helpers/data';

it('writes the content, makes missing folders, and tells size and SHA-256', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'a/b/file');
  const written = await writeFileAtomically(path, 'abc');
  expect(readFileSync(path, 'utf8')).toBe('abc');
  expect(written).toEqual({
    bytes: 3,
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect(readdirSync(join(folder, 'a/b'))).toEqual(['file']);
});

it('keeps what was there before under another name, generation by generation', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  const previous = join(folder, 'file.previous');
  await writeFileAtomically(path, 'first', previous);
  expect(readdirSync(folder)).toEqual(['file']);
  for (const [content, before] of [
    ['second', 'first'],
    ['third', 'second'],
  ]) {
    await writeFileAtomically(path, content, previous);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readFileSync(previous, 'utf8')).toBe(before);
  }
  expect(readdirSync(folder).sort()).toEqual(['file', 'file.previous']);
});

it('keeps it too when a process died after it was kept and before the new file was there', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  const previous = join(folder, 'file.previous');
  writeFileSync(path, 'first');
  linkSync(path, previous);
  await writeFileAtomically(path, 'second', previous);
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readFileSync(previous, 'utf8')).toBe('first');
  expect(readdirSync(folder).sort()).toEqual(['file', 'file.previous']);
});

it('what a process wrote whole and did not put in its place is put there, also where the two before it are one file', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  const previous = join(folder, 'file.previous');
  writeFileSync(path, 'first');
  linkSync(path, previous);
  writeFileSync(`${path}.whole`, 'second');
  await finishWriting(path, previous);
  await finishWriting(path, previous);
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readFileSync(previous, 'utf8')).toBe('first');
  expect(readdirSync(folder).sort()).toEqual(['file', 'file.previous']);
});

it('a failed write that was to keep the older file leaves that as it was and nothing beside it', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  const previous = join(folder, 'file.previous');
  writeFileSync(path, 'first');
  mkdirSync(join(previous, 'inside'), { recursive: true });
  await expect(writeFileAtomically(path, 'second', previous)).rejects.toMatchObject({ path });
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(readdirSync(folder).sort()).toEqual(['file', 'file.previous']);
});

it('a failed write leaves the older file as it was and nothing beside it', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'file');
  // A folder in the file's place: the temporary file is written, and the rename fails.
  mkdirSync(path);
  writeFileSync(join(path, 'inside'), 'kept');
  await expect(writeFileAtomically(path, 'new')).rejects.toMatchObject({ path });
  expect(readdirSync(folder)).toEqual(['file']);
  expect(readFileSync(join(path, 'inside'), 'utf8')).toBe('kept');
});

it('what a process that died while writing left is removed, and nothing else', async () => {
  const folder = await temporaryFolder();
  for (const name of ['best.safetensors', 'latest.safetensors.4711.part', 'run.json'])
    writeFileSync(join(folder, name), '');
  await removeLeftovers(folder);
  expect(readdirSync(folder).sort()).toEqual(['best.safetensors', 'run.json']);
  await removeLeftovers(join(folder, 'missing'));
});
