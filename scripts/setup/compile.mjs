import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inModules } from './paths.mjs';
import { findProgram, run } from './processes.mjs';

/**
 * Throws an Error that says what is missing when this computer cannot compile C++: asked before hundreds of megabytes
 * are downloaded for a compilation that cannot happen. Windows is not asked; node-gyp finds Visual Studio by itself.
 */
export function requireCompiler() {
  if (process.platform === 'win32') return;
  if (!['c++', 'g++', 'clang++'].some(findProgram))
    throw new Error('no C++ compiler was found (c++, g++ or clang++)');
  if (!findProgram('make')) throw new Error('the program `make` was not found');
}

/** How to get a compiler, for the advice in an error. */
export const compilerAdvice =
  {
    darwin: 'install the command line tools with `xcode-select --install`',
    win32: 'install the "Desktop development with C++" workload of Visual Studio',
  }[process.platform] ??
  'install a C++ compiler (on Debian and Ubuntu: `sudo apt-get install build-essential`)';

/** The root of the headers that were installed beside this Node, or null when they are of another version or missing. */
export function installedHeaders() {
  const root = path.resolve(path.dirname(process.execPath), '..');
  const file = path.join(root, 'include', 'node', 'node_version.h');
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const number = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  const version = ['MAJOR', 'MINOR', 'PATCH'].map(number).join('.');
  return version === process.versions.node ? root : null;
}

/**
 * Runs `node-gyp rebuild --release` in a folder with a binding.gyp. The headers are those beside this Node, if any;
 * else node-gyp downloads them.
 *
 * @param {string} folder
 * @param {{ parameters?: string[], env?: object, task: { status(text: string): void } }} options
 */
export async function nodeGypRebuild(folder, { parameters = [], env = {}, task }) {
  const headers = installedHeaders();
  task.status('compiling');
  await run(
    process.execPath,
    [
      inModules('node-gyp', 'bin', 'node-gyp.js'),
      'rebuild',
      '--release',
      ...(headers ? [`--nodedir=${headers}`] : []),
      ...parameters,
    ],
    { cwd: folder, env, onOutput: (text) => showSource(text, task), message: { noise: /^gyp |^make/ } },
  );
}

/** Shows the last source that make names, as in `  CXX(target) Release/obj.target/binding/tfjs_backend.o`. */
function showSource(text, task) {
  const source = [...text.matchAll(/(?:CC|CXX)\(\S+\) \S*?([^/\s]+)\.o/g)].at(-1)?.[1];
  if (source) task.status(`compiling ${source}`);
}
