import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochBatches, type BatchKeys } from '../../../../src-main/engine/data/batches';
import { permutation, RandomGenerator } from '../../../../src-main/engine/data/permutation';

const BATCHINGS = ['shuffle', 'length-buckets'] as const;

/** Examples with lengths of many short sentences and few long ones, up to 80. */
function skewedExamples(count: number) {
  const random = new RandomGenerator(7);
  const length = () => 2 + Math.round(78 * (random.integer(999) / 999) ** 3);
  return Array.from({ length: count }, () => ({
    source: new Int32Array(length()),
    target: new Int32Array(length()),
  }));
}

const keys = (given: Partial<BatchKeys>): BatchKeys => ({
  SEED: 42,
  BATCH_SIZE: 8,
  BATCHING: 'length-buckets',
  ...given,
});

/** Every two examples that meet in a batch. */
const pairs = (batches: readonly Int32Array[]) =>
  new Set(
    batches.flatMap((batch) => {
      const rows = [...batch].sort((a, b) => a - b);
      return rows.flatMap((first, place) => rows.slice(place + 1).map((second) => `${first}-${second}`));
    }),
  );

describe.each(BATCHINGS)('epochBatches with BATCHING %s', (BATCHING) => {
  it('holds every example once, in batches of the size asked for and one of the rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 9 }),
        (count, size, epoch) => {
          const batches = epochBatches(skewedExamples(count), keys({ BATCHING, BATCH_SIZE: size }), epoch);
          const indices = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b);
          expect(indices).toEqual(Array.from({ length: count }, (_, index) => index));
          const sizes = batches.map((batch) => batch.length).sort((a, b) => b - a);
          expect(sizes.at(-1)).toBe(count % size || size);
          for (const length of sizes.slice(0, -1)) expect(length).toBe(size);
        },
      ),
    );
  });

  it('is the same again for the same seed and epoch, however often it is asked', () => {
    const examples = skewedExamples(300);
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 50 }), (SEED, epoch) => {
        const batches = () => epochBatches(examples, keys({ BATCHING, SEED }), epoch);
        expect(batches()).toEqual(batches());
      }),
      { numRuns: 20 },
    );
  });

  it('puts other examples together in another epoch and with another seed, be they many or few', () => {
    for (const count of [40, 1000]) {
      const examples = skewedExamples(count);
      const meeting = (given: Partial<BatchKeys>, epoch: number) =>
        pairs(epochBatches(examples, keys({ BATCHING, ...given }), epoch));
      const first = meeting({}, 3);
      for (const other of [meeting({}, 4), meeting({ SEED: 43 }, 3)]) {
        const again = [...first].filter((pair) => other.has(pair)).length;
        expect(again / first.size).toBeLessThan(0.5);
      }
    }
  });
});

it('a plain shuffle is the permutation of (seed, epoch)', () => {
  const batches = epochBatches(skewedExamples(50), keys({ BATCHING: 'shuffle' }), 3);
  expect(batches.flatMap((batch) => [...batch])).toEqual([...permutation(50, [42, 3])]);
});

describe('length buckets', () => {
  const examples = skewedExamples(2000);
  const longest = (batch: Int32Array) => Math.max(...batch.map((index) => examples[index].target.length));

  it('come in no order of length', () => {
    const correlations = [1, 2, 3, 4, 5].map((epoch) => {
      const lengths = epochBatches(examples, keys({}), epoch).map(longest);
      return correlation(
        lengths,
        lengths.map((_, position) => position),
      );
    });
    for (const value of correlations) expect(Math.abs(value)).toBeLessThan(0.25);
    const firsts = [1, 2, 3, 4, 5].map((epoch) => longest(epochBatches(examples, keys({}), epoch)[0]));
    expect(new Set(firsts).size).toBeGreaterThan(1);
  });

  it('hold targets of about the same length, where a shuffle mixes all', () => {
    const spread = (BATCHING: BatchKeys['BATCHING']) => {
      const batches = epochBatches(examples, keys({ BATCHING, BATCH_SIZE: 32 }), 1);
      const spreads = batches.map((batch) => {
        const lengths = [...batch].map((index) => examples[index].target.length);
        return Math.max(...lengths) - Math.min(...lengths);
      });
      return spreads.reduce((sum, value) => sum + value) / spreads.length;
    };
    expect(spread('length-buckets')).toBeLessThan(spread('shuffle') / 5);
  });

  it('order targets of equal length by their sources', () => {
    const equal = skewedExamples(64).map(({ source }) => ({ source, target: new Int32Array(80) }));
    for (const batch of epochBatches(equal, keys({}), 1)) {
      const lengths = [...batch].map((index) => equal[index].source.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    }
  });
});

function correlation(first: readonly number[], second: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;
  const covariance = (a: readonly number[], b: readonly number[]) =>
    mean(a.map((value, index) => value * b[index])) - mean(a) * mean(b);
  return covariance(first, second) / Math.sqrt(covariance(first, first) * covariance(second, second));
}
