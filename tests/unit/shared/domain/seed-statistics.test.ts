import { expect, it } from 'vitest';
import { summariseSeeds } from '../../../../src-shared/domain/seed-statistics';

it('has no interval for one seed, and nothing for none', () => {
  expect(summariseSeeds([])).toBeNull();
  expect(summariseSeeds([3])).toEqual({ mean: 3, margin: null, count: 1 });
});

it("gives Student's interval of the mean", () => {
  // By hand: mean 2, standard deviation 1, t(2) = 4.303.
  const { mean, margin } = summariseSeeds([1, 2, 3])!;
  expect(mean).toBe(2);
  expect(margin).toBeCloseTo(4.303 / Math.sqrt(3), 6);
  const many = summariseSeeds(Array.from({ length: 100 }, (_, index) => index % 2))!;
  expect(many.margin).toBeCloseTo(1.96 * Math.sqrt(0.25 * (100 / 99) * 0.01), 6);
});
