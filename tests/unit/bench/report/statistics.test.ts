import { describe, expect, it } from 'vitest';
import { median, medianRatio, percentile } from '../../../../bench/report/statistics';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 4], 4],
    [[4, 1, 2, 9], 3],
    [[10, 9, 8, 100, 7], 9],
  ])('of %j is %d', (values, expected) => expect(median(values)).toBe(expected));

  it('leaves the order of the values as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is an error', () => expect(() => median([])).toThrow(/no values/));
});

describe('the median ratio', () => {
  it('compares measurements of the same round', () => {
    // A slow phase that met both in the second round cancels.
    expect(medianRatio([2, 20, 2], [1, 10, 1])).toBe(2);
  });

  it('needs as many of one as of the other', () => {
    expect(() => medianRatio([1, 2], [1])).toThrow(/2 and 1/);
  });
});

describe('a percentile', () => {
  const values = Array.from({ length: 20 }, (_, index) => 20 - index);
  it.each([
    [95, 19],
    [100, 20],
    [1, 1],
  ])('%d of 20 values is %d', (percent, expected) => expect(percentile(values, percent)).toBe(expected));

  it('of no values is refused', () => expect(() => percentile([], 95)).toThrow(RangeError));
});
