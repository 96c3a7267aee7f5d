import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countNearDuplicates } from '../../../../src-main/engine/data/near-duplicates';

/** Intersection over union, straight from its definition. */
function jaccard(first: Int32Array, second: Int32Array): number {
  const [a, b] = [new Set(first), new Set(second)];
  const common = [...a].filter((token) => b.has(token)).length;
  return common / (a.size + b.size - common);
}

const text = fc.array(fc.nat(12), { minLength: 1, maxLength: 14 }).map((tokens) => Int32Array.from(tokens));
const texts = fc.array(text, { maxLength: 30 });

describe('countNearDuplicates', () => {
  it('counts what comparing every pair counts', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(0.5, 0.8, 0.9, 1), (probes, candidates, threshold) => {
        const expected = probes.filter((probe) =>
          candidates.some((candidate) => jaccard(probe, candidate) >= threshold - 1e-12),
        );
        expect(countNearDuplicates(probes, candidates, threshold)).toBe(expected.length);
      }),
    );
  });

  it('counts a pair that is exactly at the threshold, and none below it', () => {
    const probe = Int32Array.of(1, 2, 3, 4);
    expect(countNearDuplicates([probe], [Int32Array.of(4, 3, 2, 1, 5)], 0.8)).toBe(1);
    expect(countNearDuplicates([probe], [Int32Array.of(4, 3, 2, 1, 5, 6)], 0.8)).toBe(0);
  });
});
