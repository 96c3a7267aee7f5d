import { loadBinding } from '../../src-main/engine/tensor/native/binding';
import { NativeOperations } from '../../src-main/engine/tensor/native/native-operations';
import { createPortableOperations } from '../../src-main/engine/tensor/portable/portable-operations';
import { readRuntimeManifest } from '../../src-main/engine/tensor/runtime-manifest';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';

/** What set-up built: the native backend, unless this computer has none. */
export const selected: TensorOperations = await selectBackend();
export const portable: TensorOperations = await createPortableOperations();

export const hasNative = selected.description.backend === 'native';

/** The native backend without kernels of ours, as on a GPU; null where there is no native one. */
export const composed: TensorOperations | null = composedOperations();

function composedOperations(): TensorOperations | null {
  const tensorflow = readRuntimeManifest(import.meta.dirname)?.tensorflow;
  if (!hasNative || !tensorflow || tensorflow.kind === 'wasm') return null;
  const description = { ...selected.description, fusedKernels: 'composed' as const };
  return new NativeOperations(loadBinding(tensorflow.binding), description);
}

/** Every backend of this computer by name, for `describe.each`. */
export const BACKENDS: readonly (readonly [string, TensorOperations])[] = hasNative
  ? [
      ['native', selected],
      ['portable', portable],
    ]
  : [['portable', portable]];
