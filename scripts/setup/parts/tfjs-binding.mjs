import * as fs from 'node:fs/promises';
import path from 'node:path';
import { compilerAdvice, nodeGypRebuild, requireCompiler } from '../compile.mjs';
import { detectDevice } from '../device.mjs';
import { requireReachable } from '../download.mjs';
import { ProvisioningError } from '../errors.mjs';
import { place } from '../files.mjs';
import { packFromRegistry } from '../npm.mjs';
import { inModules, lockedVersion, platformKey } from '../paths.mjs';
import { run } from '../processes.mjs';
import { readRuntime } from '../runtime.mjs';
import { tensorflowVersion } from '../tensorflow-wheels.mjs';
import { firstThatWorks } from '../ways.mjs';
import { libtensorflowIdentity, provideLibtensorflow } from './libtensorflow.mjs';

const packageName = '@tensorflow/tfjs-node';
// The Node-API version that the binding is compiled against, the highest that tfjs-node knows. It is binary compatible
// across versions of Node and Electron, so neither is part of the cache key.
const moduleFolder = path.join('lib', 'napi-v8');
const bindingName = 'tfjs_binding.node';
const matmulScript = path.join(import.meta.dirname, '..', 'checks', 'matmul.cjs');

/**
 * TensorFlow for Node: its C library and the binding that calls it. Where nothing native can be had, the engine runs
 * on WebAssembly, and set-up says why.
 */
export const tensorflow = {
  name: 'tensorflow',
  title: () => `libtensorflow ${tensorflowVersion}`,

  async find({ cache, retry }) {
    const recorded = (await readRuntime()).tensorflow;
    const ways = waysFor(await detectDevice());
    for (const [index, way] of ways.entries()) {
      const product = await way.find(cache);
      // A lesser way stands only where an earlier set-up of this checkout found that the better ones do not work.
      if (product && (index === 0 || (!retry && recorded?.binding === product.binding))) return product;
    }
    return recorded?.kind === 'wasm' && !retry ? recorded : null;
  },

  async provide({ cache }, task) {
    const ways = waysFor(await detectDevice());
    try {
      return await firstThatWorks(
        `Native TensorFlow for ${platformKey()}`,
        ways.map((way) => ({ name: way.name, provide: () => way.provide(cache, task) })),
        {
          advice: `make sure that Python 3 with pip is there and ${compilerAdvice}; then run \`npm run setup\` again.`,
          task,
        },
      );
    } catch (error) {
      if (!(error instanceof ProvisioningError)) throw error;
      task.say(`${error.message}\nUntil then the engine runs on WebAssembly, which is several times slower.`);
      return { kind: 'wasm', reason: error.message };
    }
  },

  summary: (product) => (product.kind === 'wasm' ? 'WebAssembly' : `${product.device}, ${product.origin}`),

  async install(product) {
    if (product.kind === 'wasm') return;
    const folder = path.dirname(product.binding);
    await place(folder, inModules(packageName, moduleFolder));
    await place(path.join(folder, '..', '..', 'deps', 'lib'), inModules(packageName, 'deps', 'lib'));
  },

  record: (product) => ({ tensorflow: product }),
};

/** The ways to get a native binding, best first. */
function waysFor(device) {
  const cpu = [wheelWay('cpu'), installerWay];
  return device === 'cuda' ? [wheelWay('cuda'), ...cpu] : cpu;
}

/**
 * libtensorflow from a Python wheel, and the binding compiled against it; which device computes is the library's decision.
 *
 * @param {'cpu' | 'cuda'} device
 */
const wheelWay = (device) => ({
  name: `Python wheel and compiled binding (${device})`,

  async find(cache) {
    const library = await cache.find(libtensorflowIdentity(device));
    const binding = await cache.find(compiledIdentity(device));
    return library && binding ? nativeProduct(binding, library, device) : null;
  },

  async provide(cache, task) {
    requireCompiler();
    const library = await provideLibtensorflow(cache, device, task);
    const binding = await cache.obtain(
      compiledIdentity(device),
      (entry) => compileBinding(entry, library, device, task),
      task.waiting,
    );
    return nativeProduct(binding, library, device);
  },
});

/** The binding that was compiled for a device; null where there is none. */
export const findCompiledBinding = (cache, device) => wheelWay(device).find(cache);

const compiledIdentity = (device) => ({
  part: 'tfjs-binding',
  key: `${lockedVersion(packageName)}-tensorflow-${tensorflowVersion}-${platformKey()}-${device}`,
  version: lockedVersion(packageName),
});

const libraryFolders = (library) =>
  library.manifest.details.libraryPaths.map((part) => path.join(library.folder, part));

const nativeProduct = (binding, library, device) => ({
  kind: 'native',
  binding: path.join(binding.folder, moduleFolder, bindingName),
  version: tensorflowVersion,
  device,
  libraryPaths: libraryFolders(library),
  origin: library.manifest.origin,
});

