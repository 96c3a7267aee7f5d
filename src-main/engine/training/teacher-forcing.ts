import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SeededRandom } from '../tensor/seeded-random';

/** Steepness of the inverse sigmoid over the whole of training: it has nearly reached both ends at 0 and 1. */
const STEEPNESS = 12;

/**
 * Chance of the true previous token at a step (counted from 1) of `totalSteps`. Constant, or falling by a schedule from
 * TEACHER_FORCING_RATIO to TEACHER_FORCING_END (Bengio et al. 2015, section 2.4); it never rises.
 */
export function teacherForcingRatio(
  configuration: RunConfiguration,
  step: number,
  totalSteps: number,
): number {
  const start = configuration.TEACHER_FORCING_RATIO;
  if (!isScheduled(configuration)) return start;
  const end = Math.min(start, configuration.TEACHER_FORCING_END);
  const progress = totalSteps > 1 ? (step - 1) / (totalSteps - 1) : 0;
  const fallen = configuration.TEACHER_FORCING_SCHEDULE === 'linear' ? progress : fallenBySigmoid(progress);
  return start + (end - start) * fallen;
}

export function isScheduled(configuration: RunConfiguration): boolean {
  return configuration.APPLY_SCHEDULED_SAMPLING && configuration.SCHEDULED_SAMPLING;
}

/** A logistic curve, scaled to pass exactly through (0, 0) and (1, 1). */
function fallenBySigmoid(progress: number): number {
  const logistic = (x: number) => 1 / (1 + Math.exp(-STEEPNESS * (x - 0.5)));
  return (logistic(progress) - logistic(0)) / (logistic(1) - logistic(0));
}

/** One coin per time step for the whole batch, from a stream of the step's own. `coins[0]` belongs to <SOS> and has no effect. */
export function drawCoins(seed: number, step: number, timeSteps: number, ratio: number): boolean[] {
  const random = new SeededRandom(seed, `teacher-forcing-coins:${step}`);
  return Array.from({ length: timeSteps }, () => random.uniform() < ratio);
}
