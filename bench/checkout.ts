import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A path inside this checkout, also from a bundle somewhere in it. */
export function inCheckout(...parts: readonly string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'bench', 'peers'))) folder = dirname(folder);
  return join(folder, ...parts);
}

/** A program of the benchmarks' bundle that runs in a process of its own; see `scripts/lib/build-bench.mjs`. */
export function bundledProgram(name: string): string {
  const here = join(import.meta.dirname, `${name}.mjs`);
  // Code that several programs share is bundled into a folder below them.
  return existsSync(here) ? here : join(import.meta.dirname, '..', `${name}.mjs`);
}
