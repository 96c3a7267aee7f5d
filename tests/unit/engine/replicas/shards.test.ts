import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dealOut, targetTokens } from '../../../../src-main/engine/replicas/shards';

const batch = (lengths: readonly number[]) => ({
  sources: lengths.map((_, index) => Int32Array.of(index + 1)),
  targets: lengths.map((length) => new Int32Array(length).fill(7)),
});
const lengths = fc.array(fc.integer({ min: 2, max: 80 }), { minLength: 1, maxLength: 70 });

it('deals out every sentence of a batch once, source and target together', () => {
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 5 }), (given, count) => {
      const dealt = dealOut(batch(given), count);
      expect(dealt).toHaveLength(Math.min(count, given.length));
      const pairs = dealt.flatMap(({ sources, targets }) =>
        sources.map((source, row) => [source[0], targets[row].length]),
      );
      expect(pairs.sort(([a], [b]) => a - b)).toEqual(given.map((length, index) => [index + 1, length]));
    }),
  );
});

it('gives every share as much to do, within the longest target', () => {
  fc.assert(
    fc.property(lengths, fc.integer({ min: 2, max: 5 }), (given, count) => {
      const work = dealOut(batch(given), count).map(targetTokens);
      expect(Math.max(...work) - Math.min(...work)).toBeLessThanOrEqual(Math.max(...given));
    }),
  );
});

it('copies sentences, so that a thread is not sent the buffer they were cut from', () => {
  const buffer = Int32Array.from({ length: 1000 }, (_, index) => index + 1);
  const [share] = dealOut({ sources: [buffer.subarray(3, 6)], targets: [buffer.subarray(9, 12)] }, 2);
  expect(share.sources[0].buffer.byteLength).toBe(12);
  expect([...share.targets[0]]).toEqual([10, 11, 12]);
});

it('counts the target tokens that a loss counts: neither the first nor padding', () => {
  expect(targetTokens({ sources: [], targets: [Int32Array.of(1, 5, 2, 0, 0), Int32Array.of(1, 2)] })).toBe(3);
});
