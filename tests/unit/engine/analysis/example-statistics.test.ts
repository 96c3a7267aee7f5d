import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exampleMetrics,
  exampleStatistics,
  metricsOf,
  sumRows,
} from '../../../../src-main/engine/analysis/example-statistics';
import { exactMatch, tokenAccuracy } from '../../../../src-main/engine/evaluation/accuracy';
import { sentenceBleu } from '../../../../src-main/engine/evaluation/bleu';
import { scoreCorpus } from '../../../../src-main/engine/evaluation/corpus-scores';

const tokenList = fc.array(fc.constantFrom('a', 'b', '(', ')'), { maxLength: 12 });
const corpus = fc.array(fc.tuple(tokenList, tokenList), { maxLength: 8 });

describe('statistics of examples', () => {
  it('add up to the metrics of the corpus, to the last bit', () => {
    fc.assert(
      fc.property(corpus, (pairs) => {
        const hypotheses = pairs.map(([hypothesis]) => hypothesis);
        const references = pairs.map(([, reference]) => reference);
        const { bleu, tokenAccuracy, exactMatch } = scoreCorpus(hypotheses, references);
        const statistics = exampleStatistics(hypotheses, references);
        expect(metricsOf(sumRows(statistics), pairs.length)).toEqual({ bleu, tokenAccuracy, exactMatch });
      }),
    );
  });

  it('tell the metrics of every example by itself', () => {
    fc.assert(
      fc.property(corpus, (pairs) => {
        const statistics = exampleStatistics(
          pairs.map(([hypothesis]) => hypothesis),
          pairs.map(([, reference]) => reference),
        );
        const expected = pairs.map((pair) => ({
          bleu: sentenceBleu(...pair).score,
          tokenAccuracy: tokenAccuracy(...pair),
          exactMatch: exactMatch(...pair) ? 100 : 0,
        }));
        expect(exampleMetrics(statistics)).toEqual(expected);
      }),
    );
  });

  it('are refused for corpora of different sizes', () => {
    expect(() => exampleStatistics([['a']], [['a'], ['b']])).toThrow('1 hypotheses for 2 references');
  });
});
