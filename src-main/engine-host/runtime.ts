import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

/** What set-up found for the engine, as it wrote it to `node_modules/.unroll/runtime.json`. */
export type TensorFlowRuntime =
  | {
      readonly kind: 'native';
      readonly version: string;
      readonly device: 'cpu' | 'cuda';
      readonly libraryPaths: readonly string[];
    }
  | { readonly kind: 'wasm'; readonly reason: string };

/** Reads what set-up wrote under an application folder; without it, only the portable backend can be expected. */
export function readRuntime(applicationFolder: string): TensorFlowRuntime {
  const file = path.join(applicationFolder, 'node_modules', '.unroll', 'runtime.json');
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { tensorflow: TensorFlowRuntime }).tensorflow;
  } catch {
    return { kind: 'wasm', reason: 'set-up has not provided TensorFlow; run `npm run setup`' };
  }
}

export function describeRuntime(runtime: TensorFlowRuntime): { engine: string; engineNotice: string | null } {
  if (runtime.kind === 'wasm')
    return {
      engine: 'WebAssembly, CPU, 1 thread',
      engineNotice: `Training runs on the slower WebAssembly backend: ${runtime.reason}`,
    };
  const device = runtime.device === 'cuda' ? 'NVIDIA GPU (CUDA)' : `CPU, ${availableParallelism()} threads`;
  return { engine: `TensorFlow ${runtime.version}, ${device}`, engineNotice: null };
}

/**
 * Environment of an engine process. glibc's defaults give every large buffer back to the kernel after each operation,
 * which costs two thirds of the speed of a matrix product; CUDA's libraries are found at the start of a process only.
 */
export function engineEnvironment(
  runtime: TensorFlowRuntime,
  base: NodeJS.ProcessEnv,
): Record<string, string> {
  const libraries = runtime.kind === 'native' ? runtime.libraryPaths : [];
  const libraryPath = [...libraries, base.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
  const inherited = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    MALLOC_MMAP_THRESHOLD_: '4294967296',
    MALLOC_TRIM_THRESHOLD_: '8589934592',
    MALLOC_TOP_PAD_: '268435456',
    TF_CPP_MIN_LOG_LEVEL: '3',
    ...(libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {}),
  };
}
