import { createPortableOperations } from '../../src-main/engine/tensor/portable/portable-operations';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';

/** What set-up built: the native backend, unless this computer has none. */
export const selected: TensorOperations = await selectBackend();
export const portable: TensorOperations = await createPortableOperations();

export const hasNative = selected.description.backend === 'native';

/** Every backend of this computer by name, for `describe.each`. */
export const BACKENDS: readonly (readonly [string, TensorOperations])[] = hasNative
  ? [
      ['native', selected],
      ['portable', portable],
    ]
  : [['portable', portable]];
