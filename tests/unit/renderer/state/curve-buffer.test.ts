import { describe, expect, it } from 'vitest';
import { CurveBuffer, NO_CURVES } from '../../../../src-renderer/state/curve-buffer';
import { seriesOfRecords } from '../../../../src-shared/domain/step-series';
import { epochRecord, stepRecord } from '../samples';

const steps = (first: number, last: number, loss = 3) =>
  seriesOfRecords(
    Array.from({ length: last - first + 1 }, (_, index) => stepRecord(first + index, { loss })),
  );

describe('growing curves', () => {
  it('append steps and epochs in order', () => {
    const curves = new CurveBuffer();
    curves.add({ ...NO_CURVES, steps: steps(1, 10), epochs: [epochRecord(1)] });
    curves.add({ ...NO_CURVES, steps: steps(11, 12) });
    expect([...curves.data.steps.step]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(curves.data.epochs).toHaveLength(1);
  });

  it('replace what a resumed run repeats after its checkpoint', () => {
    const curves = new CurveBuffer();
    const sample = { processorPercent: 100, memoryBytes: 1, gpu: null };
    curves.add({
      ...NO_CURVES,
      steps: steps(1, 15),
      epochs: [epochRecord(1)],
      resources: [
        { ...sample, step: 9 },
        { ...sample, step: 14 },
      ],
    });
    curves.add({
      ...NO_CURVES,
      steps: steps(11, 11, 42),
      epochs: [epochRecord(1, { trainLoss: 9 })],
      resources: [{ ...sample, step: 11 }],
    });
    const { data } = curves;
    expect([...data.steps.step]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(data.steps.loss.at(-1)).toBe(42);
    expect(data.epochs.map(({ trainLoss }) => trainLoss)).toEqual([9]);
    expect(data.resources.map(({ step }) => step)).toEqual([9, 11]);
  });

  it('stay bounded however long a run trains, and keep every extreme', () => {
    const curves = new CurveBuffer();
    for (let step = 1; step <= 50_000; step += 50)
      curves.add({ ...NO_CURVES, steps: steps(step, step + 49, step === 30_001 ? 99 : 3) });
    const { step, count, lossMaximum } = curves.data.steps;
    expect(step.length).toBeLessThanOrEqual(6000);
    expect(step.at(-1)).toBe(50_000);
    expect(count.reduce((sum, each) => sum + each)).toBe(50_000);
    expect(Math.max(...lossMaximum)).toBe(99);
    expect([...step]).toEqual([...step].toSorted((first, second) => first - second));
  });
});
