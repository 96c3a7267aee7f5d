import { detectDevice } from '../../scripts/setup/device.mjs';
import { SetupError } from '../../scripts/setup/errors.mjs';

/** The forms of the benchmark that need no GPU. */
const elsewhere = ['--placement-only', '--project', '--help', '-h'];

/**
 * Fails before anything is provided where the GPU benchmark is asked for and set-up would not take the CUDA build.
 *
 * @param {string[]} parameters of the command `gpu`
 */
export async function requireGpuFor(parameters, environment = process.env) {
  if (parameters.some((parameter) => elsewhere.includes(parameter))) return;
  if ((await detectDevice(environment)) === 'cuda') return;
  const found =
    environment.UNROLL_DEVICE === 'cpu' ? 'UNROLL_DEVICE is cpu' : 'no NVIDIA GPU was found on this computer';
  throw new SetupError(
    `error: ${found}; \`bench -- gpu\` needs Linux on x86-64 with an NVIDIA GPU and its driver (a current card, CUDA 12); without one, --placement-only counts and --project projects`,
  );
}
