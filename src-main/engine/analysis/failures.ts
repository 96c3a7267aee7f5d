import {
  FAILURE_CAUSES,
  TOKEN_CLASSES,
  type FailureCause,
  type OneTokenAway,
} from '../../../src-shared/domain/analysis';
import type { AnswerAnalysis } from '../../../src-shared/domain/run';
import { rankingScore } from '../decoding/ranking';

/** By how much two ways of computing one log-probability may differ, in nats. */
const ROUNDING = 1e-3;

export interface ScoredSequence {
  readonly logProbability: number;
  /** Tokens, <EOS> counted. */
  readonly length: number;
}

/**
 * What is to blame for a failure: the search when it missed a reference that outscores its hypothesis, else the model,
 * which prefers the wrong answer (Stahlberg and Byrne 2019). Both are scored as the decoder ranks hypotheses.
 */
export function failureCause(
  hypothesis: ScoredSequence,
  reference: ScoredSequence,
  lengthNormalisation: number,
): FailureCause {
  const score = ({ logProbability, length }: ScoredSequence) =>
    rankingScore(logProbability, length, lengthNormalisation);
  return score(reference) > score(hypothesis) + ROUNDING ? 'search' : 'model';
}

/** Failures by their causes. */
export function countCauses(answers: readonly Pick<AnswerAnalysis, 'cause'>[]): Record<FailureCause, number> {
  const count = (cause: FailureCause) => answers.filter((answer) => answer.cause === cause).length;
  return Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, count(cause)])) as Record<
    FailureCause,
    number
  >;
}

/** Failures, and those that one token would have mended, by the class of that token: all six classes. */
export function countOneTokenAway(
  answers: readonly Pick<AnswerAnalysis, 'divergenceClass' | 'recovers'>[],
): OneTokenAway[] {
  return TOKEN_CLASSES.map((tokenClass) => {
    const failures = answers.filter(({ divergenceClass }) => divergenceClass === tokenClass);
    return {
      tokenClass,
      failures: failures.length,
      recovered: failures.filter(({ recovers }) => recovers === true).length,
    };
  });
}
