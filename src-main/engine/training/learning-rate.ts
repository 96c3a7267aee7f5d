import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { intervenedLearningRate, type Intervention } from '../../../src-shared/domain/training';

/**
 * The learning rate at a step (counted from 1) of `totalSteps`: rising linearly over WARMUP_STEPS where warm-up is applied, then
 * as LEARNING_RATE_SCHEDULE has it; from an intervention on what that set, without warm-up or schedule.
 */
export function learningRate(
  configuration: RunConfiguration,
  step: number,
  totalSteps: number,
  interventions: readonly Intervention[] = [],
): number {
  const { LEARNING_RATE, APPLY_WARMUP, WARMUP_STEPS } = configuration;
  const intervened = intervenedLearningRate(interventions, step);
  if (intervened !== null) return intervened;
  const warmup = APPLY_WARMUP ? WARMUP_STEPS : 0;
  if (step < warmup) return (LEARNING_RATE * step) / warmup;
  return (
    LEARNING_RATE *
    decay(configuration.LEARNING_RATE_SCHEDULE ?? 'constant', step, Math.max(1, warmup), totalSteps)
  );
}

/** The share of the learning rate that is left at a step, 1 at step `from`. Linear and cosine would be 0 one step after the last. */
function decay(
  schedule: RunConfiguration['LEARNING_RATE_SCHEDULE'],
  step: number,
  from: number,
  totalSteps: number,
): number {
  const progress = (step - from) / (totalSteps + 1 - from);
  switch (schedule) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - progress;
    // Loshchilov and Hutter 2017, equation 5, without restarts.
    case 'cosine':
      return (1 + Math.cos(Math.PI * progress)) / 2;
    // Vaswani et al. 2017, equation 3.
    case 'inverse-square-root':
      return Math.sqrt(from / step);
  }
}
