import { availableParallelism } from 'node:os';
import { UserError } from '../../../src-shared/domain/errors';
import { loadBinding } from './native/binding';
import { NativeOperations } from './native/native-operations';
import { readRuntimeManifest, type RuntimeManifest } from './runtime-manifest';
import type { TensorOperations } from './tensor-operations';

let selected: TensorOperations | null = null;

/**
 * The tensor operations of this process: native where set-up built the binding, else portable. Threads and oneDNN are
 * those of the environment at the start (`TF_NUM_INTRAOP_THREADS`, `TF_ENABLE_ONEDNN_OPTS`).
 * @throws UserError when set-up has not run.
 */
export async function selectBackend(): Promise<TensorOperations> {
  return (selected ??= await createBackend());
}

/** Why computing is left to the portable backend; null where it is not. */
export function whyPortable(): string | null {
  const { tensorflow } = runtimeManifest();
  return tensorflow.kind === 'wasm' ? tensorflow.reason : null;
}

function runtimeManifest(): RuntimeManifest {
  const manifest = readRuntimeManifest(import.meta.dirname);
  if (!manifest) throw new UserError('TensorFlow is not set up in this folder; run: npm run setup');
  return manifest;
}

async function createBackend(): Promise<TensorOperations> {
  const manifest = runtimeManifest();
  if (manifest.tensorflow.kind === 'wasm') {
    const { createPortableOperations } = await import('./portable/portable-operations');
    return createPortableOperations();
  }
  const binding = loadBinding(manifest.tensorflow.binding);
  return new NativeOperations(binding, {
    device: binding.isUsingGpuDevice() ? 'NVIDIA GPU' : 'CPU',
    threads: Number(process.env['TF_NUM_INTRAOP_THREADS']) || availableParallelism(),
    oneDnn: process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
  });
}
