import { expect, it } from 'vitest';
import { predictionRecord } from '../../../../src-main/engine/evaluation/prediction-record';
import { sentenceBleu } from '../../../../src-main/engine/evaluation/bleu';

const REFERENCE = 'def f ( x ) : return x + 1'.split(' ');

/** An example whose hypothesis has a log-probability of -10, the reference one of -8 over its tokens and <EOS>. */
function record(hypothesis: readonly string[], knownFrom: number, ended = true, lengthNormalisation = 0) {
  return predictionRecord(
    {
      index: 4,
      docstringTokens: 61,
      tokens: { source: ['add', 'one'], reference: REFERENCE, hypothesis },
      decoded: {
        ids: new Int32Array(hypothesis.length),
        logProbability: -10,
        ended,
        attention: null,
        distributions: null,
      },
      reference: { logProbability: -8, tokens: REFERENCE.length + 1, knownFrom },
    },
    lengthNormalisation,
  );
}

it('has both texts, their log-probabilities, and how alike they are', () => {
  const hypothesis = 'def f ( x ) : return x - 1'.split(' ');
  expect(record(hypothesis, 9)).toEqual({
    index: 4,
    source: 'add one',
    reference: 'def f ( x ) : return x + 1',
    hypothesis: 'def f ( x ) : return x - 1',
    docstringTokens: 61,
    logProbability: -10,
    referenceLogProbability: -8,
    tokenAccuracy: 90,
    exactMatch: false,
    bleu: sentenceBleu(hypothesis, REFERENCE).score,
    repetition: 0,
    category: 'wrong-operators',
    divergence: 8,
    divergenceClass: 'operator',
    recovers: true,
    cause: 'search',
  });
});

it('has nothing to say of failure about a match', () => {
  expect(record(REFERENCE, 3)).toMatchObject({
    exactMatch: true,
    bleu: expect.closeTo(100, 9),
    category: null,
    divergence: null,
    divergenceClass: null,
    recovers: null,
    cause: null,
  });
});

it('recovers only when the model knows all that follows the first wrong token', () => {
  const wrong = ['def', 'g', ...REFERENCE.slice(2)];
  expect(record(wrong, 2)).toMatchObject({ divergence: 1, divergenceClass: 'identifier', recovers: true });
  expect(record(wrong, 3)).toMatchObject({ divergence: 1, recovers: false });
});

it('lacks the end where it goes on too long, which would have been enough', () => {
  expect(record([...REFERENCE, '1'], 11)).toMatchObject({
    divergence: 10,
    divergenceClass: 'end',
    recovers: true,
    category: 'other',
  });
});

it('counts <EOS> among a hypothesis`s tokens only where there is one', () => {
  // By length: -10 / ((5 + 15) / 6) = -3 when cut off, against -8 / ((5 + 11) / 6) = -3.
  const hypothesis = new Array<string>(15).fill('x');
  expect(record(hypothesis, 11, false, 1).cause).toBe('model');
  // With <EOS> -10 / (21 / 6) is more than -3.
  expect(record(hypothesis, 11, true, 1).cause).toBe('model');
  expect(record(hypothesis.slice(1), 11, false, 1).cause).toBe('search');
  expect(record(hypothesis.slice(1), 11, true, 1).cause).toBe('model');
});
