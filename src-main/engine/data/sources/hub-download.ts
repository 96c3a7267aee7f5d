import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { UserError } from '../../../../src-shared/domain/errors';
import { refused, unreachable, type HubDataset, type HubFile } from './hub-listing';
import type { SourceContext } from './source';

const ATTEMPTS = 3;

/**
 * The path of a file of the hub on this computer, downloaded unless it is there. What an interrupted download left in
 * `PATH.part` is continued; the file gets its name only once its checksum is right.
 * @throws UserError when the hub cannot be reached or the content is not what it announced.
 */
export async function downloadFile(
  dataset: HubDataset,
  file: HubFile,
  context: SourceContext,
): Promise<string> {
  const path = join(dataset.folder, ...file.path.split('/'));
  if ((await sizeOf(path)) === file.size) return path;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  for (let attempt = 1; (await sizeOf(part)) !== file.size; attempt++) {
    try {
      await continueDownload(dataset, file, part, context);
    } catch (error) {
      context.signal?.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
        await rm(part, { force: true });
        throw new UserError(`${path}: the disk is full; the file needs ${megabytes(file.size)} MB`);
      }
      if (error instanceof UserError) throw error;
      if (attempt >= ATTEMPTS) throw unreachable(dataset, error);
    }
  }
  if (!(await matchesChecksum(part, file))) {
    await rm(part, { force: true });
    throw new UserError(
      `hf:${dataset.name}: the download of ${file.path} does not match the hub's checksum and was removed; try again`,
    );
  }
  await rename(part, path);
  return path;
}

async function continueDownload(
  dataset: HubDataset,
  file: HubFile,
  part: string,
  context: SourceContext,
): Promise<void> {
  let done = await sizeOf(part);
  if (done > file.size) {
    await rm(part);
    done = 0;
  }
  const address = `${dataset.endpoint}/datasets/${dataset.name}/resolve/main/${file.path.split('/').map(encodeURIComponent).join('/')}`;
  const response = await fetch(address, {
    headers: done > 0 ? { Range: `bytes=${done}-` } : {},
    signal: context.signal ?? null,
  });
  if (!response.ok || !response.body) throw refused(dataset, response);
  // A server that does not know ranges sends the whole file again.
  const continued = response.status === 206;
  if (!continued) done = 0;
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  const watch = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      done += chunk.length;
      context.progress(`Downloading ${file.path}`, done, file.size, 'bytes');
      await context.breathe();
      yield chunk;
    }
  };
  await pipeline(body, watch, createWriteStream(part, { flags: continued ? 'a' : 'w' }));
  if (done !== file.size) throw new Error(`${done} of ${file.size} bytes arrived`);
}

/** Large files are checked by their SHA-256, small ones by git's object identifier: SHA-1 of a header and the content. */
async function matchesChecksum(path: string, file: HubFile): Promise<boolean> {
  const hash = createHash(file.lfs ? 'sha256' : 'sha1');
  if (!file.lfs) hash.update(`blob ${file.size}\0`);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === (file.lfs?.oid ?? file.oid);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000);
}
