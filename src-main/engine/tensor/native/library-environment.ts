import type { EngineSettings } from '../../../../src-shared/domain/engine-settings';

/** How the threads that compute are used. */
export interface ThreadPlan {
  /** Copies of a model that compute at the same time. */
  readonly replicas: number;
  /** Threads that compute one operation of a replica. */
  readonly operation: number;
}

/** Shares of a batch that are smaller than a quarter make its matrix products too thin. */
const MOST_REPLICAS = 4;

/**
 * On a CPU threads serve replicas first: a recurrent step's operations are too small to gain from more than one, and two
 * replicas compute nearly twice as much. A GPU is one device for all, and without kernels of ours nothing is shared.
 */
export function planThreads({ threads }: EngineSettings, processors: number, sharing: boolean): ThreadPlan {
  const all = threads === 'automatic' ? processors : threads;
  const replicas = sharing ? Math.min(MOST_REPLICAS, all) : 1;
  return { replicas, operation: Math.floor(all / replicas) };
}

/**
 * TensorFlow's variables, which it reads once, when it is loaded.
 *
 * The arena (`BFC`) keeps the memory of freed tensors for the next ones. Electron's own malloc would map every tensor
 * of more than a megabyte anew, a hundred thousand page faults in a step; in Node the arena is as fast as glibc at its
 * best settings, so both hosts run the same.
 */
export function libraryEnvironment(
  settings: EngineSettings,
  environment: NodeJS.ProcessEnv,
  plan: ThreadPlan,
  memoryBytes: number,
): Record<string, string> {
  const defaults = {
    // Only fatal errors: what the engine has to say about TensorFlow, it says itself.
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_CPU_ALLOCATOR_USE_BFC: 'true',
    // TensorFlow's own limit is 64 GB on any computer.
    TF_CPU_BFC_MEM_LIMIT_IN_MB: String(Math.floor(memoryBytes / 2 ** 20)),
    // Training and generation are processes of their own, and the first would take the whole of a GPU's memory.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  };
  return {
    ...defaults,
    ...given(environment, Object.keys(defaults)),
    TF_NUM_INTRAOP_THREADS: String(plan.operation),
    TF_NUM_INTEROP_THREADS: String(plan.operation),
    ...(settings.device === 'cpu' ? { CUDA_VISIBLE_DEVICES: '-1' } : {}),
  };
}

function given(environment: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
