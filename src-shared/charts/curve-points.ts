/** From the records of a run to points on one of three x axes. */
import type { EpochRecord, StepRecord } from '../domain/run';

export const CURVE_AXES = ['step', 'epoch', 'time'] as const;
export type CurveAxis = (typeof CURVE_AXES)[number];

export interface Curve {
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
  /** Null before the run has started. */
  readonly stepsPerEpoch: number | null;
}

/** x of every step. Time is training time in seconds; steps that were thinned out count as long as their successor. */
export function stepPositions(curve: Curve, axis: CurveAxis): number[] {
  const perEpoch = curve.stepsPerEpoch ?? 1;
  let last = 0;
  let seconds = 0;
  return curve.steps.map((record) => {
    seconds += (record.step - last) * record.seconds;
    last = record.step;
    if (axis === 'time') return seconds;
    return axis === 'epoch' ? record.step / perEpoch : record.step;
  });
}

/** x of every epoch's end, on the same axis as the steps. */
export function epochPositions(curve: Curve, axis: CurveAxis): number[] {
  if (axis === 'epoch') return curve.epochs.map((record) => record.epoch);
  const lastSteps = curve.epochs.map((record) => record.epoch * (curve.stepsPerEpoch ?? 1));
  if (axis === 'step') return lastSteps;
  const seconds = stepPositions(curve, 'time');
  return lastSteps.map(
    (last) =>
      seconds[
        nearestIndex(
          curve.steps.map(({ step }) => step),
          last,
        )
      ] ?? 0,
  );
}

/** Index of the value nearest to `wanted` in ascending values; 0 when there are none. */
export function nearestIndex(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle;
    else high = middle;
  }
  return Math.abs((values[high] ?? Infinity) - wanted) < Math.abs((values[low] ?? Infinity) - wanted)
    ? high
    : low;
}
