import { describe, expect, it } from 'vitest';
import {
  readSweepMetric,
  sweepMetricOption,
  sweepMetricSummary,
  sweepMetricTable,
  sweptValues,
} from '../../../../src-shared/charts/sweep-metric';
import type { SweepSetting } from '../../../../src-shared/domain/sweep';
import type { SweepRow } from '../../../../src-shared/domain/sweep-results';
import { PALETTE } from '../../renderer/samples';

function row(index: number, setting: SweepSetting, bleu: SweepRow['metrics']['bleu']): SweepRow {
  const metrics = { bleu, tokenAccuracy: null, exactMatch: null, perplexity: null, validationLoss: null };
  return { index, setting, runs: [], finished: bleu?.count ?? 0, metrics };
}

const chart = {
  key: 'LEARNING_RATE',
  metric: 'bleu',
  title: 'BLEU',
  architecture: 'lstm',
  rows: [
    row(0, { LEARNING_RATE: 0.01, HIDDEN_DIM: 64 }, { mean: 4, halfWidth: 1, count: 3 }),
    row(1, { LEARNING_RATE: 0.001, HIDDEN_DIM: 64 }, { mean: 2, halfWidth: null, count: 1 }),
    row(2, { LEARNING_RATE: 0.01, HIDDEN_DIM: 32 }, { mean: 5, halfWidth: 1, count: 3 }),
    row(3, { LEARNING_RATE: 0.1, HIDDEN_DIM: 32 }, null),
  ],
} as const;

describe('a metric of a sweep against a key', () => {
  it('has a place for each value in order, and settings of one value side by side', () => {
    expect(sweptValues(chart)).toEqual([0.001, 0.01, 0.1]);
    const { series } = sweepMetricOption(chart, PALETTE) as { series: { id: string; data: unknown[] }[] };
    expect(series.find(({ id }) => id === 'means')!.data).toEqual([
      [0, 2],
      [0.8, 4],
      [1.2, 5],
    ]);
    // Two intervals, each with the gap after it.
    expect(series.find(({ id }) => id === 'intervals')!.data).toHaveLength(6);
  });

  it('reads the nearest setting, and nothing far from all', () => {
    expect(readSweepMetric(chart, { x: 1.15, y: 4.4 })).toEqual({
      title: 'Setting 3',
      rows: [
        { term: 'LEARNING_RATE', value: '0.01' },
        { term: 'HIDDEN_DIM', value: '32' },
        { term: 'BLEU', value: '5 ± 1' },
      ],
    });
    expect(readSweepMetric(chart, { x: 2, y: 4 })).toBeNull();
  });

  it('is told in words and as a table', () => {
    expect(sweepMetricSummary(chart)).toContain('LEARNING_RATE 0.001: 2; LEARNING_RATE 0.01: 4 ± 1');
    expect(sweepMetricSummary({ ...chart, rows: [chart.rows[3]] })).toBe('No setting has a BLEU yet.');
    expect(sweepMetricTable(chart).rows[1]).toEqual([2, 0.001, 2, null, 1]);
  });
});
