import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { nodeGypRebuild, requireCompiler } from '../compile.mjs';
import { detectDevice } from '../device.mjs';
import { platformKey, repository } from '../paths.mjs';
import { run } from '../processes.mjs';
import { readRuntime } from '../runtime.mjs';
import { tensorflowVersion } from '../tensorflow-wheels.mjs';
import { libtensorflowIdentity } from './libtensorflow.mjs';
import { findCompiledBinding, libraryEnvironment } from './tfjs-binding.mjs';

const sources = path.join(repository, 'src-main', 'engine', 'tensor', 'native', 'kernels');
const moduleName = 'unroll_kernels.node';
const tryScript = path.join(import.meta.dirname, '..', 'checks', 'fused-kernels.cjs');

/**
 * Our own kernels for TensorFlow on a CPU. The engine also runs without them, from TensorFlow's elementary operations and
 * more slowly, so a computer that cannot compile them is told so and goes on.
 */
export const fusedKernels = {
  name: 'fusedKernels',
  title: () => 'fused kernels',

  async find({ cache, retry }) {
    const identity = await kernelsIdentity();
    const entry = await cache.find(identity);
    if (entry) return product(entry);
    const recorded = (await readRuntime()).fusedKernels;
    return recorded?.reason && recorded.key === identity.key && !retry ? recorded : null;
  },

  /** The binding must have been provided before. */
  async provide({ cache }, task) {
    const identity = await kernelsIdentity();
    try {
      const device = await detectDevice();
      const library = await cache.find(libtensorflowIdentity(device));
      const binding = await findCompiledBinding(cache, device);
      if (!library || !binding) throw new Error('TensorFlow is not the one that set-up compiles against');
      const prepare = (entry) => compile(entry, { library, binding, task });
      return product(await cache.obtain(identity, prepare, task.waiting));
    } catch (error) {
      const [reason] = error.message.split('\n');
      task.say(
        `The fused kernels could not be compiled (${reason}); the engine runs without them, more slowly.`,
      );
      return { reason, key: identity.key };
    }
  },

  summary: ({ origin, reason }) => origin ?? `without: ${reason}`,

  async install() {},

  record: (found) => ({ fusedKernels: found }),
};

const product = ({ folder, manifest }) => ({
  module: path.join(folder, moduleName),
  version: manifest.version,
  origin: manifest.origin,
});

async function kernelsIdentity() {
  const version = fingerprint();
  const device = await detectDevice();
  return {
    part: 'fused-kernels',
    key: `${version}-tensorflow-${tensorflowVersion}-${platformKey()}-${device}`,
    version,
  };
}

/** Changes with every change of the sources. */
function fingerprint() {
  const hash = createHash('sha256');
  const files = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(path.relative(sources, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

async function compile(entry, { library, binding, task }) {
  requireCompiler();
  const build = path.join(entry, '..', 'build');
  await fs.cp(sources, build, { recursive: true });
  await nodeGypRebuild(build, { parameters: [`--tensorflow_folder=${library.folder}`], task });
  const module = path.join(entry, moduleName);
  await fs.copyFile(path.join(build, 'build', 'Release', moduleName), module);
  await tryKernels(binding, module);
  return { origin: 'compiled from source' };
}

/**
 * Computes with the kernels through a binding, in a process of its own.
 *
 * @param {{ binding: string, libraryPaths: string[] }} tensorflow
 * @param {string} module
 * @param {{ program?: string, env?: object }} [options]
 */
export async function tryKernels(tensorflow, module, { program = process.execPath, env = {} } = {}) {
  await run(program, [tryScript, tensorflow.binding, module], {
    env: {
      ...env,
      ...libraryEnvironment(tensorflow.libraryPaths),
      CUDA_VISIBLE_DEVICES: '-1',
      TF_CPP_MIN_LOG_LEVEL: '3',
    },
    timeout: 120_000,
  });
}
