import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example, SkippedCounts } from '../../../../src-shared/domain/data';
import { permutation } from '../../../../src-main/engine/data/permutation';
import { hashSplit, scaleSizes, splitExamples } from '../../../../src-main/engine/data/split';
import { loadedExamples, quietWork } from '../../../helpers/data';

const row = (number: number): Example => ({
  docstring: `Row ${number}.`,
  code: `def row_${number}(): return 1`,
});
const rows = (count: number) => Array.from({ length: count }, (_, number) => row(number));
const configuration = { TRAIN_SIZE: 10, VAL_SIZE: 4, TEST_SIZE: 2, SEED: 42 };
const origin = { location: 'here', description: 'Rows of a test' };
const splitOf = (examples: Example[], given = configuration, skipped: SkippedCounts = {}) =>
  splitExamples(loadedExamples(examples, skipped), given, origin, quietWork);

describe('splitExamples', () => {
  it('takes train, validation and test in turn from the permuted rows', async () => {
    const split = await splitOf(rows(20));
    const order = [...permutation(20, 42)].map(row);
    expect([...split.train]).toEqual(order.slice(0, 10));
    expect([...split.validation]).toEqual(order.slice(10, 14));
    expect([...split.test]).toEqual(order.slice(14, 16));
    expect(split.record).toMatchObject({
      location: 'here',
      description: 'Rows of a test',
      seed: 42,
      rows: 20,
      sizes: { train: 10, validation: 4, test: 2 },
      scaledDown: false,
    });
  });

  it('permutes what is left without empty pairs, and counts those', async () => {
    const withEmpty = [
      { docstring: ' \n', code: 'x' },
      ...rows(20),
      { docstring: 'x', code: '' },
      { docstring: '', code: '' },
    ];
    const split = await splitOf(withEmpty, configuration, { 'test function': 3 });
    expect(split.record.skipped).toEqual({ 'test function': 3, 'empty docstring': 2, 'empty code': 1 });
    expect(split.record.hash).toBe((await splitOf(rows(20))).record.hash);
  });

  it('uses all rows in the same proportion when fewer exist, and says so', async () => {
    const split = await splitOf(rows(8));
    expect(split.record.sizes).toEqual({ train: 5, validation: 2, test: 1 });
    expect(split.record.requestedSizes).toEqual({ train: 10, validation: 4, test: 2 });
    expect(split.record.scaledDown).toBe(true);
  });

  it('hashes every example and the whole, so that another order or other rows are told apart', async () => {
    const split = await splitOf(rows(20));
    expect(split.record.exampleHashes.test).toEqual([split.test.hash(0), split.test.hash(1)]);
    expect(split.record.hash).toBe(hashSplit(split.record.exampleHashes));
    const reordered = await splitOf(rows(20), { ...configuration, SEED: 1 });
    expect(reordered.record.hash).not.toBe(split.record.hash);
    const moved = await splitOf(rows(20), { ...configuration, TRAIN_SIZE: 9, VAL_SIZE: 5 });
    expect(moved.record.hash).not.toBe(split.record.hash);
  });

  it('refuses fewer than three rows and says what was left out', async () => {
    const few = splitOf([row(1), { docstring: '', code: 'x' }], configuration, { 'test function': 3 });
    await expect(few).rejects.toThrow(
      'here: only 1 usable row; at least 3 are needed, one each to train, validate and test ' +
        '(left out: 3 × test function, 1 × empty docstring)',
    );
    await expect(splitOf([])).rejects.toThrow(/no usable rows.*the source is empty/);
  });
});

describe('scaleSizes', () => {
  it('uses every row, gives each part at least one, and stays near the exact proportion', () => {
    const size = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 3, max: 30_000 }), (train, validation, test, count) => {
        const requested = { train, validation, test };
        const total = train + validation + test;
        const sizes = scaleSizes(requested, count);
        if (total <= count) {
          expect(sizes).toEqual(requested);
          return;
        }
        expect(sizes.train + sizes.validation + sizes.test).toBe(count);
        for (const name of ['train', 'validation', 'test'] as const) {
          const exact = (requested[name] / total) * count;
          expect(sizes[name]).toBeGreaterThanOrEqual(1);
          expect(Math.abs(sizes[name] - exact)).toBeLessThanOrEqual(exact < 1 ? 1 : 3);
        }
      }),
    );
  });

  it('gives the row left over to the largest remainder', () => {
    expect(scaleSizes({ train: 10, validation: 3, test: 3 }, 10)).toEqual({
      train: 6,
      validation: 2,
      test: 2,
    });
  });
});
