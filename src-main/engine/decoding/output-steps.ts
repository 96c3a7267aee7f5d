import type { OutputStep } from '../../../src-shared/domain/generation';
import { EOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import type { DecodedHypothesis, PositionDistribution } from './hypothesis';
import { shownRows } from './shown-tokens';

/** What the model gave a hypothesis's tokens, and what else could have stood in their place; `forced` of them were given. */
export function outputSteps(
  hypothesis: DecodedHypothesis,
  vocabulary: Vocabulary,
  forced: number,
): OutputStep[] | null {
  const { ids, ended, distributions } = hypothesis;
  if (distributions === null) return null;
  const steps = [...ids, ...(ended ? [EOS] : [])].map((id, position) => ({
    token: vocabulary.token(id),
    forced: position < forced,
    ...shownDistribution(distributions[position], vocabulary),
  }));
  return shownRows(hypothesis, steps);
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
