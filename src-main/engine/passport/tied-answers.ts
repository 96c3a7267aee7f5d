import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { PassportPrediction } from '../../../src-shared/domain/passport';
import type { PredictionRecord } from '../../../src-shared/domain/run';
import type { EncodedExample } from '../data/prepare';
import { decodingOptions } from '../decoding/decoding-options';
import { rankingScore } from '../decoding/ranking';
import { repeatingTokens } from '../decoding/repeated-ngrams';
import { scoreTargets } from '../evaluation/target-scores';
import type { TargetScores } from '../model/sequence-to-sequence';
import type { Replicas } from '../replicas/replicas';
import { EOS, SOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import { TOLERANCES } from './tolerances';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** An example for which a model writes something else than its passport says. */
export interface OtherAnswer {
  readonly index: number;
  readonly example: EncodedExample;
  readonly expected: Pick<PassportPrediction, 'hypothesis' | 'logProbability'>;
  readonly found: Pick<PredictionRecord, 'hypothesis' | 'logProbability'>;
}

/**
 * Which of the answers, by their indices, are no more than ties broken otherwise: the model gives the passport's hypothesis
 * the log-probability that the passport says, and in a greedy answer each of its tokens is the most likely one, in one of a
 * beam the whole is as good as what was found, all within tolerance.
 */
export async function tiedAnswers(
  replicas: Replicas,
  answers: readonly OtherAnswer[],
  vocabulary: Vocabulary,
  configuration: RunConfiguration,
  beamSize: number,
  mayGoOn: () => Promise<boolean>,
): Promise<Set<number>> {
  const { maximumLength } = decodingOptions(configuration, beamSize, false);
  const targets = answers.map(({ expected }) => targetOf(expected.hypothesis, vocabulary, maximumLength));
  const pairs = answers.map(({ example: { source } }, place) => ({ source, target: targets[place] }));
  const scores = await scoreTargets(replicas, pairs, mayGoOn);
  if (scores === null) return new Set();
  const isWritten = answers.map(
    ({ expected }, place) =>
      Math.abs(sumOf(scores[place]) - (expected.logProbability ?? Number.NaN)) <= TOLERANCES.logProbability,
  );
  const isTied =
    beamSize === 1
      ? await greedyTies(replicas, pairs, scores, configuration.NO_REPEAT_NGRAM, mayGoOn)
      : answers.map(({ found }, place) => {
          const { LENGTH_NORMALISATION: normalisation } = configuration;
          const expectedScore = rankingScore(sumOf(scores[place]), targets[place].length - 1, normalisation);
          const length = targetOf(found.hypothesis, vocabulary, maximumLength).length - 1;
          const foundScore = rankingScore(found.logProbability, length, normalisation);
          return Math.abs(expectedScore - foundScore) <= TOLERANCES.logProbability;
        });
  return new Set(answers.flatMap(({ index }, place) => (isWritten[place] && isTied[place] ? [index] : [])));
}

/** `<SOS>`, the tokens, and `<EOS>` unless the longest length ended it. */
function targetOf(hypothesis: string, vocabulary: Vocabulary, maximumLength: number): Int32Array {
  const tokens = tokensOf(hypothesis);
  const ids = tokens.map((token) => vocabulary.identifier(token));
  return Int32Array.from([SOS, ...ids, ...(ids.length < maximumLength ? [EOS] : [])]);
}

/** Whether nowhere a token that may be written is more likely than the target's by more than the tolerance. */
async function greedyTies(
  replicas: Replicas,
  pairs: readonly { readonly source: Int32Array; readonly target: Int32Array }[],
  scores: readonly TargetScores[],
  noRepeatNgram: number,
  mayGoOn: () => Promise<boolean>,
): Promise<boolean[]> {
  // What the most likely tokens are worth is learnt from targets that have them.
  const rivals = pairs.flatMap(({ source, target }, place) =>
    [...scores[place].mostLikely].flatMap((token, position) =>
      token === target[position + 1] ||
      repeatingTokens(target.subarray(1, position + 1), noRepeatNgram).has(token)
        ? []
        : [
            {
              place,
              position,
              source,
              target: Int32Array.from([...target.subarray(0, position + 1), token]),
            },
          ],
    ),
  );
  const isTied = pairs.map(() => true);
  const rivalScores = rivals.length > 0 ? await scoreTargets(replicas, rivals, mayGoOn) : [];
  rivals.forEach(({ place, position }, index) => {
    const rival = rivalScores?.[index].logProbabilities[position] ?? Number.NaN;
    const margin = rival - scores[place].logProbabilities[position];
    if (!(margin <= TOLERANCES.logProbability)) isTied[place] = false;
  });
  return isTied;
}

function sumOf({ logProbabilities }: TargetScores): number {
  return logProbabilities.reduce((sum, value) => sum + value, 0);
}
