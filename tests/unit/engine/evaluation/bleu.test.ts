import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bleuStatistics,
  corpusBleu,
  lengthRatio,
  sentenceBleu,
} from '../../../../src-main/engine/evaluation/bleu';

const tokens = (text: string): string[] => text.split(' ').filter((token) => token !== '');
const A = tokens('def f ( x ) : return x + 1');

/** Few token types, so that random hypotheses and references share n-grams. */
const tokenList = fc.array(fc.constantFrom('a', 'b', 'c', '(', ')', '<UNK>'), { maxLength: 12 });
const corpus = fc.array(fc.tuple(tokenList, tokenList), { minLength: 1, maxLength: 8 });

describe('corpus BLEU', () => {
  it.each([
    ['an equal hypothesis', [A], [A], 100],
    ['a prefix, by the brevity penalty alone', [tokens('def f ( x )')], [A], 36.78794411714425],
    ['an empty hypothesis', [[]], [A], 0],
    ['one wrong token', [tokens('a b c x e f g')], [tokens('a b c d e f g')], 41.11336169005196],
    [
      'a corpus with one empty hypothesis',
      [A, [], tokens('def g ( ) : pass')],
      [A, tokens('return None'), tokens('def g ( self ) : pass')],
      71.12181191608757,
    ],
    [
      'orders without a match, smoothed exponentially',
      [tokens('a b x c d')],
      [tokens('a b y c d')],
      30.213753973567677,
    ],
    ['an equal hypothesis too short for 4-grams', [tokens('return None ;')], [tokens('return None ;')], 0],
    ['no match at all', [tokens('foo bar baz qux')], [tokens('def f ( x )')], 0],
  ])('scores %s as sacreBLEU does', (_, hypotheses, references, score) => {
    expect(Math.abs(corpusBleu(hypotheses, references).score - score)).toBeLessThan(1e-9);
  });

  it('reports the brevity penalty even where nothing matches', () => {
    const result = corpusBleu([tokens('foo bar baz qux')], [tokens('def f ( x )')]);
    expect(Math.abs(result.brevityPenalty - 0.7788007830714049)).toBeLessThan(1e-9);
    expect(result.precisions).toEqual([0, 0, 0, 0]);
  });

  it('has no brevity penalty for long hypotheses and a full one for an empty hypothesis side', () => {
    expect(corpusBleu([[...A, 'x']], [A]).brevityPenalty).toBe(1);
    expect(corpusBleu([[]], [A]).brevityPenalty).toBe(0);
  });

  it('gives precisions in percent and lengths in tokens', () => {
    const result = corpusBleu([tokens('a b c x e f g')], [tokens('a b c d e f g h')]);
    expect(result.precisions[0]).toBeCloseTo(600 / 7, 9);
    expect(result.precisions[1]).toBeCloseTo(400 / 6, 9);
    expect(result.precisions[2]).toBeCloseTo(200 / 5, 9);
    expect(result.precisions[3]).toBeCloseTo(100 / 2 / 4, 9);
    expect([result.hypothesisLength, result.referenceLength]).toEqual([7, 8]);
    expect(result.signature).toBe('nrefs:1|case:mixed|eff:no|tok:none|smooth:exp');
  });

  it('clips repeated tokens at their count in the reference', () => {
    expect(bleuStatistics(tokens('the the the the'), tokens('the cat')).matches).toEqual([1, 0, 0, 0]);
  });

  it('counts token names that objects inherit like any other', () => {
    const names = tokens('constructor __proto__ toString valueOf hasOwnProperty');
    expect(corpusBleu([names], [names]).score).toBe(100);
  });

  it('scores an empty corpus 0', () => {
    expect(corpusBleu([], []).score).toBe(0);
  });

  it('refuses corpora of different sizes', () => {
    expect(() => corpusBleu([A], [A, A])).toThrow('1 hypotheses for 2 references');
  });

  it('does not change when examples are permuted', () => {
    const permuted = corpus.chain((pairs) =>
      fc.tuple(
        fc.constant(pairs),
        fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }),
      ),
    );
    fc.assert(
      fc.property(permuted, ([pairs, shuffled]) => {
        const score = (examples: typeof pairs) =>
          corpusBleu(
            examples.map(([hypothesis]) => hypothesis),
            examples.map(([, reference]) => reference),
          );
        expect(score(shuffled)).toEqual(score(pairs));
      }),
    );
  });

  it('scores perfect hypotheses 100 as soon as one reference has four tokens', () => {
    const references = fc
      .array(tokenList, { minLength: 1, maxLength: 8 })
      .filter((lists) => lists.some((list) => list.length >= 4));
    fc.assert(
      fc.property(references, (lists) => {
        expect(corpusBleu(lists, lists).score).toBe(100);
      }),
    );
  });

  it('lies between 0 and 100', () => {
    fc.assert(
      fc.property(corpus, (pairs) => {
        const { score } = corpusBleu(
          pairs.map(([hypothesis]) => hypothesis),
          pairs.map(([, reference]) => reference),
        );
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('the length ratio', () => {
  it('is the hypotheses` tokens over the references`', () => {
    expect(lengthRatio(corpusBleu([tokens('a b c'), []], [tokens('a b'), tokens('c d e f')]))).toBe(0.5);
  });

  it('is not defined for references without a token', () => {
    expect(lengthRatio(corpusBleu([['a']], [[]]))).toBeNull();
  });
});

describe('sentence BLEU', () => {
  it('averages only the orders that the hypothesis is long enough for', () => {
    expect(sentenceBleu(tokens('return None ;'), tokens('return None ;')).score).toBe(100);
    expect(sentenceBleu(['return'], ['return']).score).toBe(100);
  });

  it('equals corpus BLEU of the one example from four tokens on', () => {
    const hypothesis = tokens('a b x c d');
    const reference = tokens('a b y c d');
    expect(sentenceBleu(hypothesis, reference).score).toBe(corpusBleu([hypothesis], [reference]).score);
  });

  it('scores an empty hypothesis 0 and says that it uses effective order', () => {
    const result = sentenceBleu([], A);
    expect(result.score).toBe(0);
    expect(result.signature).toContain('eff:yes');
  });
});
