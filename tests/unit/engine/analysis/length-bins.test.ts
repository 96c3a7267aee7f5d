import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lengthBinDifferences,
  lengthBinOf,
  lengthBins,
} from '../../../../src-main/engine/analysis/length-bins';
import { LENGTH_BINS } from '../../../../src-shared/domain/analysis';

const SEED = 42;
const example = fc.tuple(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 100 }),
);
const corpus = fc.array(example, { minLength: 1, maxLength: 40 });

const columns = (examples: readonly (readonly [number, number, number])[]) =>
  [0, 1, 2].map((column) => examples.map((row) => row[column])) as [number[], number[], number[]];

describe('the bin of a docstring', () => {
  it.each([
    [0, '[0,10)'],
    [9, '[0,10)'],
    [10, '[10,20)'],
    [39, '[30,40)'],
    [49, '[40,50)'],
    [50, '50+'],
    [4000, '50+'],
  ])('of %i tokens is %s', (tokens, bin) => {
    expect(lengthBinOf(tokens)).toBe(bin);
  });
});

describe('token accuracy by docstring length', () => {
  it('is the mean of the bin`s examples, with their count', () => {
    const bins = lengthBins([3, 5, 12, 70, 50], [100, 50, 10, 0, 30], SEED);
    expect(bins.map(({ bin }) => bin)).toEqual([...LENGTH_BINS]);
    expect(bins.map(({ examples }) => examples)).toEqual([2, 1, 0, 0, 0, 2]);
    expect(bins.map(({ tokenAccuracy }) => tokenAccuracy)).toEqual([75, 10, null, null, null, 15]);
  });

  it('has no interval without an example, and a point for one', () => {
    const [one, none] = lengthBins([3], [40], SEED);
    expect([one.low, one.high]).toEqual([40, 40]);
    expect([none.low, none.high]).toEqual([null, null]);
  });

  it('drops no example', () => {
    fc.assert(
      fc.property(corpus, (rows) => {
        const [lengths, accuracies] = columns(rows);
        const bins = lengthBins(lengths, accuracies, SEED);
        expect(bins.reduce((sum, { examples }) => sum + examples, 0)).toBe(rows.length);
        for (const { low, high, tokenAccuracy } of bins)
          if (tokenAccuracy !== null) expect([low! <= high!, low! >= 0, high! <= 100]).not.toContain(false);
      }),
      { numRuns: 20 },
    );
  });

  it('does not change when examples are permuted', () => {
    const permuted = corpus.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(permuted, ([rows, shuffled]) => {
        const of = (given: typeof rows) => {
          const [lengths, first, second] = columns(given);
          return [lengthBins(lengths, first, SEED), lengthBinDifferences(lengths, first, second, SEED)];
        };
        expect(of(shuffled)).toEqual(of(rows));
      }),
      { numRuns: 20 },
    );
  });

  it('depends in one bin on that bin`s examples only', () => {
    const [alone] = lengthBins([1, 2, 3], [10, 50, 90], SEED);
    const [among] = lengthBins([80, 1, 2, 30, 3], [0, 10, 50, 100, 90], SEED);
    expect(among).toEqual(alone);
  });

  it('wants one value per docstring', () => {
    expect(() => lengthBins([1, 2], [50], SEED)).toThrow('1 values for 2 docstrings');
  });
});

describe('differences by docstring length', () => {
  it('are the second run`s mean minus the first`s', () => {
    const [bin, empty] = lengthBinDifferences([1, 2], [10, 20], [30, 20], SEED);
    expect(bin).toMatchObject({ bin: '[0,10)', examples: 2, difference: 10 });
    expect(empty).toEqual({ bin: '[10,20)', examples: 0, difference: null, low: null, high: null });
  });

  it('are paired: a constant gain has no spread, however much examples differ', () => {
    const first = [0, 20, 40, 60, 80];
    const second = first.map((accuracy) => accuracy + 5);
    const [bin] = lengthBinDifferences([1, 1, 1, 1, 1], first, second, SEED);
    expect([bin.difference, bin.low, bin.high]).toEqual([5, 5, 5]);
  });

  it('change their sign when the runs change places', () => {
    fc.assert(
      fc.property(corpus, (rows) => {
        const [lengths, first, second] = columns(rows);
        const there = lengthBinDifferences(lengths, first, second, SEED);
        const back = lengthBinDifferences(lengths, second, first, SEED);
        there.forEach(({ difference }, index) => {
          if (difference !== null) expect(difference + back[index].difference!).toBeCloseTo(0, 9);
        });
      }),
      { numRuns: 20 },
    );
  });
});
