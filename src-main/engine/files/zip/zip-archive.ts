import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { UserError } from '../../../../src-shared/domain/errors';
import type { Advance } from '../../work';
import { DIRECTORY_ENTRY, END_OF_DIRECTORY, FLAGS, LARGEST, LOCAL_HEADER, STORED } from './records';

/** A file in an archive. */
export interface ZipEntry {
  /** Relative, with forward slashes, without `.` and `..`. */
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
  /** Where its content begins in the archive. */
  readonly start: number;
}

const PIECE = 1024 * 1024;
const MOST_ENTRIES = 10_000;
const LARGEST_DIRECTORY = 16 * 1024 * 1024;

/**
 * A ZIP archive of uncompressed entries that may come from anybody. Nothing of it is trusted: since entries are stored as
 * they are and do not overlap, what comes out of it is no larger than the file.
 */
export class ZipArchive {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    readonly entries: readonly ZipEntry[],
  ) {}

  /**
   * Opens an archive for the length of `work`.
   * @throws UserError naming the file and the entry when it is no ZIP archive, is cut off, or has an entry that is
   *   compressed, encrypted, overlaps another, occurs twice, or has a name that leads out of a folder.
   */
  static async with<Result>(path: string, work: (archive: ZipArchive) => Promise<Result>): Promise<Result> {
    const file = await open(path).catch((error: Error) => {
      throw new UserError(`${path}: cannot be read (${error.message})`);
    });
    try {
      return await work(new ZipArchive(path, file, await readEntries(path, file)));
    } finally {
      await file.close();
    }
  }

  find(name: string): ZipEntry | null {
    return this.entries.find((entry) => entry.name === name) ?? null;
  }

  /**
   * The content of an entry in pieces; `advance` is told of their bytes.
   * @throws UserError in the end when it does not have its checksum.
   */
  async *read({ name, bytes, crc32: expected, start }: ZipEntry, advance?: Advance): AsyncGenerator<Buffer> {
    let checksum = 0;
    for (let done = 0; done < bytes;) {
      const piece = await readAt(this.file, start + done, Math.min(PIECE, bytes - done));
      if (piece.length === 0) throw new UserError(`${this.path}: ${name} is cut off`);
      checksum = crc32(piece, checksum);
      done += piece.length;
      yield piece;
      await advance?.(piece.length);
    }
    if (checksum !== expected)
      throw new UserError(
        `${this.path}: ${name} is damaged: its content does not have its checksum (CRC-32)`,
      );
  }

  /** An entry's whole content, as `read`. @throws UserError when it is larger than `mostBytes`. */
  async readWhole(entry: ZipEntry, mostBytes: number): Promise<Buffer> {
    if (entry.bytes > mostBytes)
      throw new UserError(
        `${this.path}: ${entry.name} has ${entry.bytes} bytes; at most ${mostBytes} are read`,
      );
    const pieces: Buffer[] = [];
    for await (const piece of this.read(entry)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

/** Whether a file begins as ZIP archives with entries do. */
export function isZip(beginning: Buffer): boolean {
  return beginning.length >= 4 && beginning.readUInt32LE(0) === LOCAL_HEADER.signature;
}

async function readEntries(path: string, file: FileHandle): Promise<ZipEntry[]> {
  const broken = (what: string) => new UserError(`${path}: not a whole ZIP archive (${what})`);
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_OF_DIRECTORY.bytes + END_OF_DIRECTORY.longestComment);
  const tail = await readAt(file, size - tailBytes, tailBytes);
  const at = findEnd(tail);
  if (at < 0) throw broken('its end is missing');
  const count = tail.readUInt16LE(at + 10);
  const bytes = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (start === LARGEST) throw broken('it is a ZIP64 archive, above 4 GB');
  if (count > MOST_ENTRIES || bytes > LARGEST_DIRECTORY)
    throw broken(`it has more than ${MOST_ENTRIES} entries`);
  if (start + bytes > size - tailBytes + at) throw broken('its directory lies behind its end');
  const entries = parseDirectory(await readAt(file, start, bytes), count, path);
  const located: Located[] = [];
  for (const entry of entries) located.push(await locate(file, entry, path));
  refuseOverlaps(located, start, path);
  return located.map(({ name, bytes: size, crc32: checksum, start: content }) => ({
    name,
    bytes: size,
    crc32: checksum,
    start: content,
  }));
}

/** The last record of its kind that is followed by just its comment. */
function findEnd(tail: Buffer): number {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END_OF_DIRECTORY.signature);
  for (
    let at = tail.lastIndexOf(signature);
    at >= 0;
    at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1)
  ) {
    const hasRoom = at + END_OF_DIRECTORY.bytes <= tail.length;
    if (hasRoom && at + END_OF_DIRECTORY.bytes + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return -1;
}

interface Listed extends Omit<ZipEntry, 'start'> {
  readonly header: number;
}

interface Located extends Listed, ZipEntry {}

function parseDirectory(directory: Buffer, count: number, path: string): Listed[] {
  const entries: Listed[] = [];
  const names = new Set<string>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (
      at + DIRECTORY_ENTRY.bytes > directory.length ||
      directory.readUInt32LE(at) !== DIRECTORY_ENTRY.signature
    )
      throw new UserError(`${path}: not a whole ZIP archive (entry ${index + 1} of its directory is broken)`);
    const nameEnd = at + DIRECTORY_ENTRY.bytes + directory.readUInt16LE(at + 28);
    const name = checkedName(directory.subarray(at + DIRECTORY_ENTRY.bytes, nameEnd), path);
    // A folder of its own, without content.
    if (!name.endsWith('/')) {
      if (names.has(name.toLowerCase())) throw new UserError(`${path}: ${name} occurs twice`);
      names.add(name.toLowerCase());
      entries.push(listed(directory, at, name, path));
    }
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function listed(directory: Buffer, at: number, name: string, path: string): Listed {
  const flags = directory.readUInt16LE(at + 8);
  const method = directory.readUInt16LE(at + 10);
  const [compressed, bytes] = [directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 24)];
  if (flags & FLAGS.encrypted) throw new UserError(`${path}: ${name} is encrypted`);
  if (method !== STORED || compressed !== bytes)
    throw new UserError(
      `${path}: ${name} is compressed (method ${method}); only entries stored as they are are read`,
    );
  return { name, bytes, crc32: directory.readUInt32LE(at + 16), header: directory.readUInt32LE(at + 42) };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws UserError for a name that could lead out of the folder that it is unpacked into. */
function checkedName(bytes: Buffer, path: string): string {
  let name: string;
  try {
    name = utf8.decode(bytes);
  } catch {
    throw new UserError(`${path}: the name of an entry is not UTF-8`);
  }

  const isStrange = name === '' || /[\u0000-\u001f\\:]/.test(name) || name.startsWith('/');
  const parts = name.replace(/\/$/, '').split('/');
  if (isStrange || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new UserError(
      `${path}: an entry is called ${JSON.stringify(name)}, which is no path inside a folder`,
    );
  return name;
}

/** Where an entry's content begins: its local header repeats the name and may have another extra field. */
async function locate(file: FileHandle, entry: Listed, path: string): Promise<Located> {
  const broken = (what: string) => new UserError(`${path}: ${entry.name} is broken (${what})`);
  const header = await readAt(file, entry.header, LOCAL_HEADER.bytes);
  if (header.length < LOCAL_HEADER.bytes || header.readUInt32LE(0) !== LOCAL_HEADER.signature)
    throw broken('it has no header');
  const nameBytes = header.readUInt16LE(26);
  const name = await readAt(file, entry.header + LOCAL_HEADER.bytes, nameBytes);
  if (!name.equals(Buffer.from(entry.name))) throw broken('its header has another name');
  const isDescribedBehind = (header.readUInt16LE(6) & FLAGS.describedBehind) !== 0;
  const isAlike =
    header.readUInt16LE(8) === STORED &&
    (isDescribedBehind ||
      (header.readUInt32LE(14) === entry.crc32 && header.readUInt32LE(22) === entry.bytes));
  if (!isAlike) throw broken('its header says something else than the directory');
  return { ...entry, start: entry.header + LOCAL_HEADER.bytes + nameBytes + header.readUInt16LE(28) };
}

function refuseOverlaps(entries: readonly Located[], directoryStart: number, path: string): void {
  const inOrder = [...entries].sort((first, second) => first.header - second.header);
  inOrder.forEach((entry, index) => {
    const end = entry.start + entry.bytes;
    const next = inOrder[index + 1]?.header ?? directoryStart;
    if (end > next)
      throw new UserError(
        `${path}: ${entry.name} overlaps what follows it; no archive that was made in good faith does`,
      );
  });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
