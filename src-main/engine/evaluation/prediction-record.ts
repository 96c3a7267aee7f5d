import type { AnswerAnalysis, PredictionRecord } from '../../../src-shared/domain/run';
import { firstDivergence } from '../analysis/divergence';
import { errorCategory } from '../analysis/error-categories';
import { failureCause } from '../analysis/failures';
import { repetition } from '../analysis/repetition';
import { tokenClass } from '../analysis/token-classes';
import type { DecodedHypothesis } from '../decoding/hypothesis';
import { exactMatch, tokenAccuracy } from './accuracy';
import { sentenceBleu } from './bleu';
import type { ReferenceScore } from './reference-scores';

/** Tokens without special tokens except `<UNK>`. */
export interface ExampleTokens {
  readonly source: readonly string[];
  readonly reference: readonly string[];
  readonly hypothesis: readonly string[];
}

export interface AnsweredExample {
  readonly index: number;
  readonly docstringTokens: number;
  readonly tokens: ExampleTokens;
  readonly decoded: DecodedHypothesis;
  readonly reference: ReferenceScore;
}

/** What is kept of an example and what was written for it; `lengthNormalisation` is the decoder's. */
export function predictionRecord(example: AnsweredExample, lengthNormalisation: number): PredictionRecord {
  const { index, docstringTokens, tokens, decoded } = example;
  const { source, reference, hypothesis } = tokens;
  return {
    index,
    source: source.join(' '),
    reference: reference.join(' '),
    hypothesis: hypothesis.join(' '),
    docstringTokens,
    logProbability: decoded.logProbability,
    referenceLogProbability: example.reference.logProbability,
    tokenAccuracy: tokenAccuracy(hypothesis, reference),
    exactMatch: exactMatch(hypothesis, reference),
    bleu: sentenceBleu(hypothesis, reference).score,
    repetition: repetition(hypothesis),
    ...failureAnalysis(example, lengthNormalisation),
  };
}

type FailureAnalysis = Pick<
  AnswerAnalysis,
  'category' | 'divergence' | 'divergenceClass' | 'recovers' | 'cause'
>;

const NO_FAILURE: FailureAnalysis = {
  category: null,
  divergence: null,
  divergenceClass: null,
  recovers: null,
  cause: null,
};

function failureAnalysis(
  { tokens: { hypothesis, reference }, decoded, reference: score }: AnsweredExample,
  lengthNormalisation: number,
): FailureAnalysis {
  const divergence = firstDivergence(hypothesis, reference);
  if (divergence === null) return NO_FAILURE;
  const written = {
    logProbability: decoded.logProbability,
    length: decoded.ids.length + (decoded.ended ? 1 : 0),
  };
  const wanted = { logProbability: score.logProbability, length: score.tokens };
  return {
    category: errorCategory(hypothesis, reference),
    divergence,
    divergenceClass: tokenClass(reference[divergence] ?? null),
    // The token itself is given; the model must know what follows.
    recovers: score.knownFrom <= divergence + 1,
    cause: failureCause(written, wanted, lengthNormalisation),
  };
}
