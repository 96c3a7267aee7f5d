import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What set-up found or built for this checkout, as it wrote it down. */
export interface RuntimeManifest {
  readonly tensorflow:
    | {
        readonly kind: 'native';
        /** Absolute path of `tfjs_binding.node`. */
        readonly binding: string;
        readonly version: string;
        readonly device: 'cpu' | 'cuda';
        readonly libraryPaths: readonly string[];
      }
    | { readonly kind: 'wasm'; readonly reason: string };
  /** Our kernels for the CPU: absolute path of their module, or why there are none. */
  readonly fusedKernels?: { readonly module: string } | { readonly reason: string };
}

const RELATIVE_PATH = join('node_modules', '.unroll', 'runtime.json');

/** The nearest manifest above `start`; null when set-up has not run. */
export function readRuntimeManifest(start: string): RuntimeManifest | null {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, RELATIVE_PATH);
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as RuntimeManifest;
    if (dirname(folder) === folder) return null;
  }
}
