import { describe, expect, it } from 'vitest';
import { smooth, smoothingWeight } from '../../../../src-shared/charts/smooth';

describe('smoothing', () => {
  it('starts at the first value and leaves a constant curve as it is', () => {
    expect(smooth([4, 4, 4], 0.9)).toEqual([4, 4, 4].map((value) => expect.closeTo(value, 12)));
  });

  it('is the weighted mean of what came before', () => {
    // weights 0.25 and 0.5 of (1 - 0.5) each, normalised: (0.5 * 2 + 1 * 5) / 1.5
    expect(smooth([2, 5], 0.5)[1]).toBeCloseTo(4, 12);
  });

  it('passes over values that are not numbers', () => {
    const result = smooth([2, NaN, 2], 0.5);
    expect(result[1]).toBeNaN();
    expect(result[2]).toBeCloseTo(2, 12);
  });

  it('leaves short curves alone', () => {
    expect(smoothingWeight(10)).toBe(0);
    expect(smoothingWeight(1000)).toBeCloseTo(1 - 1 / 30, 12);
  });
});
