import { describe, expect, it } from 'vitest';
import {
  binTitle,
  bleuDifferencesOption,
  bleuDifferencesSummary,
  drawnBins,
} from '../../../../src-shared/charts/bleu-differences';
import { PALETTE } from '../../renderer/samples';

const bins = [
  { low: -20, high: -10, examples: 2 },
  { low: -10, high: 0, examples: 1 },
  { low: 0, high: 0, examples: 40 },
  { low: 0, high: 10, examples: 4 },
];
const chart = { run: { architecture: 'lstm' }, reference: { architecture: 'vanilla-rnn' }, bins } as const;

describe('the distribution of differences', () => {
  it('draws losses in the colour of the reference, gains in that of the run, and no bar for what is the same', () => {
    const { series } = bleuDifferencesOption(chart, PALETTE) as {
      series: { data: { value: number; itemStyle: { color: string } }[] }[];
    };
    expect(series[0].data.map(({ value, itemStyle }) => [value, itemStyle.color])).toEqual([
      [2, 'red'],
      [1, 'red'],
      [0, 'blue'],
      [4, 'blue'],
    ]);
  });

  it('is told in words', () => {
    expect(bleuDifferencesSummary(chart)).toBe(
      'LSTM scores higher than Vanilla RNN on 4 examples, lower on 3, and the same on 40.',
    );
    expect(bins.map(binTitle)).toEqual(['−20 to −10', '−10 to 0', 'same', '0 to +10']);
  });
});

it('draws as many bins on either side as the largest difference needs', () => {
  const many = Array.from({ length: 21 }, (_, place) => {
    const [low, high] =
      place < 10 ? [10 * place - 100, 10 * place - 90] : [10 * (place - 11), 10 * (place - 10)];
    return place === 10 ? { low: 0, high: 0, examples: 5 } : { low, high, examples: place === 4 ? 1 : 0 };
  });
  expect(drawnBins(many).map(({ low }) => low)).toEqual([
    -60, -50, -40, -30, -20, -10, 0, 0, 10, 20, 30, 40, 50,
  ]);
  expect(drawnBins(many.map((bin) => ({ ...bin, examples: 0 })))).toHaveLength(7);
});
