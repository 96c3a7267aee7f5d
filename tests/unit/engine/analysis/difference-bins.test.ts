import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceBins } from '../../../../src-main/engine/analysis/difference-bins';
import { isInBin } from '../../../../src-shared/domain/run-comparison';

const found = (differences: readonly number[]) =>
  differenceBins(differences)
    .filter(({ examples }) => examples > 0)
    .map(({ low, high, examples }) => [low, high, examples]);

it('counts gains and losses in tens, and what is the same by itself', () => {
  expect(found([0, 1e-12, 0.5, 10, 10.5, 100, -0.5, -10, -99, -100])).toEqual([
    [-100, -90, 2],
    [-10, 0, 2],
    [0, 0, 2],
    [0, 10, 2],
    [10, 20, 1],
    [90, 100, 1],
  ]);
});

it('has the same bins for any differences, the losses mirroring the gains', () => {
  const bins = differenceBins([]);
  expect(bins).toHaveLength(21);
  expect(bins.map(({ low, high }) => [-high || 0, -low || 0]).reverse()).toEqual(
    bins.map(({ low, high }) => [low, high]),
  );
});

it('counts a difference in the one bin that a filter by that bin finds it in', () => {
  const whole = fc.integer({ min: -100, max: 100 });
  const differences = fc.oneof(whole, fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(1e-12));
  fc.assert(
    fc.property(differences, (difference) => {
      const fitting = differenceBins([difference]).filter((bin) => isInBin(difference, bin));
      expect(fitting.map(({ examples }) => examples)).toEqual([1]);
    }),
  );
});
