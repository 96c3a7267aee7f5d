import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranksOf, spearman } from '../../../../../src-main/engine/analysis/attention/rank-correlation';

describe('ranksOf', () => {
  it('gives the values of a tie the mean of their ranks', () => {
    expect([...ranksOf([10, 20, 20, 5, 20])]).toEqual([2, 4, 4, 1, 4]);
  });
});

describe('spearman', () => {
  it('is 1 for the same order and -1 for the reverse, however far apart the values are', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
  });

  it('equals the textbook formula where nothing ties', () => {
    // 1 - 6 (sum of squared differences of ranks) / (n (n^2 - 1))
    const expected = 1 - (6 * 194) / (10 * 99);
    const intelligence = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const television = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(spearman(intelligence, television)).toBeCloseTo(expected, 12);
  });

  it("is Pearson's correlation of mean ranks where values tie", () => {
    expect(spearman([1, 2, 2, 3, 5], [2, 1, 4, 4, 6])).toBeCloseTo(29 / 38, 12);
  });

  it('is undefined where one side is constant or there are fewer than two pairs', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearman([1], [1])).toBeNull();
    expect(spearman([], [])).toBeNull();
  });

  it('refuses sides of different length', () => {
    expect(() => spearman([1], [1, 2])).toThrow(RangeError);
  });

  it('does not change with the order of the pairs, nor with a rising function of the values', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })));
    fc.assert(
      fc.property(pairs, (values) => {
        const value = spearman(
          values.map(([a]) => a),
          values.map(([, b]) => b),
        );
        const other = spearman(
          values.map(([a]) => Math.exp(a)).reverse(),
          values.map(([, b]) => b ** 3).reverse(),
        );
        if (value === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(value, 10);
      }),
    );
  });
});
