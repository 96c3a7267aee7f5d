import { describe, expect, it } from 'vitest';
import { errorSharesOption, errorSharesSummary } from '../../../../src-shared/charts/error-shares';
import { PALETTE } from '../../renderer/samples';

const runs = [
  {
    architecture: 'lstm',
    errors: [
      { category: 'other', count: 1, percentage: 20 },
      { category: 'missing-return', count: 4, percentage: 80 },
    ],
  },
] as const;

describe('errors by category', () => {
  it('has a bar for each of the seven categories, in their order', () => {
    const { series } = errorSharesOption(runs, PALETTE) as { series: { data: number[]; color: string }[] };
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ data: [0, 0, 0, 0, 4, 0, 1], color: 'blue' });
  });

  it('is put in words, the most frequent first', () => {
    expect(errorSharesSummary(runs)).toBe('LSTM: Missing return 4, Other 1.');
    expect(errorSharesSummary([{ architecture: 'lstm', errors: [] }])).toBe('LSTM: no error.');
  });
});
