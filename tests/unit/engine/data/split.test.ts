import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Example } from '../../../../src-shared/domain/data';
import { permutation } from '../../../../src-main/engine/data/permutation';
import type { LoadedExamples } from '../../../../src-main/engine/data/sources';
import { hashExample, hashSplit, scaleSizes, splitExamples } from '../../../../src-main/engine/data/split';

const row = (number: number): Example => ({
  docstring: `Row ${number}.`,
  code: `def row_${number}(): return 1`,
});
const rows = (count: number) => Array.from({ length: count }, (_, number) => row(number));
const loaded = (examples: Example[], skipped = {}): LoadedExamples => ({
  examples,
  skipped,
  description: 'Rows of a test',
  notices: [],
});
const configuration = { TRAIN_SIZE: 10, VAL_SIZE: 4, TEST_SIZE: 2, SEED: 42 };

describe('splitExamples', () => {
  it('takes train, validation and test in turn from the permuted rows', () => {
    const split = splitExamples(loaded(rows(20)), configuration, 'here');
    const order = [...permutation(20, 42)].map(row);
    expect(split.train).toEqual(order.slice(0, 10));
    expect(split.validation).toEqual(order.slice(10, 14));
    expect(split.test).toEqual(order.slice(14, 16));
    expect(split.record).toMatchObject({
      location: 'here',
      description: 'Rows of a test',
      seed: 42,
      rows: 20,
      sizes: { train: 10, validation: 4, test: 2 },
      scaledDown: false,
    });
  });

  it('leaves empty pairs out before it permutes, and counts them', () => {
    const withEmpty = [
      { docstring: ' \n', code: 'x' },
      ...rows(20),
      { docstring: 'x', code: '' },
      { docstring: '', code: '' },
    ];
    const split = splitExamples(loaded(withEmpty, { 'test function': 3 }), configuration, 'here');
    expect(split.record.skipped).toEqual({ 'test function': 3, 'empty docstring': 2, 'empty code': 1 });
    expect(split.record.hash).toBe(splitExamples(loaded(rows(20)), configuration, 'elsewhere').record.hash);
  });

  it('uses all rows in the same proportion when fewer exist, and says so', () => {
    const split = splitExamples(loaded(rows(8)), configuration, 'here');
    expect(split.record.sizes).toEqual({ train: 5, validation: 2, test: 1 });
    expect(split.record.requestedSizes).toEqual({ train: 10, validation: 4, test: 2 });
    expect(split.record.scaledDown).toBe(true);
  });

  it('hashes every example and the whole, so that another order or other rows are told apart', () => {
    const split = splitExamples(loaded(rows(20)), configuration, 'here');
    expect(split.record.exampleHashes.test).toEqual(split.test.map(hashExample));
    expect(split.record.hash).toBe(hashSplit(split.record.exampleHashes));
    const reordered = splitExamples(loaded(rows(20)), { ...configuration, SEED: 1 }, 'here');
    expect(reordered.record.hash).not.toBe(split.record.hash);
    const moved = splitExamples(loaded(rows(20)), { ...configuration, TRAIN_SIZE: 9, VAL_SIZE: 5 }, 'here');
    expect(moved.record.hash).not.toBe(split.record.hash);
  });

  it('refuses fewer than three rows and says what was left out', () => {
    const few = loaded([row(1), { docstring: '', code: 'x' }], { 'test function': 3 });
    expect(() => splitExamples(few, configuration, 'rows.jsonl')).toThrow(
      'rows.jsonl: only 1 usable row; at least 3 are needed, one each to train, validate and test ' +
        '(left out: 3 × test function, 1 × empty docstring)',
    );
    expect(() => splitExamples(loaded([]), configuration, 'rows.jsonl')).toThrow(
      /no usable rows.*the source is empty/,
    );
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

describe('hashExample', () => {
  it('is the SHA-256 of both texts, each after its length in bytes', () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 2]),
      Buffer.from('é', 'utf8'),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
      Buffer.from('x'),
    ]);
    expect(hashExample({ docstring: 'é', code: 'x' })).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('tells apart pairs whose texts are equal when put together', () => {
    expect(hashExample({ docstring: 'ab', code: 'c' })).not.toBe(hashExample({ docstring: 'a', code: 'bc' }));
  });
});
