import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from '../../../scripts/setup/download.mjs';

const content = Buffer.alloc(300_000, 'electron');
const sha256 = createHash('sha256').update(content).digest('hex');

let server: Server;
let address: string;
let folder: string;

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'unroll-download-'));
  server = createServer((request, response) => {
    if (request.url !== '/file.zip') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': content.length }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.close();
  await fs.rm(folder, { recursive: true, force: true });
});

describe('a download', () => {
  it('writes the file and shows how much of it is there', async () => {
    const shown: string[] = [];
    const file = path.join(folder, 'file.zip');
    await download(`${address}/file.zip`, file, {
      sha256,
      task: { status: (text: string) => shown.push(text) },
    });
    expect(content.equals(await fs.readFile(file))).toBe(true);
    expect(shown.at(-1)).toBe('300 KB/300 KB');
  });

  it('fails when the content is not the expected one', async () => {
    const attempt = download(`${address}/file.zip`, path.join(folder, 'file.zip'), {
      sha256: '0'.repeat(64),
      task: { status: () => {} },
    });
    await expect(attempt).rejects.toThrow(`its SHA-256 is ${sha256}; expected is ${'0'.repeat(64)}`);
  });

  it('fails with the address and the answer when the server does not have the file', async () => {
    const attempt = download(`${address}/missing.zip`, path.join(folder, 'x'), {
      sha256,
      task: { status: () => {} },
    });
    await expect(attempt).rejects.toThrow(`${address}/missing.zip: the server answered 404 Not Found`);
  });
});
