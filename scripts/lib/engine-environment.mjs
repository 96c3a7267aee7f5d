import { libraryEnvironment } from '../setup/parts/tfjs-binding.mjs';
import { readRuntime } from '../setup/runtime.mjs';

/**
 * glibc by default returns every large buffer to the kernel after each tensor operation; keeping them makes large
 * matrix products three times as fast. Read at the start of a process only.
 */
const allocator = {
  MALLOC_MMAP_THRESHOLD_: '4294967296',
  MALLOC_TRIM_THRESHOLD_: '8589934592',
  MALLOC_TOP_PAD_: '268435456',
};

/** What a process that loads the engine needs in its environment from its start; what the user has set, stands. */
export async function engineEnvironment(environment = process.env) {
  const { tensorflow } = await readRuntime();
  return {
    ...(process.platform === 'linux' ? allocator : {}),
    TF_CPP_MIN_LOG_LEVEL: '3',
    ...environment,
    ...libraryEnvironment(tensorflow?.libraryPaths ?? [], environment),
  };
}
