import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { compilerAdvice, nodeGypRebuild, requireCompiler } from '../compile.mjs';
import { place } from '../files.mjs';
import { inModules, lockedVersion, platformKey } from '../paths.mjs';
import { run } from '../processes.mjs';
import { readRuntime } from '../runtime.mjs';
import { firstThatWorks } from '../ways.mjs';

const binaryName = 'better_sqlite3.node';
const roundTripScript = path.join(import.meta.dirname, '..', 'checks', 'sqlite.cjs');
const version = () => lockedVersion('better-sqlite3');
// Node-API is binary compatible: one binary serves Node and Electron.
const identity = () => ({
  part: 'better-sqlite3',
  key: `${version()}-napi-${platformKey()}`,
  version: version(),
});

/** SQLite for the history. */
export const betterSqlite3 = {
  name: 'betterSqlite3',
  title: () => `better-sqlite3 ${version()}`,

  find: ({ cache }) => cache.find(identity()),

  provide: ({ cache }, task) =>
    cache.obtain(
      identity(),
      (entry) =>
        firstThatWorks(
          `better-sqlite3 ${version()}`,
          [
            { name: 'compiled from source', provide: () => compile(entry, task) },
            { name: 'the binary in the npm package', provide: () => copyShipped(entry, task) },
          ],
          { advice: `${compilerAdvice}, and run it again.`, task },
        ),
      task.waiting,
    ),

  summary: ({ manifest }) => manifest.origin,

  async install({ folder }) {
    await place(path.join(folder, binaryName), inModules('better-sqlite3', 'build', 'Release', binaryName));
    await hideShippedBinaries();
  },

  record: ({ folder, manifest }) => ({
    betterSqlite3: { binding: path.join(folder, binaryName), version: version(), origin: manifest.origin },
  }),
};

/**
 * Moves the binaries that the package ships out of the way: better-sqlite3 loads them when its own binary is missing, and
 * they end Node 20 and Electron 33 with a segmentation fault where an error message belongs.
 */
async function hideShippedBinaries() {
  const shipped = inModules('better-sqlite3', 'prebuilds');
  if (!existsSync(shipped)) return;
  await fs.rm(hiddenBinaries(), { recursive: true, force: true });
  await fs.rename(shipped, hiddenBinaries());
}

const hiddenBinaries = () => inModules('better-sqlite3', 'prebuilds-not-loaded');

/**
 * The package asks for Node-API 10, which Node 20 and Electron 33 do not have; what it uses of it they do have as
 * experimental functions, so it is compiled against those.
 */
async function compile(entry, task) {
  requireCompiler();
  const build = path.join(entry, '..', 'build');
  for (const name of ['binding.gyp', 'deps', 'lib', 'src', 'package.json']) {
    await fs.cp(inModules('better-sqlite3', name), path.join(build, name), { recursive: true });
  }
  await nodeGypRebuild(build, {
    parameters: ['--force_build=1', '--jobs=max'],
    env: {
      // For `require('node-addon-api')` in the build file.
      NODE_PATH: inModules(),
      // The level that SQLite's own build uses; the package's -O3 compiles half as long again.
      CFLAGS: '-O2',
      CXXFLAGS: '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL',
    },
    task,
  });
  await fs.copyFile(path.join(build, 'build', 'Release', binaryName), path.join(entry, binaryName));
  await trySqlite(path.join(entry, binaryName));
  return { origin: 'compiled from source' };
}

/** The binary that the npm package ships, if it works here: tried in processes of their own, since it may crash them. */
async function copyShipped(entry, task) {
  task.status('trying the binary in the npm package');
  const name = `${platformKey().replace(/^linux-(.*)-musl$/, 'linuxmusl-$1')}.node`;
  const folder = [inModules('better-sqlite3', 'prebuilds'), hiddenBinaries()].find(existsSync);
  if (!folder || !existsSync(path.join(folder, name)))
    throw new Error(`the package has none for ${platformKey()}`);
  const binary = path.join(entry, binaryName);
  await fs.copyFile(path.join(folder, name), binary);
  await trySqlite(binary);
  const { electron } = await readRuntime();
  if (electron) await trySqlite(binary, electronAsNode(electron.path));
  return { origin: 'binary in the npm package' };
}

/** How to run a script in Electron's Node, without a window. */
export const electronAsNode = (file) => ({ program: file, env: { ELECTRON_RUN_AS_NODE: '1' } });

/**
 * Writes and reads a database through a binary, in a process of its own.
 *
 * @param {string} binding
 * @param {{ program?: string, env?: object }} [options]
 * @returns {Promise<{ version: string }>} SQLite's version
 */
export async function trySqlite(binding, { program = process.execPath, env = {} } = {}) {
  const { stdout } = await run(program, [roundTripScript, inModules('better-sqlite3'), binding], {
    env,
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}
