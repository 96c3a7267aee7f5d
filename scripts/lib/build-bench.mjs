import * as fs from 'node:fs/promises';
import path from 'node:path';
import { inModules, inRepository, packageLock, repository } from '../setup/paths.mjs';
import { isAlive } from '../setup/processes.mjs';

// Beside where the application's build grows. A folder of its own for each process: long measurements start child
// processes from it, and another build must not change what they run.
const builds = inModules('.unroll', 'bench');

/** Programs of the benchmarks: the command line, and what runs in processes and threads of its own. */
const programs = {
  bench: 'bench/index.ts',
  ours: 'bench/peers/ours.ts',
  'stock-tensorflow': 'bench/peers/stock-tensorflow.ts',
  'placement-run': 'bench/gpu/placement-run.ts',
  'pouring-worker': 'bench/interface/pouring-worker.ts',
  'timed-worker': 'bench/application/timed-worker.ts',
  // What the engine itself starts, as in the application's build.
  'engine-replica': 'src-main/engine/replicas/replica-thread.ts',
  'parquet-process': 'src-main/engine/data/sources/parquet-process.mjs',
  'pytorch-reader': 'src-main/engine/checkpoint/pytorch/reader-process.ts',
};

/**
 * Bundles the benchmarks with the engine's sources, which takes about a second.
 *
 * @returns {Promise<string>} the folder with `bench.cjs`; `removeBench` removes it
 */
export async function buildBench() {
  await removeAbandoned();
  const { build } = await import('vite');
  const folder = path.join(builds, String(process.pid));
  await build({
    configFile: false,
    root: repository,
    logLevel: 'warn',
    // As in the application, packages under `dependencies` (native parts and what belongs to them) stay outside, and
    // so does what drives the application's window.
    ssr: {
      noExternal: true,
      external: [...Object.keys(packageLock().packages[''].dependencies), '@playwright/test'],
    },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, inRepository(file)])),
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  });
  return folder;
}

/** Removes what `buildBench` made. */
export const removeBench = (folder) => fs.rm(folder, { recursive: true, force: true });

/** Removes the builds of processes that were killed. */
async function removeAbandoned() {
  for (const name of await fs.readdir(builds).catch(() => [])) {
    if (!isAlive(Number(name))) await removeBench(path.join(builds, name));
  }
}
