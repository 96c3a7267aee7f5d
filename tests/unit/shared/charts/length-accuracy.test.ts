import { describe, expect, it } from 'vitest';
import {
  lengthAccuracyOption,
  lengthAccuracySummary,
  lengthPlace,
} from '../../../../src-shared/charts/length-accuracy';
import { LENGTH_BINS } from '../../../../src-shared/domain/analysis';
import { PALETTE } from '../../renderer/samples';

const bins = LENGTH_BINS.map((bin, place) =>
  place < 2
    ? { bin, examples: 3, tokenAccuracy: 40 + place, low: 30, high: 50 }
    : { bin, examples: 0, tokenAccuracy: null, low: null, high: null },
);
const runs = [
  { architecture: 'lstm', bins },
  { architecture: 'lstm-attention', bins },
] as const;

describe('accuracy by length', () => {
  it('stands side by side within a bin, every interval a line of its own, and leaves out empty bins', () => {
    const { series } = lengthAccuracyOption(runs, PALETTE) as { series: { id: string; data: unknown }[] };
    expect(series.map(({ id }) => id)).toEqual([
      ...['lstm interval', 'lstm mean', 'lstm-attention interval', 'lstm-attention mean'],
    ]);
    expect(series[0].data).toEqual([
      ...[
        [-0.25, 30],
        [-0.25, 50],
        [-0.25, null],
      ],
      ...[
        [0.75, 30],
        [0.75, 50],
        [0.75, null],
      ],
    ]);
    expect(series[3].data).toEqual([
      [0.25, 40],
      [1.25, 41],
    ]);
  });

  it('tells which bin and run stand at a place', () => {
    expect(lengthPlace(0.8, 2)).toEqual({ bin: 1, run: 0 });
    expect(lengthPlace(1.2, 2)).toEqual({ bin: 1, run: 1 });
    expect(lengthPlace(5.1, 1)).toEqual({ bin: 5, run: 0 });
    expect([-0.7, 5.6].map((x) => lengthPlace(x, 2))).toEqual([null, null]);
  });

  it('is put in words', () => {
    expect(lengthAccuracySummary(runs.slice(0, 1))).toBe('LSTM: 40.00% in [0,10), 41.00% in [10,20).');
  });
});
