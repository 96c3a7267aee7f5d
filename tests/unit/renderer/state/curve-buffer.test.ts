import { describe, expect, it } from 'vitest';
import { EMPTY_CURVES, extendCurves } from '../../../../src-renderer/state/curve-buffer';
import { epochRecord, stepRecord } from '../samples';

const steps = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => stepRecord(first + index));

describe('growing curves', () => {
  it('appends steps and epochs in order', () => {
    const first = extendCurves(EMPTY_CURVES, { steps: steps(1, 10), epochs: [epochRecord(1)] });
    const both = extendCurves(first, { steps: steps(11, 12), epochs: [] });
    expect(both.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(both.epochs).toHaveLength(1);
  });

  it('replaces steps that a resumed run repeats after its checkpoint', () => {
    const before = extendCurves(EMPTY_CURVES, { steps: steps(1, 15), epochs: [epochRecord(1)] });
    const repeated = stepRecord(11, { loss: 42 });
    const after = extendCurves(before, { steps: [repeated], epochs: [epochRecord(1, { trainLoss: 9 })] });
    expect(after.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(after.steps.at(-1)).toBe(repeated);
    expect(after.epochs.map(({ trainLoss }) => trainLoss)).toEqual([9]);
  });

  it('stays bounded however long a run trains, and keeps its first and last step', () => {
    let curves = EMPTY_CURVES;
    for (let step = 1; step <= 50_000; step += 50)
      curves = extendCurves(curves, { steps: steps(step, step + 49), epochs: [] });
    expect(curves.steps.length).toBeLessThanOrEqual(6000);
    expect(curves.steps[0].step).toBe(1);
    expect(curves.steps.at(-1)?.step).toBe(50_000);
    const positions = curves.steps.map(({ step }) => step);
    expect(positions).toEqual(positions.toSorted((first, second) => first - second));
  });
});
