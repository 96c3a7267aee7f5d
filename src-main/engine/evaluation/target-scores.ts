import type { EncodedPair } from '../data/prepare';
import type { TargetScores } from '../model/sequence-to-sequence';
import { inBatches } from '../replicas/in-batches';
import type { Replicas } from '../replicas/replicas';
import { asBatch } from '../training/validation';

/** In each batch; the numbers of a pair do not depend on its batch. */
const PAIRS_PER_BATCH = 64;

/**
 * Scores targets under teacher forcing, in the order of the pairs. Each replica takes a batch at a time; `mayGoOn` is
 * awaited in between with the number of pairs done; when it says no, the result is null.
 */
export async function scoreTargets(
  replicas: Replicas,
  pairs: readonly EncodedPair[],
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<TargetScores[] | null> {
  // Similar lengths together: less work in the recurrences, the same scores.
  const order = [...pairs.keys()].sort((a, b) => pairs[a].target.length - pairs[b].target.length);
  const results = new Array<TargetScores>(pairs.length);
  const step = PAIRS_PER_BATCH * replicas.count;
  for (let start = 0; start < order.length; start += step) {
    if (!(await mayGoOn(start))) return null;
    const batches = inBatches(order.slice(start, start + step), PAIRS_PER_BATCH);
    const scores = await replicas.perform(
      'score',
      batches.map((rows) => asBatch(rows.map((row) => pairs[row]))),
    );
    batches.forEach((rows, batch) =>
      rows.forEach((row, index) => {
        results[row] = scores[batch][index];
      }),
    );
  }
  return results;
}