async function compileBinding(entry, library, device, task) {
  const build = path.join(entry, '..', 'build');
  await fs.mkdir(path.join(build, 'deps'), { recursive: true });
  const sources = await bindingSources(device, path.join(entry, '..', 'package'), task);
  for (const name of ['binding', 'binding.gyp', 'package.json']) {
    await fs.cp(path.join(sources, name), path.join(build, name), { recursive: true });
  }
  await fs.symlink(path.join(library.folder, 'include'), path.join(build, 'deps', 'include'));
  await fs.symlink(path.join(library.folder, 'lib'), path.join(build, 'deps', 'lib'));
  // The binding looks for the library at ../../deps/lib. On macOS tfjs-node's build file expects other library names
  // than the wheel has, so the place is given to the linker.
  const env = process.platform === 'darwin' ? { LDFLAGS: '-Wl,-rpath,@loader_path/../../deps/lib' } : {};
  const modulePath = path.join(entry, moduleFolder);
  await nodeGypRebuild(build, {
    parameters: ['--module_name=tfjs_binding', `--module_path=${modulePath}`, '--napi_build_version=8'],
    env,
    task,
  });
  await fs.mkdir(path.join(entry, 'deps'));
  await fs.symlink(path.join(library.folder, 'lib'), path.join(entry, 'deps', 'lib'));
  task.status('multiplying matrices');
  const { gpu } = await tryBinding(path.join(modulePath, bindingName), libraryFolders(library));
  if (device === 'cuda' && !gpu)
    throw new Error('TensorFlow was built for CUDA but does not see the GPU (driver too old?)');
  return { origin: `compiled against ${library.manifest.origin}` };
}

/**
 * The package that holds the binding's C++ sources: tfjs-node as installed, or for a GPU tfjs-node-gpu of the same version,
 * which only computers that need it download.
 *
 * @param {'cpu' | 'cuda'} device
 * @param {string} folder where a downloaded package goes
 * @param {{ status(text: string): void }} task
 */
export async function bindingSources(device, folder, task) {
  if (device === 'cpu') return inModules(packageName);
  await fs.mkdir(folder, { recursive: true });
  const archive = await packFromRegistry(`${packageName}-gpu@${lockedVersion(packageName)}`, folder, {
    task,
  });
  await run('tar', ['-xzf', archive, '-C', folder]);
  return path.join(folder, 'package');
}

/**
 * Multiplies matrices through a binding, in a process of its own.
 *
 * @param {string} binding
 * @param {string[]} libraryPaths
 * @param {{ program?: string, env?: object }} [options]
 * @returns {Promise<{ version: string, gpu: boolean }>}
 */
export async function tryBinding(binding, libraryPaths, { program = process.execPath, env = {} } = {}) {
  const { stdout } = await run(program, [matmulScript, binding], {
    env: { ...env, ...libraryEnvironment(libraryPaths), TF_CPP_MIN_LOG_LEVEL: '3' },
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}

/** The environment that lets the dynamic linker find CUDA's libraries; it must be set before the process starts. */
export function libraryEnvironment(libraryPaths, environment = process.env) {
  if (libraryPaths.length === 0) return {};
  const name = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { [name]: [...libraryPaths, environment[name]].filter(Boolean).join(path.delimiter) };
}

/** tfjs-node's own installer: an older TensorFlow from its publisher's server, with a ready-made binding. */
const installerWay = {
  name: "tfjs-node's own installer",

  async find(cache) {
    const entry = await cache.find(installerIdentity());
    return entry && installerProduct(entry);
  },

  async provide(cache, task) {
    const entry = await cache.obtain(
      installerIdentity(),
      (folder) => runInstaller(folder, task),
      task.waiting,
    );
    return installerProduct(entry);
  },
};

const installerIdentity = () => ({
  part: 'tfjs-node-installer',
  key: `${lockedVersion(packageName)}-${platformKey()}`,
  version: lockedVersion(packageName),
});

const installerProduct = ({ folder, manifest }) => ({
  kind: 'native',
  binding: path.join(folder, moduleFolder, bindingName),
  version: manifest.details.tensorflow,
  device: 'cpu',
  libraryPaths: [],
  origin: manifest.origin,
});

async function runInstaller(entry, task) {
  await requireReachable(process.env.CDN_STORAGE ?? 'https://storage.googleapis.com/');
  const folder = path.join(entry, '..', 'package');
  await fs.cp(inModules(packageName), folder, {
    recursive: true,
    filter: (file) => !['deps', 'lib', 'node_modules'].includes(path.relative(inModules(packageName), file)),
  });
  task.status("tfjs-node's own installer is downloading");
  await run(process.execPath, [path.join(folder, 'scripts', 'install.js')], {
    cwd: folder,
    env: {
      NODE_PATH: inModules(),
      PATH: [inModules('.bin'), process.env.PATH].join(path.delimiter),
    },
    timeout: 15 * 60_000,
  });
  await fs.rename(path.join(folder, 'lib'), path.join(entry, 'lib'));
  await fs.mkdir(path.join(entry, 'deps'));
  await fs.rename(path.join(folder, 'deps', 'lib'), path.join(entry, 'deps', 'lib'));
  const { version } = await tryBinding(path.join(entry, moduleFolder, bindingName), []);
  return { origin: "tfjs-node's own installer", details: { tensorflow: version } };
}
