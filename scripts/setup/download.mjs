import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatShare } from './progress.mjs';

const connectSeconds = 8;
const stallSeconds = 30;

/**
 * Downloads a file over HTTPS and checks its SHA-256. A network that does not answer is given up after 8 s, one that
 * stops sending after 30 s, so that the next way gets its turn soon.
 *
 * @param {string} url
 * @param {string} file
 * @param {{ sha256: string, task: { status(text: string): void } }} options
 * @throws an Error that names the URL and what was wrong
 */
export async function download(url, file, { sha256, task }) {
  const abort = new AbortController();
  let timer = setTimeout(
    () => abort.abort(new Error(`no answer within ${connectSeconds} s`)),
    connectSeconds * 1000,
  );
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error(`no data for ${stallSeconds} s`)), stallSeconds * 1000);
  };
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) throw new Error(`the server answered ${response.status} ${response.statusText}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    const hash = createHash('sha256');
    let done = 0;
    const count = new Transform({
      transform(chunk, _encoding, next) {
        restart();
        hash.update(chunk);
        done += chunk.length;
        task.status(formatShare(done, total));
        next(null, chunk);
      },
    });
    await pipeline(response.body, count, createWriteStream(file), { signal: abort.signal });
    const actual = hash.digest('hex');
    if (actual !== sha256) throw new Error(`its SHA-256 is ${actual}; expected is ${sha256}`);
  } catch (error) {
    const reason = abort.signal.aborted ? abort.signal.reason : error;
    throw new Error(`${url}: ${reason.message}`, { cause: reason.cause });
  } finally {
    clearTimeout(timer);
  }
}

/** Throws an Error unless the server of a URL answers, with whatever status, within 8 s. */
export async function requireReachable(url) {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(connectSeconds * 1000) });
  } catch (error) {
    throw new Error(`${url} cannot be reached: ${error.message}`, { cause: error.cause });
  }
}
