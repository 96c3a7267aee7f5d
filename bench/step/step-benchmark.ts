import { createModel } from '../../src-main/engine/model/create-model';
import { withReplicas } from '../../src-main/engine/replicas/replicas';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import { median } from '../report/statistics';
import type { StepSizes } from '../workload/sizes';
import { syntheticWorkload } from '../workload/workload';
import { EngineTraining, type TimedStep } from './training';

/** What the step benchmark measures; seconds and tokens are medians over the steps. */
export interface StepReport {
  readonly architecture: Architecture;
  readonly secondsPerStep: number;
  readonly targetTokensPerSecond: number;
  /** Of the last step, mean cross-entropy per target token in nats. */
  readonly loss: number;
  /** Largest resident size of this process so far. */
  readonly peakMemoryBytes: number;
}

/** Steps before the clock starts: buffers and caches fill. */
export const WARM_UP_STEPS = 2;

/** Times `steps` optimisation steps of our engine on synthetic batches, in this process. */
export async function stepBenchmark(
  architecture: Architecture,
  sizes: StepSizes,
  steps: number,
): Promise<StepReport> {
  const { configuration, data, batches } = syntheticWorkload(sizes);
  const model = createModel(await selectBackend(), architecture, configuration, data);
  const timed = await withReplicas(model, async (replicas) => {
    const training = new EngineTraining(replicas, configuration, batches);
    for (let step = 0; step < WARM_UP_STEPS; step++) await training.next();
    const done: TimedStep[] = [];
    while (done.length < steps) done.push(await training.next());
    return done;
  });
  return {
    architecture,
    secondsPerStep: median(timed.map(({ seconds }) => seconds)),
    targetTokensPerSecond: median(timed.map(({ tokens, seconds }) => tokens / seconds)),
    loss: timed[timed.length - 1].loss,
    peakMemoryBytes: peakMemoryBytes(),
  };
}

/** Largest resident size of this process so far. */
export function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
