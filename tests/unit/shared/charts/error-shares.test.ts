import { describe, expect, it } from 'vitest';
import {
  errorPlace,
  errorSharesOption,
  errorSharesSummary,
  errorsHeight,
} from '../../../../src-shared/charts/error-shares';
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

  it('can draw shares of the errors, and runs of one architecture apart', () => {
    const twice = [{ ...runs[0], turn: 1, label: 'Second' }, runs[0]];
    const { series } = errorSharesOption(twice, PALETTE, 'percent') as {
      series: { id: string; data: number[]; itemStyle?: { opacity: number } }[];
    };
    expect(series[0]).toMatchObject({ id: 'lstm 1', data: [0, 0, 0, 0, 80, 0, 20] });
    expect(series[0].itemStyle!.opacity).toBeLessThan(1);
    expect(series[1]).toMatchObject({ id: 'lstm' });
    expect(errorSharesSummary(twice.slice(0, 1))).toMatch(/^Second: /);
  });

  it('tells which bar stands at a height', () => {
    const height = errorsHeight(2);
    const category = (height - 48) / 7;
    const at = (place: number) => errorPlace(8 + place * category, height, 2);
    expect(at(0.3)).toEqual({ category: 'empty-output', run: 0 });
    expect(at(0.7)).toEqual({ category: 'empty-output', run: 1 });
    expect(at(6.99)).toEqual({ category: 'other', run: 1 });
    expect(at(7.2)).toBeNull();
    expect(errorPlace(100, height, 0)).toBeNull();
  });

  it('is put in words, the most frequent first', () => {
    expect(errorSharesSummary(runs)).toBe('LSTM: Missing return 4, Other 1.');
    expect(errorSharesSummary([{ architecture: 'lstm', errors: [] }])).toBe('LSTM: no error.');
  });
});
