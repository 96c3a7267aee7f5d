import { availableParallelism, totalmem } from 'node:os';
import { chooseSettings, settingsInEnvironment } from '../../../src-shared/domain/engine-settings';
import { UserError } from '../../../src-shared/domain/errors';
import { loadBinding, loadKernels } from './native/binding';
import { bindingForThread } from './native/binding-copy';
import { libraryEnvironment, planThreads } from './native/library-environment';
import { NativeOperations } from './native/native-operations';
import { readRuntimeManifest, type RuntimeManifest } from './runtime-manifest';
import type { TensorOperations } from './tensor-operations';

let selected: TensorOperations | null = null;

/**
 * The tensor operations of this thread (the process's first unless told otherwise): native where set-up built the
 * binding, else portable. Device and threads are those of the settings in the environment (`UNROLL_DEVICE`, `UNROLL_THREADS`).
 * @throws UserError when set-up has not run, when a setting is wrong, or when there is no GPU though one is asked for.
 */
export async function selectBackend(thread = 0): Promise<TensorOperations> {
  return (selected ??= await createBackend(thread));
}

/** Why computing is left to the portable backend; null where it is not. */
export function whyPortable(): string | null {
  if (isPortableAskedFor()) return 'the environment sets UNROLL_BACKEND=portable';
  const { tensorflow } = runtimeManifest();
  return tensorflow.kind === 'wasm' ? tensorflow.reason : null;
}

function runtimeManifest(): RuntimeManifest {
  const manifest = readRuntimeManifest(import.meta.dirname);
  if (!manifest) throw new UserError('TensorFlow is not set up in this folder; run: npm run setup');
  return manifest;
}

async function createBackend(thread: number): Promise<TensorOperations> {
  const manifest = runtimeManifest();
  const { tensorflow } = manifest;
  const processors = availableParallelism();
  const settings = chooseSettings([settingsInEnvironment(process.env)], processors);
  if (settings.device === 'cuda' && (tensorflow.kind === 'wasm' || tensorflow.device === 'cpu'))
    throw new UserError(NO_GPU);
  if (tensorflow.kind === 'wasm' || isPortableAskedFor()) {
    const { createPortableOperations } = await import('./portable/portable-operations');
    return createPortableOperations();
  }
  const forGpu = tensorflow.device === 'cuda' && settings.device !== 'cpu';
  const kernels = forGpu ? null : kernelsModule(manifest);
  const plan = planThreads(settings, processors, kernels !== null);
  Object.assign(process.env, libraryEnvironment(settings, process.env, plan, totalmem()));
  const binding = loadBinding(bindingForThread(tensorflow.binding, thread));
  const onGpu = binding.isUsingGpuDevice();
  if (settings.device === 'cuda' && !onGpu) throw new UserError(NO_GPU);
  if (kernels) loadKernels(kernels);
  return new NativeOperations(binding, {
    device: onGpu ? 'NVIDIA GPU' : 'CPU',
    threads: plan.replicas * plan.operation,
    replicas: plan.replicas,
    oneDnn: process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
    fusedKernels: kernels ? 'compiled' : 'composed',
  });
}

/** Whether the environment's `UNROLL_BACKEND=portable` does without native TensorFlow, to see whether it gives the same. */
function isPortableAskedFor(): boolean {
  return process.env['UNROLL_BACKEND'] === 'portable';
}

/** Path of the kernels that set-up compiled, unless the environment's `UNROLL_FUSED_KERNELS=off` does without them. */
function kernelsModule({ fusedKernels }: RuntimeManifest): string | null {
  if (process.env['UNROLL_FUSED_KERNELS'] === 'off' || !fusedKernels || !('module' in fusedKernels))
    return null;
  return fusedKernels.module;
}

const NO_GPU =
  'The device is set to cuda, but TensorFlow sees no NVIDIA GPU here; set it to automatic or cpu, or mend the driver and run: npm run setup';
