import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { describeRuntime, engineEnvironment, readRuntime } from '../../../src-main/engine-host/runtime';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function applicationFolder(manifest: string | null): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'unroll-runtime-'));
  folders.push(folder);
  mkdirSync(path.join(folder, 'node_modules/.unroll'), { recursive: true });
  if (manifest !== null) writeFileSync(path.join(folder, 'node_modules/.unroll/runtime.json'), manifest);
  return folder;
}

const automatic = { device: 'automatic', threads: 'automatic' } as const;
const cuda = { kind: 'native', version: '2.21.0', device: 'cuda', libraryPaths: ['/cache/cudnn'] } as const;

it('reads what set-up provided', () => {
  expect(readRuntime(applicationFolder(JSON.stringify({ tensorflow: cuda })))).toEqual(cuda);
  expect(describeRuntime(cuda, automatic)).toEqual({
    engine: 'TensorFlow 2.21.0, NVIDIA GPU (CUDA)',
    engineNotice: null,
  });
});

it.each([null, '{"tensorf'])(
  'expects the portable backend where the manifest is %j, and says why',
  (manifest) => {
    const { engineNotice } = describeRuntime(readRuntime(applicationFolder(manifest)), automatic);
    expect(engineNotice).toContain('npm run setup');
  },
);

it("puts CUDA's libraries before the user's own on the engine's library path", () => {
  expect(engineEnvironment(cuda, automatic, { LD_LIBRARY_PATH: '/own', HOME: '/home/me' })).toMatchObject({
    LD_LIBRARY_PATH: `/cache/cudnn${path.delimiter}/own`,
    HOME: '/home/me',
  });
  expect(engineEnvironment({ kind: 'wasm', reason: '' }, automatic, {})).not.toHaveProperty(
    'LD_LIBRARY_PATH',
  );
});

it('names the device and the threads that the settings choose', () => {
  expect(describeRuntime(cuda, { device: 'cpu', threads: 1 }).engine).toBe(
    'TensorFlow 2.21.0, CPU, 1 thread',
  );
  expect(describeRuntime({ ...cuda, device: 'cpu' }, automatic).engine).toBe(
    `TensorFlow 2.21.0, CPU, ${availableParallelism()} threads`,
  );
});

it('tells the engine process its settings', () => {
  expect(engineEnvironment(cuda, { device: 'cpu', threads: 1 }, { UNROLL_DEVICE: 'cuda' })).toMatchObject({
    UNROLL_DEVICE: 'cpu',
    UNROLL_THREADS: '1',
  });
});
