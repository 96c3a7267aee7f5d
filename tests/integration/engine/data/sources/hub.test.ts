import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { messageOf, readSource, recordingContext, temporaryFolder } from '../../../../helpers/data';

const LOCATION = 'hf:example/functions';
const FIRST = 'data/train-00000-of-00002.parquet';
const SECOND = 'data/train-00001-of-00002.parquet';

let files: Record<string, Buffer>;
let requests: string[];

beforeEach(async () => {
  const fixture = (name: string) => readFile(resolve('tests/fixtures/parquet', `${name}.parquet`));
  files = {
    [SECOND]: await fixture('zstd'),
    [FIRST]: await fixture('snappy'),
    'data/test-00000-of-00001.parquet': await fixture('gzip'),
    'README.md': Buffer.from('# Functions\n'),
  };
  requests = [];
});

/** What the hub's tree API says of a file: parquet files are kept as large files, others by git itself. */
function listed(path: string) {
  const bytes = files[path]!;
  const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const lfs = { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
  return { type: 'file', path, size: bytes.length, oid, ...(path.endsWith('.parquet') ? { lfs } : {}) };
}

/** Answers as the hub does: a listing in two pages, and files by range. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url!, 'http://hub');
  requests.push(`${pathname}${request.headers.range ? ` ${request.headers.range}` : ''}`);
  if (pathname === '/api/datasets/example/functions/tree/main') {
    const paths = Object.keys(files);
    const second = searchParams.has('cursor');
    if (!second) response.setHeader('Link', `<${pathname}?recursive=true&cursor=2>; rel="next"`);
    response.end(JSON.stringify((second ? paths.slice(2) : paths.slice(0, 2)).map(listed)));
    return;
  }
  const bytes = files[pathname.replace('/datasets/example/functions/resolve/main/', '')];
  if (!bytes) {
    response.writeHead(404).end();
    return;
  }
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
}

async function serve(handler: typeof answer = answer): Promise<() => Promise<void>> {
  const server = createServer(handler);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  vi.stubEnv('HF_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const stop = () =>
    new Promise<void>((stopped) => {
      server.close(() => stopped());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return stop;
}

async function setUp() {
  const cache = await temporaryFolder();
  const { context, reports } = recordingContext(cache);
  const folder = join(cache, 'datasets/example/functions');
  return { folder, reports, load: (location = LOCATION) => readSource({ location }, context) };
}

describe('a dataset of the hub', () => {
  it('is downloaded into the cache and its training files are read in the order of their names', async () => {
    await serve();
    const { folder, reports, load } = await setUp();
    const { examples, description } = await load();
    expect(examples).toHaveLength(118);
    expect(examples[0]).toEqual(examples[59]);
    expect(description).toMatch(
      /^example\/functions of 127\.0\.0\.1:\d+ \(data\/train-00000.*, data\/train-00001/,
    );
    expect(await readFile(join(folder, FIRST))).toEqual(files[FIRST]);
    expect(requests.filter((path) => path.endsWith('.parquet'))).toHaveLength(2);
    const size = files[FIRST]!.length;
    expect(reports).toContainEqual({
      activity: `Downloading ${FIRST}`,
      done: size,
      total: size,
      unit: 'bytes',
    });
  });

  it('is not downloaded again, and is read without a network once it is there', async () => {
    const stop = await serve();
    const { load } = await setUp();
    const { examples } = await load();
    await load();
    expect(requests.filter((path) => path.endsWith('.parquet'))).toHaveLength(2);
    await stop();
    expect((await load()).examples).toEqual(examples);
  });

  it('continues a download that was interrupted', async () => {
    await serve();
    const { folder, load } = await setUp();
    await mkdir(dirname(join(folder, FIRST)), { recursive: true });
    await writeFile(join(folder, `${FIRST}.part`), files[FIRST]!.subarray(0, 5000));
    await load();
    expect(requests).toContain(`/datasets/example/functions/resolve/main/${FIRST} bytes=5000-`);
    expect(await readFile(join(folder, FIRST))).toEqual(files[FIRST]);
    await expect(stat(join(folder, `${FIRST}.part`))).rejects.toThrow('ENOENT');
  });

  it('survives a connection that breaks off', async () => {
    let broken = false;
    await serve((request, response) => {
      if (broken || !request.url!.endsWith('.parquet')) return answer(request, response);
      broken = true;
      const bytes = files[FIRST]!;
      response.writeHead(200, { 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, 3000), () => response.destroy());
    });
    const { load } = await setUp();
    expect((await load()).examples).toHaveLength(118);
    expect(broken).toBe(true);
  });

  it('whose content does not match its checksum is refused, and nothing of it is kept', async () => {
    await serve((request, response) => {
      if (!request.url!.endsWith('.parquet')) return answer(request, response);
      response.end(Buffer.alloc(files[FIRST]!.length));
    });
    const { folder, load } = await setUp();
    expect(await messageOf(load())).toMatch(
      /data\/train-00000-of-00002\.parquet does not match the hub's checksum/,
    );
    await expect(stat(join(folder, FIRST))).rejects.toThrow('ENOENT');
    await expect(stat(join(folder, `${FIRST}.part`))).rejects.toThrow('ENOENT');
  });

  it('cannot be read offline before it was downloaded', async () => {
    const stop = await serve();
    await stop();
    const { load } = await setUp();
    expect(await messageOf(load())).toMatch(
      /^hf:example\/functions: http:\S+ cannot be reached \(.*ECONNREFUSED.*\); check the network connection/,
    );
  });

  it('that the hub does not have is refused', async () => {
    await serve();
    const { load } = await setUp();
    expect(await messageOf(load('hf:example/other'))).toMatch(
      /^hf:example\/other: the dataset does not exist at http/,
    );
  });

  it('without parquet files is refused', async () => {
    await serve();
    files = { 'README.md': files['README.md']! };
    const { load } = await setUp();
    expect(await messageOf(load())).toMatch(/the dataset has no parquet files/);
  });

  it('cannot write outside its folder', async () => {
    await serve();
    files = { '../../../outside-train.parquet': files[FIRST]! };
    const { load } = await setUp();
    expect(await messageOf(load())).toMatch(/the dataset has no parquet files/);
  });

  it.each(['hf:functions', 'hf:../functions', 'hf:a/b/c'])('cannot be named %s', async (location) => {
    const { load } = await setUp();
    expect(await messageOf(load(location))).toMatch(/write hf:OWNER\/NAME/);
  });
});
