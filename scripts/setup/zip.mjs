import * as fs from 'node:fs/promises';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

// Record layouts: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. Archives above 4 GB (ZIP64) do not occur here.
const endOfDirectory = { signature: 0x06054b50, bytes: 22, longestComment: 65_535 };
const directoryEntry = { signature: 0x02014b50, bytes: 46 };
const localHeader = { signature: 0x04034b50, bytes: 30 };
const stored = 0;
const deflated = 8;
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/**
 * The entries of a ZIP archive (an npm or Electron archive, a Python wheel).
 *
 * @param {string} file
 * @returns {Promise<{ name: string, method: number, crc32: number, compressedSize: number, size: number, mode: number,
 *   offset: number }[]>}
 * @throws an Error that names the archive, when it is not a whole ZIP archive
 */
export async function listZip(file) {
  const handle = await fs.open(file, 'r');
  try {
    const { size } = await handle.stat();
    const end = await readAt(
      handle,
      Math.max(0, size - endOfDirectory.bytes - endOfDirectory.longestComment),
      size,
    );
    const at = end.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (at < 0) throw new Error(`${file} is not a whole ZIP archive: its end is missing.`);
    const count = end.readUInt16LE(at + 10);
    const start = end.readUInt32LE(at + 16);
    return parseDirectory(await readAt(handle, start, start + end.readUInt32LE(at + 12)), count, file);
  } finally {
    await handle.close();
  }
}

function parseDirectory(bytes, count, file) {
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + directoryEntry.bytes > bytes.length || bytes.readUInt32LE(at) !== directoryEntry.signature) {
      throw new Error(`${file} is not a whole ZIP archive: entry ${index + 1} of ${count} is broken.`);
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      crc32: bytes.readUInt32LE(at + 16),
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      mode: bytes.readUInt16LE(at + 40),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += directoryEntry.bytes + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks entries of a ZIP archive with their permissions and symbolic links, checking every CRC-32.
 *
 * @param {string} file
 * @param {string} folder
 * @param {{ rename?: (name: string) => string | null, onProgress?: (done: number, total: number) => void }} [options]
 *   `rename` gives an entry's path below `folder`, or null to leave it out
 * @returns {Promise<number>} how many entries were unpacked
 */
export async function unzip(file, folder, { rename = (name) => name, onProgress } = {}) {
  const chosen = (await listZip(file))
    .map((entry) => ({ entry, target: entry.name.endsWith('/') ? null : rename(entry.name) }))
    .filter(({ target }) => target !== null);
  const total = chosen.reduce((sum, { entry }) => sum + entry.size, 0);
  let done = 0;
  for (const { entry, target } of chosen) {
    const to = path.resolve(folder, target);
    if (!to.startsWith(path.resolve(folder) + path.sep))
      throw new Error(`${file} holds a path outside its folder: ${target}`);
    await fs.mkdir(path.dirname(to), { recursive: true });
    await unpack(file, entry, to);
    done += entry.size;
    onProgress?.(done, total);
  }
  return chosen.length;
}

async function unpack(file, entry, to) {
  const from = await contentOffset(file, entry);
  if (entry.compressedSize === 0) return fs.writeFile(to, '', { mode: entry.mode & 0o777 || 0o644 });
  const content = createReadStream(file, { start: from, end: from + entry.compressedSize - 1 });
  const check = crcCheck(`${entry.name} in ${file}`, entry);
  const inflate = entry.method === deflated ? [zlib.createInflateRaw()] : [];
  if (entry.method !== stored && entry.method !== deflated) {
    throw new Error(
      `${entry.name} in ${file} is compressed by method ${entry.method}; only stored and deflate are known.`,
    );
  }
  if ((entry.mode & fileTypeMask) === symbolicLink) {
    const parts = [];
    await pipeline(content, ...inflate, check, async (source) => {
      for await (const part of source) parts.push(part);
    });
    return fs.symlink(Buffer.concat(parts).toString('utf8'), to);
  }
  await pipeline(content, ...inflate, check, createWriteStream(to, { mode: entry.mode & 0o777 || 0o644 }));
}

/** Where an entry's content begins: the local header repeats the name and may have another extra field. */
async function contentOffset(file, entry) {
  const handle = await fs.open(file, 'r');
  try {
    const header = await readAt(handle, entry.offset, entry.offset + localHeader.bytes);
    if (header.length < localHeader.bytes || header.readUInt32LE(0) !== localHeader.signature) {
      throw new Error(`${file} is broken at ${entry.name}.`);
    }
    return entry.offset + localHeader.bytes + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}

function crcCheck(what, { crc32, size }) {
  let sum = 0;
  let length = 0;
  return new Transform({
    transform(chunk, _encoding, next) {
      sum = zlib.crc32 ? zlib.crc32(chunk, sum) : sum;
      length += chunk.length;
      next(null, chunk);
    },
    flush(next) {
      const whole = length === size && (!zlib.crc32 || sum === crc32);
      next(whole ? null : new Error(`${what} is damaged: its checksum or length differs.`));
    },
  });
}

async function readAt(handle, from, to) {
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}
