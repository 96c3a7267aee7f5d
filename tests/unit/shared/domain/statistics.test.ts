import { describe, expect, it } from 'vitest';
import { holmAdjusted, meanInterval, studentQuantile } from '../../../../src-shared/domain/statistics';

it('gives the mean with the half-width of its interval', () => {
  expect(meanInterval([])).toBeNull();
  expect(meanInterval([4])).toEqual({ count: 1, mean: 4, halfWidth: null });
  const { mean, halfWidth } = meanInterval([2, 4])!;
  expect(mean).toBe(3);
  expect(halfWidth).toBeCloseTo(12.706, 3);
  // Of three values with standard deviation 1: t(2) / sqrt(3).
  expect(meanInterval([1, 2, 3])!.halfWidth).toBeCloseTo(2.4843, 4);
});

// Of R's qt(0.975, df).
it.each([
  [1, 12.7062],
  [10, 2.2281],
  [30, 2.0423],
  [31, 2.0395],
  [60, 2.0003],
  [1000, 1.9623],
])('the quantile for %i degrees of freedom is %f', (degrees, expected) => {
  expect(studentQuantile(degrees)).toBeCloseTo(expected, 3);
});

describe("Holm's correction", () => {
  it('multiplies the smallest p by their number, the next by one less, and keeps the order', () => {
    // 3 × 0.01, 2 × 0.02, 1 × 0.03 (below what came before it).
    expect(holmAdjusted([0.03, 0.01, 0.02])).toEqual([0.04, 0.03, 0.04]);
  });

  it('leaves a single p as it is, and never exceeds 1', () => {
    expect(holmAdjusted([0.2])).toEqual([0.2]);
    expect(holmAdjusted([0.9, 0.6])).toEqual([1, 1]);
    expect(holmAdjusted([])).toEqual([]);
  });
});
