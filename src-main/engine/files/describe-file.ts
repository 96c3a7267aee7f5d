import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const CHUNK = 1024 * 1024;

export interface FileDescription {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What a file holds. `passed` is awaited with the bytes read so far. Its errors are those of reading. */
export async function describeFile(
  path: string,
  passed: (bytes: number) => Promise<void> = async () => {},
): Promise<FileDescription> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    hash.update(chunk as Buffer);
    await passed((bytes += (chunk as Buffer).length));
  }
  return { bytes, sha256: hash.digest('hex') };
}
