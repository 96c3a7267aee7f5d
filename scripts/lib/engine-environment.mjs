import { libraryEnvironment } from '../setup/parts/tfjs-binding.mjs';
import { readRuntime } from '../setup/runtime.mjs';

/**
 * For the C library's own malloc, which glibc reads at the start of a process only. Large buffers are kept rather than
 * returned to the kernel after each use, and lie in huge pages, which makes a training step five percent faster.
 * TensorFlow keeps its tensors in an arena of its own (`src-main/engine/tensor/native/library-environment.ts`); this is
 * for what it allocates beside it, and for the other contestants of a benchmark.
 */
const allocator = {
  MALLOC_MMAP_THRESHOLD_: '4294967296',
  MALLOC_TRIM_THRESHOLD_: '8589934592',
  MALLOC_TOP_PAD_: '268435456',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/**
 * What a plain Node process that loads the engine needs in its environment from its start; what the user has set, stands.
 */
export async function engineEnvironment(environment = process.env) {
  const { tensorflow } = await readRuntime();
  return {
    ...(process.platform === 'linux' ? allocator : {}),
    ...environment,
    ...libraryEnvironment(tensorflow?.libraryPaths ?? [], environment),
  };
}
