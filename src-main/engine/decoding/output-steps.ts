import type { OutputStep } from '../../../src-shared/domain/generation';
import type { PositionDistribution, SequenceToSequence } from '../model/sequence-to-sequence';
import { EOS, SOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import type { DecodedHypothesis } from './hypothesis';
import { shownRows } from './shown-tokens';

export interface StepsOptions {
  /** How many of the most likely tokens to tell of each step. */
  readonly alternatives: number;
  /** Tokens that were given, from the first. */
  readonly forced: number;
}

/** For each hypothesis what the model gave its tokens, and what else could have stood in their place: all are scored again, in one batch. */
export function outputSteps(
  model: SequenceToSequence,
  source: Int32Array,
  hypotheses: readonly DecodedHypothesis[],
  vocabulary: Vocabulary,
  { alternatives, forced }: StepsOptions,
): OutputStep[][] {
  if (hypotheses.length === 0) return [];
  const targets = hypotheses.map(({ ids }) => Int32Array.from([SOS, ...ids, EOS]));
  const batch = { sources: hypotheses.map(() => source), targets };
  const scored = model.ops.scope(() => model.targetDistributions(model.pass(null), batch, alternatives));
  return hypotheses.map((hypothesis, row) => {
    const produced = [...hypothesis.ids, ...(hypothesis.ended ? [EOS] : [])];
    const steps = produced.map((id, position) => ({
      token: vocabulary.token(id),
      forced: position < forced,
      ...shownDistribution(scored[row][position], vocabulary),
    }));
    return shownRows(hypothesis, steps);
  });
}

function shownDistribution(
  { logProbability, entropy, mostLikely, logProbabilities }: PositionDistribution,
  vocabulary: Vocabulary,
): Omit<OutputStep, 'token' | 'forced'> {
  return {
    probability: Math.exp(logProbability),
    entropy,
    alternatives: Array.from(mostLikely, (id, place) => ({
      token: vocabulary.token(id),
      probability: Math.exp(logProbabilities[place]),
    })),
  };
}
