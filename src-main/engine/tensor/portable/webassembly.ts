import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { UserError } from '../../../../src-shared/domain/errors';

const ADDRESSABLE_BYTES = 2 ** 32;

let started: Promise<BackendWasm> | null = null;

/**
 * Loads tfjs's WebAssembly backend from the installed package, once per process.
 * @throws UserError when it does not start.
 */
export function startWebAssembly(): Promise<BackendWasm> {
  return (started ??= start());
}

async function start(): Promise<BackendWasm> {
  const packageFile = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  const folder = join(dirname(packageFile), 'dist');
  // tfjs appends the file's name to this prefix.
  setWasmPaths(folder + sep);
  const isReady = await withoutNewListeners(() => tf.setBackend('wasm'));
  if (!isReady)
    throw new UserError(
      `TensorFlow.js could not start WebAssembly from ${folder}. Install the application's packages again (npm ci).`,
    );
  const backend = tf.backend() as BackendWasm;
  refuseFailedAllocations(backend);
  return backend;
}

/**
 * Emscripten's start-up code adds listeners for uncaught exceptions and rejections that throw again and so take the
 * handling of errors away from the application; they are removed.
 */
async function withoutNewListeners<Result>(body: () => Promise<Result>): Promise<Result> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => new Set(process.rawListeners(event)));
  const result = await body();
  events.forEach((event, index) => {
    for (const listener of process.rawListeners(event))
      if (!before[index].has(listener)) process.removeListener(event, listener as () => void);
  });
  return result;
}

/** tfjs takes the null pointer of a failed allocation for an address and would overwrite what lies there. */
function refuseFailedAllocations(backend: BackendWasm): void {
  const module = backend.wasm as unknown as Allocator;
  // Emscripten replaces `_malloc` itself when it is called for the first time.
  module._free(module._malloc(1));
  const allocate = module._malloc;
  module._malloc = (bytes) => {
    // Above that, the number of bytes would lose its upper digits.
    const address = bytes < ADDRESSABLE_BYTES ? allocate(bytes) : 0;
    if (address === 0 && bytes > 0)
      throw new UserError(
        "WebAssembly's memory of 4 GB is full. Choose a smaller BATCH_SIZE, HIDDEN_DIM or VOCAB_SIZE.",
      );
    return address;
  };
}

interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}
