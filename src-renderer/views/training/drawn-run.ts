/** A run as its curves are drawn: where its steps stand on the horizontal axis, raw and smoothed. */
import { AXIS_TITLES } from '../../../src-shared/charts/axes';
import type { CurveAxis } from '../../../src-shared/charts/curve-points';
import { runStyle, type RunStyle } from '../../../src-shared/charts/run-style';
import type { Palette } from '../../../src-shared/charts/palette';
import type { StepColumn } from '../../../src-shared/domain/step-series';
import { firstAtLeast, type Span } from '../../charts/curves/curve-line';
import type { ChosenRun } from '../../state/chosen-runs';
import type { CurveData } from '../../state/curve-buffer';
import type { Detail } from '../../state/curve-details.svelte';

export interface DrawnRun {
  readonly chosen: ChosenRun;
  readonly data: CurveData;
  /** The steps of a part of the run more closely; null where none was looked at. */
  readonly detail: Detail | null;
  readonly visible: boolean;
}

/** Titles of the axis; training time has its unit in its labels. */
export const X_TITLES = AXIS_TITLES;

/** Ticks are not closer: steps and seconds are written as whole numbers. */
export const LEAST_STEPS: Readonly<Record<CurveAxis, number>> = { step: 1, epoch: 0, time: 1 };

const OPACITY_OF_TURNS = [1, 0.75, 0.6, 0.5];

/** Runs of one architecture differ by dashes, and the later ones are fainter. */
export function styleOf({ run, turn }: ChosenRun, palette: Palette): RunStyle & { readonly opacity: number } {
  return {
    ...runStyle(run.architecture, turn, palette),
    opacity: OPACITY_OF_TURNS[Math.min(turn, OPACITY_OF_TURNS.length - 1)],
  };
}

/** Where every step of a run stands on an axis: the positions of what its data has, and of any step in between. */
export interface StepPositions {
  readonly x: Float64Array;
  at(step: number): number;
  /** The step that stands at a place, rounded to one that there is. */
  stepAt(x: number): number;
}

const known = new WeakMap<Float64Array, Map<string, StepPositions>>();

/** Computed once for each state of a run's data. */
export function stepPositions(
  { steps, epochs }: CurveData,
  axis: CurveAxis,
  stepsPerEpoch: number,
): StepPositions {
  // Of runs without steps only epochs are known, and no time.
  if (steps.step.length === 0) return positions(epochEnds(epochs, stepsPerEpoch), axis, stepsPerEpoch, null);
  const key = `${axis} ${stepsPerEpoch}`;
  let ofSteps = known.get(steps.step);
  if (!ofSteps) known.set(steps.step, (ofSteps = new Map<string, StepPositions>()));
  let found = ofSteps.get(key);
  if (!found) ofSteps.set(key, (found = positions(steps.step, axis, stepsPerEpoch, steps.seconds)));
  return found;
}

function epochEnds(epochs: CurveData['epochs'], stepsPerEpoch: number): Float64Array {
  return Float64Array.from(epochs, ({ epoch }) => epoch * stepsPerEpoch);
}

function positions(
  step: Float64Array,
  axis: CurveAxis,
  stepsPerEpoch: number,
  seconds: Float64Array | null,
): StepPositions {
  if (axis !== 'time' || !seconds) {
    const factor = axis === 'epoch' ? 1 / stepsPerEpoch : 1;
    return {
      x: factor === 1 ? step : step.map((value) => value * factor),
      at: (value) => value * factor,
      stepAt: (x) => Math.round(x / factor),
    };
  }
  let sum = 0;
  const x = seconds.map((value) => (sum += value));
  return {
    x,
    at: (value) => between(step, x, value),
    stepAt: (value) => Math.round(between(x, step, value)),
  };
}

/** The value that belongs to `wanted`, on straight lines between known pairs, from (0, 0) on. */
function between(from: Float64Array, to: Float64Array, wanted: number): number {
  const next = firstAtLeast(from, wanted);
  if (next >= from.length) return to.at(-1) ?? 0;
  const [start, value] = next === 0 ? [0, 0] : [from[next - 1], to[next - 1]];
  const width = from[next] - start;
  return width > 0 ? value + ((wanted - start) / width) * (to[next] - value) : to[next];
}

/** The whole of the axis: from 0 to where the last of the runs is. */
export function fullSpan(runs: readonly DrawnRun[], axis: CurveAxis): Span {
  const ends = runs.filter(({ visible }) => visible).map((drawn) => positionsOf(drawn, axis).x.at(-1) ?? 0);
  const to = Math.max(0, ...ends);
  return { from: 0, to: to > 0 ? to : 1 };
}

export function positionsOf({ chosen, data }: DrawnRun, axis: CurveAxis): StepPositions {
  return stepPositions(data, axis, chosen.run.stepsPerEpoch ?? 1);
}

/** A column of a run's steps, as closely as it is known everywhere. */
export function closeColumn({ data: { steps }, detail }: DrawnRun, column: StepColumn): Float64Array {
  if (!detail) return steps[column];
  const before = steps[column].subarray(0, firstAtLeast(steps.step, detail.from));
  const after = steps[column].subarray(firstAtLeast(steps.step, detail.to + 1));
  const inside = detail.series[column];
  const all = new Float64Array(before.length + inside.length + after.length);
  all.set(before);
  all.set(inside, before.length);
  all.set(after, before.length + inside.length);
  return all;
}

const averaged = new WeakMap<Float64Array, { readonly steps: number; readonly average: Float64Array }>();

/**
 * Exponential moving average over about `steps` steps of entries that stand for `count` steps each, without start-up bias.
 * Asked again for the same values, it is not computed anew.
 */
export function smoothed(values: Float64Array, count: Float64Array, steps: number): Float64Array {
  if (steps <= 1) return values;
  const before = averaged.get(values);
  if (before?.steps === steps) return before.average;
  const average = movingAverage(values, count, steps);
  averaged.set(values, { steps, average });
  return average;
}

function movingAverage(values: Float64Array, count: Float64Array, steps: number): Float64Array {
  const perStep = 1 - 1 / steps;
  let [average, mass, kept, keptOver] = [0, 0, perStep, 1];
  return values.map((value, index) => {
    if (!Number.isFinite(value)) return value;
    if (count[index] !== keptOver) [kept, keptOver] = [perStep ** count[index], count[index]];
    average = kept * average + (1 - kept) * value;
    mass = kept * mass + (1 - kept);
    return average / mass;
  });
}

/** Steps that are averaged over unless somebody chose otherwise: about 3% of the longest run. */
export function usualSmoothing(runs: readonly DrawnRun[]): number {
  const longest = Math.max(0, ...runs.map(({ data }) => data.steps.step.at(-1) ?? 0));
  return SMOOTHING_CHOICES.findLast((choice) => choice <= 0.03 * longest) ?? SMOOTHING_CHOICES[0];
}

/** 1 is none. */
export const SMOOTHING_CHOICES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] as const;
