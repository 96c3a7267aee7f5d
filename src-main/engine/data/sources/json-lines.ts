import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import type { Work } from '../../work';
import { ExampleCollector, fieldNames, type FieldNames, type LoadedExamples, type Source } from './source';

/** Longer lines are no dataset rows; the limit keeps a file without line ends from filling the memory. */
const LONGEST_LINE = 64 * 1024 * 1024;
/** Bytes that are read, or come out of the decompression, at a time. */
const CHUNK = 256 * 1024;

/** A JSON Lines file, compressed with gzip if its name ends in `.gz`. */
export function jsonLinesSource(path: string, options: SourceOptions | undefined, work: Work): Source {
  const fields = fieldNames(options);
  return {
    description: path,
    notices: [],
    basis: {
      files: [{ name: '', path }],
      settings: { kind: 'json-lines', fields, compressed: isCompressed(path) },
    },
    read: () => read(path, fields, work),
  };
}

function isCompressed(path: string): boolean {
  return /\.gz$/i.test(path);
}

/**
 * Reads the file one row at a time.
 * @throws UserError naming the file and the line that is broken.
 */
async function read(path: string, fields: FieldNames, work: Work): Promise<LoadedExamples> {
  const collector = new ExampleCollector();
  const { size } = await stat(path).catch((error: unknown) => {
    throw readingError(error, path);
  });
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const bytes: Readable = isCompressed(path)
    ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {})
    : file;
  const report = () => work.progress(`Reading ${basename(path)}`, file.bytesRead, size, 'bytes');
  try {
    for await (const lines of linesOf(bytes, path)) {
      for (const { number, line } of lines) {
        const text = decodeLine(line, path, number);
        if (text.trim() !== '') addRow(text, fields, collector, () => `${path}, line ${number}`);
      }
      report();
      await work.breathe();
    }
  } catch (error) {
    throw readingError(error, path);
  } finally {
    file.destroy();
  }
  report();
  return collector;
}

interface NumberedLine {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line end. */
  readonly line: Buffer;
}

/** The lines of a byte stream, those that end in one chunk together. */
async function* linesOf(bytes: AsyncIterable<Buffer>, path: string): AsyncGenerator<NumberedLine[]> {
  let number = 0;
  let pending: Buffer[] = [];
  let pendingLength = 0;
  for await (const chunk of bytes) {
    const lines: NumberedLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const piece = chunk.subarray(start, end);
      lines.push({ number: ++number, line: pending.length > 0 ? Buffer.concat([...pending, piece]) : piece });
      pending = [];
      pendingLength = 0;
      start = end + 1;
    }
    yield lines;
    if (start < chunk.length) {
      pending.push(chunk.subarray(start));
      pendingLength += chunk.length - start;
      if (pendingLength > LONGEST_LINE)
        throw new UserError(
          `${path}, line ${number + 1}: longer than ${LONGEST_LINE / 1024 / 1024} MB; each line must hold one row`,
        );
    }
  }
  if (pending.length > 0) yield [{ number: number + 1, line: Buffer.concat(pending) }];
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeLine(line: Buffer, path: string, number: number): string {
  try {
    return utf8.decode(line);
  } catch {
    throw new UserError(`${path}, line ${number}: not UTF-8 text; JSON Lines files must be UTF-8`);
  }
}

function addRow(text: string, fields: FieldNames, collector: ExampleCollector, place: () => string): void {
  const expected = () =>
    `each line must be a JSON object with ${JSON.stringify(fields.docstring)} and ${JSON.stringify(fields.code)}`;
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place()}: not JSON (${(error as Error).message}); ${expected()}`);
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new UserError(`${place()}: not a JSON object; ${expected()}`);
  const record = row as Record<string, unknown>;
  const docstring = textField(record, fields.docstring, place);
  const code = textField(record, fields.code, place);
  // As datasets libraries do, null stands for a missing text: the row is valid, and empty.
  collector.add({ docstring: docstring ?? '', code: code ?? '' });
}

function textField(row: Record<string, unknown>, field: string, place: () => string): string | null {
  const value = row[field];
  if (typeof value === 'string' || value === null) return value;
  if (value !== undefined)
    throw new UserError(`${place()}: the field ${JSON.stringify(field)} must be a text, not ${typeof value}`);
  const present = Object.keys(row).map((name) => JSON.stringify(name));
  const list = present.length > 0 ? present.slice(0, 20).join(', ') : 'none';
  throw new UserError(`${place()}: no field ${JSON.stringify(field)}; the fields are ${list}`);
}

/** Errors of the stream (no permission, a truncated or wrong gzip file) as errors that name the file. */
function readingError(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UserError || code === undefined || (error as Error).name === 'AbortError')
    return error;
  if (code === 'Z_BUF_ERROR') return new UserError(`${path}: the gzip file ends too early; it is truncated`);
  if (code.startsWith('Z_')) return new UserError(`${path}: not a valid gzip file (${message})`);
  return new UserError(`${path}: cannot be read (${message})`);
}
