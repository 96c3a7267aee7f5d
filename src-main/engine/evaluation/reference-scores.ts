import type { EncodedExample } from '../data/prepare';
import type { TargetScores } from '../model/sequence-to-sequence';
import type { Replicas } from '../replicas/replicas';
import { scoreTargets } from './target-scores';

/** What a model thinks of an example's reference, each token given the true ones before it. */
export interface ReferenceScore {
  /** Sum of the log-probabilities of the reference's tokens and its <EOS>. */
  readonly logProbability: number;
  /** <EOS> counted. */
  readonly tokens: number;
  /** The position (0 for the first token) from which on the model, given all before it, writes the rest greedily itself. */
  readonly knownFrom: number;
}

/** Scores the references of examples, in their order. As `scoreTargets` otherwise. */
export async function scoreReferences(
  replicas: Replicas,
  examples: readonly EncodedExample[],
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<ReferenceScore[] | null> {
  const scores = await scoreTargets(replicas, examples, mayGoOn);
  return scores && scores.map((score, index) => summarise(examples[index].target, score));
}

function summarise(target: Int32Array, { logProbabilities, mostLikely }: TargetScores): ReferenceScore {
  const tokens = logProbabilities.length;
  let knownFrom = tokens;
  // The target's first token is <SOS>, of which nothing is said.
  while (knownFrom > 0 && mostLikely[knownFrom - 1] === target[knownFrom]) knownFrom--;
  return { logProbability: logProbabilities.reduce((sum, value) => sum + value, 0), tokens, knownFrom };
}

/** exp of the mean cross-entropy per token; null where there is no token, or where it is no finite number. */
export function perplexity(scores: readonly ReferenceScore[]): number | null {
  const tokens = scores.reduce((sum, score) => sum + score.tokens, 0);
  const logProbability = scores.reduce((sum, score) => sum + score.logProbability, 0);
  const value = Math.exp(-logProbability / tokens);
  return Number.isFinite(value) ? value : null;
}
