import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreCorpus } from '../../../../src-main/engine/evaluation/corpus-scores';

const tokens = (text: string): string[] => text.split(' ').filter((token) => token !== '');
const tokenList = fc.array(fc.constantFrom('a', 'b', '(', ')', '<UNK>'), { maxLength: 10 });

describe('scores of a corpus', () => {
  it('keep <UNK> as a token, and drop it on both sides in the notebook`s variant', () => {
    const scores = scoreCorpus([tokens('return x + y')], [tokens('return <UNK> x + y')]);
    expect(scores.tokenAccuracy).toBe(20);
    expect(scores.exactMatch).toBe(0);
    expect(scores.bleu).toBeLessThan(100);
    expect(scores.asNotebook).toEqual({ bleu: 100, tokenAccuracy: 100, exactMatch: 100 });
  });

  it('count distinct outputs and tokens', () => {
    const reference = tokens('def f ( x ) : pass');
    const scores = scoreCorpus([tokens('( )'), tokens('( )'), []], [reference, reference, reference]);
    expect(scores.distinctOutputs).toBe(2);
    expect(scores.examples).toBe(3);
    expect([scores.hypothesisLength, scores.referenceLength]).toEqual([4, 21]);
  });

  it('give all categories of errors with their share, the ratio of lengths and what is repeated', () => {
    const reference = tokens('return x + 1');
    const scores = scoreCorpus(
      [reference, [], tokens('return x - 1'), tokens('return x x x x x')],
      [reference, reference, reference, reference],
    );
    expect(scores.errors!.map(({ category, count }) => [category, count])).toEqual([
      ['empty-output', 1],
      ['incomplete-code', 0],
      ['missing-parentheses', 0],
      ['missing-colons', 0],
      ['missing-return', 0],
      ['wrong-operators', 2],
      ['other', 0],
    ]);
    expect(scores.errors![5].percentage).toBeCloseTo(200 / 3, 12);
    expect(Object.keys(scores.errors![5])).toEqual(['category', 'count', 'percentage']);
    expect(scores.lengthRatio).toBe(14 / 16);
    // Of 1 + 0 + 1 + 3 4-grams one, `x x x x`, stood earlier.
    expect(scores.repetition).toBe(1 / 5);
    expect(scoreCorpus([], []).lengthRatio).toBeNull();
  });

  it('give the text-level match beside the exact one', () => {
    const scores = scoreCorpus([tokens('a ! = b'), ['x']], [tokens('a! = b'), ['y']]);
    expect([scores.exactMatch, scores.exactMatchText]).toEqual([0, 50]);
  });

  it('do not change when examples are permuted', () => {
    const permuted = fc
      .array(fc.tuple(tokenList, tokenList), { minLength: 1, maxLength: 8 })
      .chain((pairs) =>
        fc.tuple(
          fc.constant(pairs),
          fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
        ),
      );
    fc.assert(
      fc.property(permuted, ([pairs, shuffled]) => {
        const score = (examples: typeof pairs) =>
          scoreCorpus(
            examples.map(([hypothesis]) => hypothesis),
            examples.map(([, reference]) => reference),
          );
        expect(score(shuffled)).toEqual(score(pairs));
      }),
    );
  });

  it('are 100 for perfect hypotheses', () => {
    const references = fc
      .array(tokenList, { minLength: 1, maxLength: 8 })
      .filter((lists) => lists.some((list) => list.filter((token) => token !== '<UNK>').length >= 4));
    fc.assert(
      fc.property(references, (lists) => {
        const perfect = { bleu: 100, tokenAccuracy: 100, exactMatch: 100 };
        expect(scoreCorpus(lists, lists)).toMatchObject({
          ...perfect,
          exactMatchText: 100,
          asNotebook: perfect,
        });
      }),
    );
  });

  it('are refused for corpora of different sizes', () => {
    expect(() => scoreCorpus([['a'], ['b']], [['a']])).toThrow(RangeError);
  });
});
