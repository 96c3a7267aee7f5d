import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileDescription } from '../../files/atomic-file';
import type { Advance } from '../work';

const PIECE = 1024 * 1024;

export type { FileDescription };

/** The content of a file in pieces; `advance` is told of their bytes. */
export async function* readPieces(path: string, advance?: Advance): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    yield piece as Buffer;
    await advance?.((piece as Buffer).length);
  }
}

/** What a file holds; `advance` is told of the bytes. Its errors are those of reading. */
export async function describeFile(path: string, advance?: Advance): Promise<FileDescription> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of readPieces(path, advance)) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
