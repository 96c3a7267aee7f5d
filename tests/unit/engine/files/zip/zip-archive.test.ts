import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { writeFileAtomically } from '../../../../../src-main/files/atomic-file';
import { entryOf, entryOfFile, zipContent } from '../../../../../src-main/engine/files/zip/write-zip';
import { isZip, ZipArchive } from '../../../../../src-main/engine/files/zip/zip-archive';
import { temporaryFolder } from '../../../history/samples';

const CONTENTS = {
  'bundle.json': '{"format":"x"}',
  'runs/a/best.bin': 'weights'.repeat(1000),
  'runs/a/empty': '',
};

/** An archive of ours, as it is on disk. */
async function archiveOf(contents: Readonly<Record<string, string>>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const entries = Object.entries(contents).map(([name, content]) => entryOf(name, content));
  for await (const piece of zipContent(entries)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function fileOf(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'archive.zip');
  writeFileSync(path, bytes);
  return path;
}

/** All contents by name, read piece by piece. */
function unpack(path: string): Promise<Record<string, string>> {
  return ZipArchive.with(path, async (archive) => {
    const contents: Record<string, string> = {};
    for (const entry of archive.entries)
      contents[entry.name] = (await archive.readWhole(entry, 1e6)).toString();
    return contents;
  });
}

it('writes archives that another program reads, and the same bytes each time', async () => {
  const archive = await archiveOf(CONTENTS);
  const read = Object.entries(unzipSync(archive)).map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString(),
  ]);
  expect(Object.fromEntries(read)).toEqual(CONTENTS);
  expect(isZip(archive)).toBe(true);
  expect(await archiveOf(CONTENTS)).toEqual(archive);
});

it('reads archives of its own and of another program', async () => {
  expect(await unpack(fileOf(await archiveOf(CONTENTS)))).toEqual(CONTENTS);
  const files = Object.entries(CONTENTS).map(([name, content]) => [name, Buffer.from(content)] as const);
  expect(await unpack(fileOf(zipSync(Object.fromEntries(files), { level: 0, comment: 'hello' })))).toEqual(
    CONTENTS,
  );
});

it('puts files in as they are, and refuses one that changes meanwhile', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'rows.txt');
  const said: number[] = [];
  writeFileSync(path, 'x'.repeat(3_000_000));
  const entry = await entryOfFile('rows.txt', path, async (bytes) => void said.push(bytes));
  await writeFileAtomically(join(folder, 'a.zip'), zipContent([entry]));
  const { 'rows.txt': rows } = unzipSync(readFileSync(join(folder, 'a.zip')));
  expect(Buffer.from(rows).equals(readFileSync(path))).toBe(true);
  expect(said.reduce((sum, bytes) => sum + bytes, 0)).toBe(6_000_000);
  writeFileSync(path, 'y');
  await expect(writeFileAtomically(join(folder, 'b.zip'), zipContent([entry]))).rejects.toThrow(
    /rows\.txt: has changed/,
  );
});

it.each<[string, (archive: Buffer) => Uint8Array | Promise<Uint8Array>, RegExp]>([
  ['no archive', () => Buffer.from('hello'), /not a whole ZIP archive/],
  ['a cut archive', (archive) => archive.subarray(0, -30), /its end is missing/],
  [
    'a path upwards',
    () => archiveOf({ 'runs/../../evil': 'x' }),
    /"runs\/\.\.\/\.\.\/evil", which is no path inside/,
  ],
  ['an absolute path', () => archiveOf({ '/etc/passwd': 'x' }), /"\/etc\/passwd"/],
  ['a path of another system', () => archiveOf({ 'C:\\evil': 'x' }), /no path inside/],
  ['a name that occurs twice', () => archiveOf({ a: 'x', A: 'y' }), /A occurs twice/],
  ['a compressed entry', () => zipSync({ a: Buffer.alloc(9999) }), /a is compressed \(method 8\)/],
  [
    'a wrong checksum',
    (archive) => edited(archive, archive.indexOf('weights'), 0x21),
    /best\.bin is damaged/,
  ],
  [
    'an encrypted entry',
    (archive) => edited(archive, directoryOf(archive) + 8, 1),
    /bundle\.json is encrypted/,
  ],
  ['another name in the header', (archive) => edited(archive, 30, 0x21), /its header has another name/],
  ['another size in the header', (archive) => edited(archive, 22, 200), /its header says something else/],
  ['overlapping entries', (archive) => overlapping(archive), /overlaps what follows it/],
  ['too many entries', (archive) => edited(archive, archive.length - 11, 0xff), /more than 10000 entries/],
])('refuses %s', async (_, make, message) => {
  const path = fileOf(await make(await archiveOf(CONTENTS)));
  await expect(unpack(path)).rejects.toThrow(message);
  await expect(unpack(path)).rejects.toThrow(path);
});

it('does not read an entry that is larger than asked for', async () => {
  const path = fileOf(await archiveOf(CONTENTS));
  const reading = ZipArchive.with(path, (archive) =>
    archive.readWhole(archive.find('runs/a/best.bin')!, 6999),
  );
  await expect(reading).rejects.toThrow(/has 7000 bytes; at most 6999 are read/);
});

function edited(archive: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(archive);
  copy[at] = byte;
  return copy;
}

function directoryOf(archive: Buffer): number {
  return archive.readUInt32LE(archive.length - 22 + 16);
}

/** Both headers of the first entry claim the bytes of what follows as well: how a small bomb becomes a large one. */
function overlapping(archive: Buffer): Buffer {
  const copy = Buffer.from(archive);
  for (const at of [18, 22]) copy.writeUInt32LE(100, at);
  for (const at of [20, 24]) copy.writeUInt32LE(100, directoryOf(archive) + at);
  return copy;
}
