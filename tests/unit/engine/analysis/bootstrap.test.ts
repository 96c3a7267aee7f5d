import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapMean,
  drawResamples,
  percentileInterval,
  RESAMPLES,
} from '../../../../src-main/engine/analysis/bootstrap';
import { SeededRandom } from '../../../../src-main/engine/tensor/seeded-random';

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('resamples', () => {
  it('are 1,000, each of as many examples, all of them among the given', () => {
    let count = 0;
    for (const drawn of drawResamples(7, 42, 'x')) {
      count++;
      expect(drawn).toHaveLength(7);
      expect(drawn.every((position) => position >= 0 && position < 7)).toBe(true);
    }
    expect(count).toBe(RESAMPLES);
  });

  it('are the same for the same seed, stream and count, and others otherwise', () => {
    const first = (examples: number, seed: number, stream: string) =>
      [...(drawResamples(examples, seed, stream).next().value as Int32Array)].join();
    expect(first(50, 42, 'x')).toBe(first(50, 42, 'x'));
    expect(new Set([first(50, 42, 'x'), first(50, 43, 'x'), first(50, 42, 'y')]).size).toBe(3);
  });

  it('draw every example equally often', () => {
    const counts = new Array<number>(10).fill(0);
    for (const drawn of drawResamples(10, 1, 'x')) for (const position of drawn) counts[position]++;
    for (const count of counts) expect(Math.abs(count - RESAMPLES)).toBeLessThan(150);
  });
});

describe('the percentile interval', () => {
  it('leaves out 2.5% at each end', () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => 999 - index);
    expect(percentileInterval(thousand)).toEqual({ low: 25, high: 974 });
  });

  it('is negated with its values', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { low, high } = percentileInterval(list);
        const negated = percentileInterval(list.map((value) => -value));
        expect(negated.low + high).toBe(0);
        expect(negated.high + low).toBe(0);
      }),
    );
  });

  it('is refused for no values', () => {
    expect(() => percentileInterval([])).toThrow('no values');
  });
});

describe('the bootstrap interval of a mean', () => {
  it('is a point where all values are equal', () => {
    expect(bootstrapMean([3, 3, 3], 42, 'x')).toEqual({ value: 3, low: 3, high: 3 });
  });

  it('lies within the values, and its ends are in order', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { low, high } = bootstrapMean(list, 42, 'x');
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...list) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...list) + 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  it('does not change when values are permuted', () => {
    const permuted = values.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(permuted, ([list, shuffled]) => {
        expect(bootstrapMean(shuffled, 42, 'x')).toEqual(bootstrapMean(list, 42, 'x'));
      }),
      { numRuns: 30 },
    );
  });

  it('is as wide as theory has it: 1.96 standard errors to each side', () => {
    const random = new SeededRandom(7, 'normal');
    const list = Array.from({ length: 400 }, () => 50 + 10 * random.normal());
    const { value, low, high } = bootstrapMean(list, 42, 'x');
    expect(Math.abs(value - low - 0.98)).toBeLessThan(0.15);
    expect(Math.abs(high - value - 0.98)).toBeLessThan(0.15);
  });

  it('covers the true mean in about 95 of 100 samples', () => {
    const random = new SeededRandom(8, 'normal');
    let covered = 0;
    for (let sample = 0; sample < 200; sample++) {
      const { low, high } = bootstrapMean(
        Array.from({ length: 60 }, () => random.normal()),
        sample,
        'x',
      );
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.88);
    expect(covered / 200).toBeLessThan(0.99);
  });
});
