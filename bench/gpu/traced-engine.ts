import { availableParallelism, totalmem } from 'node:os';
import type { Binding } from '../../src-main/engine/tensor/native/binding';
import { loadBinding } from '../../src-main/engine/tensor/native/binding';
import { libraryEnvironment, planThreads } from '../../src-main/engine/tensor/native/library-environment';
import { NativeOperations } from '../../src-main/engine/tensor/native/native-operations';
import { readRuntimeManifest } from '../../src-main/engine/tensor/runtime-manifest';
import { chooseSettings, settingsInEnvironment } from '../../src-shared/domain/engine-settings';
import { UserError } from '../../src-shared/domain/errors';
import { GpuSimulation, type GpuEvents } from './gpu-simulation';
import { KernelTable } from './kernel-table';
import { recordingBinding, type Observer } from './recording-binding';

/** Who watches some work: what is asked of TensorFlow, and what would come of it on a GPU. */
export interface Watchers {
  readonly asked: readonly Observer[];
  readonly onGpu: readonly GpuEvents[];
}

const NOBODY: Watchers = { asked: [], onGpu: [] };

/** The engine as it computes on a GPU, on whatever device there is, with everything that it asks of TensorFlow watched. */
export class TracedEngine {
  readonly operations: NativeOperations;
  /** The TensorFlow whose kernels for a GPU are known. */
  readonly kernelsOf: string;
  private watchers = NOBODY;

  constructor() {
    const kernels = new KernelTable();
    this.kernelsOf = kernels.tensorflow;
    const simulation = new GpuSimulation(
      kernels,
      each<GpuEvents>(
        ['launched', 'onProcessor', 'withoutKernel', 'readBack', 'copiedToHost', 'copiedToDevice'],
        () => this.watchers.onGpu,
      ),
    );
    // Where tensors lie must be followed from the first on, so the simulation watches always.
    const observer = each<Observer>(['created', 'executed', 'read', 'deleted'], () => [
      simulation,
      ...this.watchers.asked,
    ]);
    this.operations = operationsAsOnGpu(recordingBinding(nativeBinding(), observer));
  }

  /** Does some work under the eyes of these watchers. */
  async watch<Result>(watchers: Watchers, work: () => Result | Promise<Result>): Promise<Result> {
    this.watchers = watchers;
    try {
      return await work();
    } finally {
      this.watchers = NOBODY;
    }
  }
}

/** Operations as the engine chooses them for a GPU, which is one device for all, without replicas. */
export function operationsAsOnGpu(binding: Binding): NativeOperations {
  return new NativeOperations(binding, {
    device: 'NVIDIA GPU',
    threads: 1,
    replicas: 1,
    oneDnn: true,
    fusedKernels: 'composed',
  });
}

/** The binding that set-up built, with TensorFlow's environment as the engine sets it for one replica. */
export function nativeBinding(): Binding {
  const tensorflow = readRuntimeManifest(import.meta.dirname)?.tensorflow;
  if (tensorflow?.kind !== 'native')
    throw new UserError('What a GPU is asked for shows only with native TensorFlow; run: npm run setup');
  const processors = availableParallelism();
  const settings = chooseSettings([settingsInEnvironment(process.env)], processors);
  const plan = planThreads(settings, processors, true);
  Object.assign(process.env, libraryEnvironment(settings, process.env, plan, totalmem()));
  return loadBinding(tensorflow.binding);
}

/** An object whose methods call the same ones of every present listener. */
function each<Listener extends object>(
  methods: readonly (keyof Listener & string)[],
  listeners: () => readonly Listener[],
): Listener {
  const call =
    (method: keyof Listener) =>
    (...parameters: unknown[]) => {
      for (const listener of listeners())
        (listener[method] as (...parameters: unknown[]) => void).apply(listener, parameters);
    };
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as Listener;
}
