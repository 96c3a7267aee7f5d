import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { intervenedLearningRate, type Intervention } from '../../../src-shared/domain/training';

/**
 * The learning rate at a step (counted from 1): rising linearly over WARMUP_STEPS where warm-up is applied, else constant;
 * from an intervention on what it set, without warm-up.
 */
export function learningRate(
  configuration: RunConfiguration,
  step: number,
  interventions: readonly Intervention[] = [],
): number {
  const { LEARNING_RATE, APPLY_WARMUP, WARMUP_STEPS } = configuration;
  const intervened = intervenedLearningRate(interventions, step);
  if (intervened !== null) return intervened;
  return APPLY_WARMUP && step < WARMUP_STEPS ? (LEARNING_RATE * step) / WARMUP_STEPS : LEARNING_RATE;
}
