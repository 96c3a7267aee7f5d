import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Neighbour, TokenSetIndex } from '../../../../src-main/engine/data/token-set-index';

/** Intersection over union, straight from its definition. */
function jaccard(first: Int32Array, second: Int32Array): number {
  const [a, b] = [new Set(first), new Set(second)];
  const common = [...a].filter((token) => b.has(token)).length;
  return common / (a.size + b.size - common);
}

function nearestByComparingAll(texts: readonly Int32Array[], probe: Int32Array, least: number) {
  return texts.reduce<Neighbour | null>((best, text, index) => {
    const similarity = jaccard(text, probe);
    const isEnough = similarity > 0 && similarity >= least;
    return isEnough && similarity > (best?.similarity ?? 0) ? { index, similarity } : best;
  }, null);
}

const text = fc.array(fc.nat(14), { maxLength: 14 }).map((tokens) => Int32Array.from(tokens));
const texts = fc.array(text, { maxLength: 40 });

describe('TokenSetIndex', () => {
  it('finds what comparing with every text finds, the first among equals', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(0, 0.3, 0.5, 0.8, 0.9, 1), (candidates, probes, least) => {
        const index = new TokenSetIndex(candidates, least);
        for (const probe of probes)
          expect(index.nearest(probe)).toEqual(nearestByComparingAll(candidates, probe, least));
      }),
      { numRuns: 1000 },
    );
  });

  it('finds nothing for a text without tokens, with unknown tokens only, or in an empty index', () => {
    const index = new TokenSetIndex([Int32Array.of(1, 2), Int32Array.of()]);
    expect(index.nearest(Int32Array.of())).toBeNull();
    expect(index.nearest(Int32Array.of(7, 9))).toBeNull();
    expect(new TokenSetIndex([]).nearest(Int32Array.of(1))).toBeNull();
  });

  it('counts unknown tokens of the probe in the union', () => {
    const index = new TokenSetIndex([Int32Array.of(1, 2)]);
    expect(index.nearest(Int32Array.of(1, 2, 70, 71))).toEqual({ index: 0, similarity: 0.5 });
  });
});
