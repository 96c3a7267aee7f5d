import { readJson, writeAtomically } from './files.mjs';
import { inModules } from './paths.mjs';

/**
 * What set-up provided for this checkout, for the application, the command line and the tests:
 * `{ tensorflow: { kind: 'native', binding, version, device, libraryPaths, origin } | { kind: 'wasm', reason },
 *    fusedKernels: { module, version, origin } | { reason, key },
 *    electron: { path, version, origin }, betterSqlite3: { binding, version, origin } }`.
 * A part that was not needed yet is missing.
 */
const file = inModules('.unroll', 'runtime.json');

/** The record of the last set-up; `{}` before the first. */
export const readRuntime = async () => (await readJson(file)) ?? {};

/** Adds to the record; the file is written only when something changes. */
export async function recordRuntime(changes) {
  const before = await readRuntime();
  const after = { ...before, ...changes };
  if (JSON.stringify(after) !== JSON.stringify(before)) {
    await writeAtomically(file, `${JSON.stringify(after, null, 2)}\n`);
  }
}
