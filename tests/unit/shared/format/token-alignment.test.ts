import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignTokens, type TokenPair } from '../../../../src-shared/format/token-alignment';

const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 9 });

describe('alignTokens', () => {
  it('pairs equal tokens around one that was inserted', () => {
    expect(alignTokens(['def', 'f', '('], ['def', 'the', 'f', '('])).toEqual([
      { first: 0, second: 0 },
      { first: null, second: 1 },
      { first: 1, second: 2 },
      { first: 2, second: 3 },
    ]);
  });

  it('lets a token stand in the place of the one that it replaces', () => {
    expect(alignTokens(['return', 'a', '+', 'b'], ['return', 'a', '-', 'b'])).toEqual(samePairs(4));
  });

  it('keeps all tokens of both texts, in their order', () => {
    fc.assert(
      fc.property(words, words, (first, second) => {
        const pairs = alignTokens(first, second);
        const places = (side: 'first' | 'second') => pairs.flatMap((pair) => pair[side] ?? []);
        expect(places('first')).toEqual([...first.keys()]);
        expect(places('second')).toEqual([...second.keys()]);
      }),
    );
  });

  it('pairs a text with itself token by token', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(alignTokens(text, text)).toEqual(samePairs(text.length));
      }),
    );
  });

  it('pairs as many equal tokens as any order-preserving pairing', () => {
    fc.assert(
      fc.property(words, words, (first, second) => {
        const equal = alignTokens(first, second).filter(
          (pair) => pair.first !== null && pair.second !== null && first[pair.first] === second[pair.second],
        );
        expect(equal.length).toBeGreaterThanOrEqual(longestCommon(first, second));
      }),
    );
  });
});

/** By trying everything. */
function longestCommon(first: readonly string[], second: readonly string[]): number {
  if (first.length === 0 || second.length === 0) return 0;
  if (first[0] === second[0]) return 1 + longestCommon(first.slice(1), second.slice(1));
  return Math.max(longestCommon(first.slice(1), second), longestCommon(first, second.slice(1)));
}

/** Every token with the one in its place. */
function samePairs(length: number): TokenPair[] {
  return Array.from({ length }, (_, position) => ({ first: position, second: position }));
}
