import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A path inside this checkout, also from a bundle somewhere in it. */
export function inCheckout(...parts: readonly string[]): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'bench', 'peers'))) folder = dirname(folder);
  return join(folder, ...parts);
}
