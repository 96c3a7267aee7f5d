import type { EncodedExample } from '../data/prepare';
import type { TargetScores } from '../model/sequence-to-sequence';
import { inBatches } from '../replicas/in-batches';
import type { Replicas } from '../replicas/replicas';
import { asBatch } from '../training/validation';

/** What a model thinks of an example's reference, each token given the true ones before it. */
export interface ReferenceScore {
  /** Sum of the log-probabilities of the reference's tokens and its <EOS>. */
  readonly logProbability: number;
  /** <EOS> counted. */
  readonly tokens: number;
  /** The position (0 for the first token) from which on the model, given all before it, writes the rest greedily itself. */
  readonly knownFrom: number;
}

/** In each batch; the numbers of an example do not depend on its batch. */
const EXAMPLES_PER_BATCH = 64;

/**
 * Scores the references of examples, in their order. Each replica takes a batch at a time; `mayGoOn` is awaited in
 * between with the number of examples done; when it says no, the result is null.
 */
export async function scoreReferences(
  replicas: Replicas,
  examples: readonly EncodedExample[],
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<ReferenceScore[] | null> {
  // Similar lengths together: less work in the recurrences, the same scores.
  const order = [...examples.keys()].sort((a, b) => examples[a].target.length - examples[b].target.length);
  const results = new Array<ReferenceScore>(examples.length);
  const step = EXAMPLES_PER_BATCH * replicas.count;
  for (let start = 0; start < order.length; start += step) {
    if (!(await mayGoOn(start))) return null;
    const batches = inBatches(order.slice(start, start + step), EXAMPLES_PER_BATCH);
    const scores = await replicas.perform(
      'score',
      batches.map((rows) => asBatch(rows.map((row) => examples[row]))),
    );
    batches.forEach((rows, batch) =>
      rows.forEach((row, index) => {
        results[row] = summarise(examples[row].target, scores[batch][index]);
      }),
    );
  }
  return results;
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
