import type { RunConfiguration } from '../../../src-shared/domain/configuration';

/** The learning rate at a step (counted from 1): rising linearly over WARMUP_STEPS where warm-up is applied, else constant. */
export function learningRate(configuration: RunConfiguration, step: number): number {
  const { LEARNING_RATE, APPLY_WARMUP, WARMUP_STEPS } = configuration;
  return APPLY_WARMUP && step < WARMUP_STEPS ? (LEARNING_RATE * step) / WARMUP_STEPS : LEARNING_RATE;
}
