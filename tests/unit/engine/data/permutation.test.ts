import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation, RandomGenerator } from '../../../../src-main/engine/data/permutation';

/** First 16 hexadecimal digits of the SHA-256 of the little-endian int64 array, as `permutation(n).tobytes()` in numpy. */
function fingerprint(order: Int32Array): string {
  const bytes = Buffer.alloc(order.length * 8);
  order.forEach((value, index) => bytes.writeBigInt64LE(BigInt(value), index * 8));
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

describe('permutation', () => {
  it.each([
    [10, [5, 6, 0, 7, 3, 2, 4, 9], 'fdf187163ab550a0'],
    [1000, [978, 933, 859, 916, 127, 608, 856, 260], '9f551c62131b8c8b'],
    [455243, [187366, 285167, 54814, 37540, 5594, 40932, 35938, 392721], '0826255f10f6751a'],
  ])('of %i numbers with seed 42 is the one that numpy draws', (length, first, hash) => {
    const order = permutation(length, 42);
    expect([...order.subarray(0, 8)]).toEqual(first);
    expect(fingerprint(order)).toBe(hash);
  });

  it.each([
    [7, [4, 6, 10, 0, 1, 3, 8, 7, 2, 5, 9, 11]],
    [
      [42, 3],
      [9, 3, 7, 11, 5, 4, 2, 8, 1, 10, 0, 6],
    ],
    // More entropy than the pool holds, and a value of two words.
    [
      [42, 3, 1, 2, 5, 2 ** 40],
      [6, 4, 7, 2, 11, 8, 9, 5, 3, 0, 1, 10],
    ],
  ])('with seed %j equals numpy 2.x', (seed, expected) => {
    expect([...permutation(12, seed)]).toEqual(expected);
  });

  it('holds every number once', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(), (length, seed) => {
        const sorted = permutation(length, seed).sort();
        expect([...sorted]).toEqual(Array.from({ length }, (_, index) => index));
      }),
    );
  });
});

describe('RandomGenerator', () => {
  it('draws whole numbers within the bounds, both ends included', () => {
    const generator = new RandomGenerator(1);
    const drawn = new Set(Array.from({ length: 200 }, () => generator.integer(4)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('refuses a seed that is not a whole number from 0', () => {
    expect(() => new RandomGenerator(-1)).toThrow(RangeError);
    expect(() => new RandomGenerator(0.5)).toThrow(RangeError);
  });
});
