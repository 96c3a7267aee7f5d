import { differences } from './parts/npm-dependencies.mjs';
import { electronAsNode, trySqlite } from './parts/better-sqlite3.mjs';
import { tryKernels } from './parts/fused-kernels.mjs';
import { electronVersion } from './parts/electron.mjs';
import { unresolvedLibraries } from './parts/system-libraries.mjs';
import { tryBinding } from './parts/tfjs-binding.mjs';
import { readJson } from './files.mjs';
import { inModules, packageLock } from './paths.mjs';
import { findProgram } from './processes.mjs';
import { readRuntime } from './runtime.mjs';
import { hasNoDisplay } from './setup.mjs';

const oldestNode = [20, 19];
const notProvided = 'not provided yet; run `npm run setup`';

/**
 * Tries out every part and prints a table on standard output.
 *
 * @returns {Promise<boolean>} whether everything works
 */
export async function check() {
  const runtime = await readRuntime();
  const rows = await Promise.all([
    row('Node.js', { version: process.versions.node, origin: 'this computer' }, checkNode),
    row('npm packages', { origin: 'package-lock.json' }, checkPackages),
    row('Electron', runtime.electron, () => checkElectron(runtime)),
    ...(process.platform === 'linux' && runtime.electron
      ? [row('system libraries', { origin: 'this computer' }, () => checkLibraries(runtime))]
      : []),
    row('TensorFlow', runtime.tensorflow, () => checkTensorflow(runtime)),
    row('fused kernels', runtime.fusedKernels, () => checkKernels(runtime)),
    row('better-sqlite3', runtime.betterSqlite3, () => checkSqlite(runtime)),
    ...(hasNoDisplay() ? [row('Xvfb', { origin: 'this computer' }, checkXvfb)] : []),
  ]);
  process.stdout.write(
    `${formatTable(
      ['part', 'version', 'from', 'works', 'device'],
      rows.map(({ cells }) => cells),
    )}\n`,
  );
  return rows.every(({ works }) => works);
}

/** A row of the table; `tryOut` gives what was seen to work (and perhaps the device), or throws. */
async function row(part, known, tryOut) {
  const { version = '', origin = '' } = known ?? {};
  try {
    if (!known) throw new Error(notProvided);
    const { seen, device = '' } = await tryOut();
    return { works: true, cells: [part, version, origin, `yes: ${seen}`, device] };
  } catch (error) {
    return {
      works: false,
      cells: [part, version, origin, `no: ${error.message.split('\n').slice(0, 2).join(' ')}`, ''],
    };
  }
}

async function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const newEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (!newEnough) throw new Error(`Unroll needs Node.js ${oldestNode.join('.')} or newer`);
  return { seen: 'runs this' };
}

async function checkPackages() {
  const installed = await readJson(inModules('.package-lock.json'));
  if (!installed) throw new Error(notProvided);
  const different = differences(packageLock(), installed);
  if (different.length > 0)
    throw new Error(`${different.length} differ, such as ${different[0]}; run \`npm run setup\``);
  return { seen: `${Object.keys(installed.packages).length} as the lock file has them` };
}

async function checkElectron({ electron }) {
  const version = await electronVersion(electron.path);
  if (version !== electron.version) throw new Error(`it reports version ${version}`);
  return { seen: `reports ${version}` };
}

async function checkLibraries({ electron }) {
  const missing = await unresolvedLibraries(electron.path);
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}; run \`npm run setup\``);
  return { seen: 'all found by ldd' };
}

async function checkTensorflow({ tensorflow, electron }) {
  if (tensorflow.kind === 'wasm')
    throw new Error(`no native TensorFlow, the engine runs on WebAssembly: ${tensorflow.reason}`);
  const { gpu } = await tryBinding(tensorflow.binding, tensorflow.libraryPaths);
  if (electron) await tryBinding(tensorflow.binding, tensorflow.libraryPaths, electronAsNode(electron.path));
  return { seen: `matmul in ${electron ? 'Node and Electron' : 'Node'}`, device: gpu ? 'GPU (CUDA)' : 'CPU' };
}

async function checkKernels({ tensorflow, fusedKernels, electron }) {
  if (!fusedKernels.module) throw new Error(`the engine runs without them: ${fusedKernels.reason}`);
  await tryKernels(tensorflow, fusedKernels.module);
  if (electron) await tryKernels(tensorflow, fusedKernels.module, electronAsNode(electron.path));
  return { seen: `an LSTM cell in ${electron ? 'Node and Electron' : 'Node'}` };
}

async function checkSqlite({ betterSqlite3, electron }) {
  const { version } = await trySqlite(betterSqlite3.binding);
  if (electron) await trySqlite(betterSqlite3.binding, electronAsNode(electron.path));
  return { seen: `SQLite ${version} round trip in ${electron ? 'Node and Electron' : 'Node'}` };
}

async function checkXvfb() {
  const file = findProgram('Xvfb');
  if (!file) throw new Error('not installed; run `npm run setup`');
  return { seen: file };
}

/** Cells in columns, under a head and a rule. */
export function formatTable(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column].length)),
  );
  const line = (cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
