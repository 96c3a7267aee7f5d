import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type EngineSettings, settingsAsEnvironment } from '../../src-shared/domain/engine-settings';

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

/** What the engine will compute on, in words, and a notice where that is the portable backend. */
export function describeRuntime(
  runtime: TensorFlowRuntime,
  { device, threads }: EngineSettings,
): { engine: string; engineNotice: string | null } {
  if (runtime.kind === 'wasm')
    return {
      engine: 'WebAssembly, CPU, 1 thread',
      engineNotice: `Training runs on the slower WebAssembly backend: ${runtime.reason}`,
    };
  const count = threads === 'automatic' ? availableParallelism() : threads;
  const computes =
    runtime.device === 'cuda' && device !== 'cpu'
      ? 'NVIDIA GPU (CUDA)'
      : `CPU, ${count} ${count === 1 ? 'thread' : 'threads'}`;
  return { engine: `TensorFlow ${runtime.version}, ${computes}`, engineNotice: null };
}

/** The environment of an engine process. CUDA's libraries are found by it at the start of a process only. */
export function engineEnvironment(
  runtime: TensorFlowRuntime,
  settings: EngineSettings,
  base: NodeJS.ProcessEnv,
): Record<string, string> {
  const libraries = runtime.kind === 'native' ? runtime.libraryPaths : [];
  const libraryPath = [...libraries, base.LD_LIBRARY_PATH].filter(Boolean).join(path.delimiter);
  const inherited = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    ...settingsAsEnvironment(settings),
    ...(libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {}),
  };
}
