import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochBatches } from '../../../../src-main/engine/data/batches';
import { permutation } from '../../../../src-main/engine/data/permutation';

const examples = (count: number) =>
  Array.from({ length: count }, () => ({ source: Int32Array.of(1, 2), target: Int32Array.of(1, 2) }));

describe('epochBatches', () => {
  it('holds every example once, in batches of the size asked for but the last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 64 }),
        fc.nat(9),
        (count, size, epoch) => {
          const batches = epochBatches(examples(count), size, { seed: 42, epoch });
          const indices = batches.flatMap((batch) => [...batch]).sort((a, b) => a - b);
          expect(indices).toEqual(Array.from({ length: count }, (_, index) => index));
          for (const batch of batches.slice(0, -1)) expect(batch.length).toBe(size);
          expect(batches.at(-1)!.length).toBe(count % size || size);
        },
      ),
    );
  });

  it('follows the permutation of (seed, epoch), another one for each epoch', () => {
    const order = (seed: number, epoch: number) =>
      epochBatches(examples(50), 8, { seed, epoch }).flatMap((batch) => [...batch]);
    expect(order(42, 3)).toEqual([...permutation(50, [42, 3])]);
    expect(order(42, 4)).not.toEqual(order(42, 3));
    expect(order(43, 3)).not.toEqual(order(42, 3));
  });

  it('keeps the order of the examples without a seed', () => {
    expect(epochBatches(examples(5), 2, null).map((batch) => [...batch])).toEqual([[0, 1], [2, 3], [4]]);
  });
});
