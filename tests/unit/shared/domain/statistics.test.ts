import { expect, it } from 'vitest';
import { meanInterval, studentQuantile } from '../../../../src-shared/domain/statistics';

it('gives the mean with the half-width of its interval', () => {
  expect(meanInterval([])).toBeNull();
  expect(meanInterval([4])).toEqual({ count: 1, mean: 4, halfWidth: null });
  const { mean, halfWidth } = meanInterval([2, 4])!;
  expect(mean).toBe(3);
  expect(halfWidth).toBeCloseTo(12.706, 3);
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
