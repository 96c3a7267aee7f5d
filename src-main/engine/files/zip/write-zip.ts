import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { UserError } from '../../../../src-shared/domain/errors';
import type { Advance } from '../../work';
import { type FileDescription, readPieces } from '../describe-file';
import { DIRECTORY_ENTRY, END_OF_DIRECTORY, FLAGS, LARGEST, LOCAL_HEADER, STORED } from './records';

/** What an archive is to hold. */
export interface NewEntry {
  /** With forward slashes. */
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
  content(): AsyncIterable<Buffer>;
}

export interface DescribedEntry extends NewEntry, FileDescription {}

/** 1 January 1980, the format's first day, at midnight: equal contents make equal archives, whenever they are written. */
const DATE = 0x21;
const VERSION = 20;

/** An entry of bytes in memory. */
export function entryOf(name: string, content: Buffer | string): DescribedEntry {
  const bytes = Buffer.from(content);
  return {
    name,
    bytes: bytes.length,
    crc32: crc32(bytes),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *content() {
      yield bytes;
    },
  };
}

/** An entry of a file, which is read twice: now for its checksums, and when it is written. `advance` hears of both. */
export async function entryOfFile(name: string, path: string, advance: Advance): Promise<DescribedEntry> {
  const hash = createHash('sha256');
  let [bytes, checksum] = [0, 0];
  for await (const piece of readPieces(path, advance)) {
    checksum = crc32(piece, checksum);
    hash.update(piece);
    bytes += piece.length;
  }
  const content = () => readPieces(path, advance);
  return { name, bytes, crc32: checksum, sha256: hash.digest('hex'), content };
}

/**
 * A ZIP archive of uncompressed entries in the given order, piece by piece.
 * @throws UserError when an entry is not what it was said to be (its file has changed), or above 4 GB in all.
 */
export async function* zipContent(entries: readonly NewEntry[]): AsyncGenerator<Buffer> {
  refuseTooLarge(entries);
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    directory.push(directoryEntry(entry, offset));
    const header = localHeader(entry);
    offset += header.length + entry.bytes;
    yield header;
    yield* checkedContent(entry);
  }
  const records = Buffer.concat(directory);
  yield records;
  yield endOfDirectory(entries.length, records.length, offset);
}

function refuseTooLarge(entries: readonly NewEntry[]): void {
  const total = entries.reduce(
    (sum, entry) => sum + entry.bytes + LOCAL_HEADER.bytes + Buffer.byteLength(entry.name),
    0,
  );
  if (total > LARGEST)
    throw new UserError('The archive would be larger than 4 GB, which is the most it can be');
}

async function* checkedContent({ name, bytes, crc32: expected, content }: NewEntry): AsyncGenerator<Buffer> {
  let [written, checksum] = [0, 0];
  for await (const piece of content()) {
    checksum = crc32(piece, checksum);
    written += piece.length;
    yield piece;
  }
  if (written !== bytes || checksum !== expected)
    throw new UserError(`${name}: has changed while it was put into the archive; try again`);
}

function localHeader(entry: NewEntry): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER.bytes);
  header.writeUInt32LE(LOCAL_HEADER.signature, 0);
  writeFacts(header, 4, entry);
  return Buffer.concat([header, Buffer.from(entry.name)]);
}

function directoryEntry(entry: NewEntry, offset: number): Buffer {
  const record = Buffer.alloc(DIRECTORY_ENTRY.bytes);
  record.writeUInt32LE(DIRECTORY_ENTRY.signature, 0);
  record.writeUInt16LE(VERSION, 4);
  writeFacts(record, 6, entry);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, Buffer.from(entry.name)]);
}

/** The fields that local header and directory have in common, in their order. */
function writeFacts(record: Buffer, at: number, { name, bytes, crc32: checksum }: NewEntry): void {
  record.writeUInt16LE(VERSION, at);
  record.writeUInt16LE(FLAGS.utf8Name, at + 2);
  record.writeUInt16LE(STORED, at + 4);
  record.writeUInt16LE(0, at + 6);
  record.writeUInt16LE(DATE, at + 8);
  record.writeUInt32LE(checksum, at + 10);
  record.writeUInt32LE(bytes, at + 14);
  record.writeUInt32LE(bytes, at + 18);
  record.writeUInt16LE(Buffer.byteLength(name), at + 22);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const record = Buffer.alloc(END_OF_DIRECTORY.bytes);
  record.writeUInt32LE(END_OF_DIRECTORY.signature, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
