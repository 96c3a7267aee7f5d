import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../checkout';

/** Where results are kept that the tables of the document are made of, one JSON file each. */
const FOLDER = ['bench', 'results'] as const;

/** Keeps a result under a name such as `peers-lstm`, in place of an earlier one. */
export function saveResult(name: string, result: unknown): void {
  mkdirSync(inCheckout(...FOLDER), { recursive: true });
  writeFileSync(inCheckout(...FOLDER, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

/** The kept results whose names are `prefix` or begin with `prefix-`, by name. */
export function savedResults<Result>(prefix: string): Result[] {
  const folder = inCheckout(...FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file === `${prefix}.json` || (file.startsWith(`${prefix}-`) && file.endsWith('.json')))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Result);
}
