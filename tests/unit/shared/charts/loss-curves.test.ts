import { describe, expect, it } from 'vitest';
import {
  lossCurvesOption,
  lossCurvesSummary,
  readLosses,
  type LossCurve,
  type LossCurvesView,
} from '../../../../src-shared/charts/loss-curves';
import { epochRecord, PALETTE, stepRecord } from '../../renderer/samples';

const curve: LossCurve = {
  architecture: 'lstm',
  visible: true,
  stepsPerEpoch: 10,
  steps: Array.from({ length: 20 }, (_, index) => stepRecord(index + 1)),
  epochs: [epochRecord(1), epochRecord(2, { best: false })],
};

function view(changes: Partial<LossCurvesView> = {}): LossCurvesView {
  return { curves: [curve], axis: 'step', logarithmic: false, validation: 'teacher-forced', ...changes };
}

interface Series {
  readonly id: string;
  readonly data: readonly (readonly number[] & {
    readonly value: readonly number[];
    readonly symbolSize: number;
  })[];
}

function seriesOf(changes: Partial<LossCurvesView> = {}): readonly Series[] {
  return lossCurvesOption(view(changes), PALETTE).series as readonly Series[];
}

describe('the loss chart', () => {
  it('draws raw, smoothed and validation losses of every visible run', () => {
    const hidden = { ...curve, architecture: 'vanilla-rnn', visible: false } as const;
    const series = seriesOf({ curves: [hidden, curve] });
    expect(series.map(({ id }) => id)).toEqual(['lstm raw', 'lstm training', 'lstm validation']);
    expect(series[0].data[0]).toEqual([1, 6.9]);
    expect(series[2].data.map(({ value }) => value)).toEqual([
      [10, 5],
      [20, 4],
    ]);
  });

  it('shows the chosen validation loss', () => {
    expect(seriesOf({ validation: 'free-running' })[2].data.map(({ value }) => value[1])).toEqual([6, 5]);
  });

  it('makes the mark of the best epoch larger, and only that', () => {
    const epochs = [epochRecord(1), epochRecord(2), epochRecord(3, { best: false })];
    const sizes = seriesOf({ curves: [{ ...curve, epochs }] })[2].data.map(({ symbolSize }) => symbolSize);
    expect(sizes[1]).toBeGreaterThan(sizes[0]);
    expect(sizes[2]).toBe(sizes[0]);
  });

  it('leaves a gap where a loss is not a number', () => {
    const steps = [stepRecord(1), stepRecord(2, { loss: NaN })];
    expect(seriesOf({ curves: [{ ...curve, steps }] })[0].data[1]).toEqual([2, null]);
  });

  it('can have a logarithmic vertical axis', () => {
    expect(lossCurvesOption(view({ logarithmic: true }), PALETTE).yAxis).toMatchObject({ type: 'log' });
  });
});

describe('the reading of the loss chart', () => {
  it('is the latest without a pointer', () => {
    expect(readLosses(curve, view(), null)).toEqual({ training: 5, validation: 4 });
  });

  it('is the last validation before the pointer', () => {
    expect(readLosses(curve, view(), 12)).toEqual({ training: expect.closeTo(5.8, 6), validation: 5 });
    expect(readLosses(curve, view(), 3).validation).toBeNull();
  });

  it('has no training loss beyond the end of a shorter curve', () => {
    expect(readLosses(curve, view(), 500).training).toBeNull();
  });

  it('is empty before the first step', () => {
    expect(readLosses({ ...curve, steps: [], epochs: [] }, view(), null)).toEqual({
      training: null,
      validation: null,
    });
  });
});

describe('the loss chart in words', () => {
  it('tells how far each loss fell and which epoch is best', () => {
    expect(lossCurvesSummary(view())).toBe(
      'LSTM: training loss from 6.900 to 5.000 at step 20; teacher-forced validation loss 4.000, best epoch 1.',
    );
  });

  it('says that nothing was recorded', () => {
    expect(lossCurvesSummary(view({ curves: [{ ...curve, steps: [] }] }))).toMatch(/No training step/);
  });
});
