import { existsSync, readdirSync } from 'node:fs';
import { SetupError } from './errors.mjs';
import { findProgram, run } from './processes.mjs';

/**
 * The device that libtensorflow is to be provided for: `cuda` where an NVIDIA GPU is present, else `cpu`. The
 * environment variable UNROLL_DEVICE, by which the engine chooses as well, overrides what is found.
 *
 * @returns {Promise<'cpu' | 'cuda'>}
 */
export async function detectDevice(environment = process.env) {
  const asked = environment.UNROLL_DEVICE;
  if (asked === 'cpu' || asked === 'cuda') return asked;
  if (asked && asked !== 'automatic')
    throw new SetupError(`UNROLL_DEVICE is "${asked}"; it must be automatic, cpu or cuda.`);
  return (await hasNvidiaGpu()) ? 'cuda' : 'cpu';
}

async function hasNvidiaGpu() {
  // CUDA builds of TensorFlow exist for Linux on x64 only.
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const gpus = '/proc/driver/nvidia/gpus';
  if (existsSync(gpus) && readdirSync(gpus).length > 0) return true;
  if (existsSync('/dev/nvidia0')) return true;
  const tool = findProgram('nvidia-smi');
  if (!tool) return false;
  const listed = await run(tool, ['-L'], { timeout: 10_000 }).catch(() => null);
  return /^GPU \d+:/m.test(listed?.stdout ?? '');
}
