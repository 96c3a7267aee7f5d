import { describe, expect, it } from 'vitest';
import { distributionOf, histogramOf } from '../../../../src-main/engine/data/distribution';

describe('distributionOf', () => {
  it('gives the middle, the mean, the nearest rank of 95% and the ends', () => {
    const counts = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(distributionOf(counts)).toEqual({
      minimum: 1,
      median: 50.5,
      mean: 50.5,
      percentile95: 95,
      maximum: 100,
    });
  });

  it('knows a single count', () => {
    expect(distributionOf([7])).toEqual({ minimum: 7, median: 7, mean: 7, percentile95: 7, maximum: 7 });
  });
});

describe('histogramOf', () => {
  it('counts each bin from its lower bound, and everything beyond in the last', () => {
    expect(histogramOf([0, 4, 5, 9, 10, 14, 15, 1000], 5, 3)).toEqual([2, 2, 4]);
  });
});
