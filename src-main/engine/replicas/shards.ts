import { unpaddedLength } from '../model/packing';
import type { Batch } from '../model/sequence-to-sequence';

/**
 * Deals a batch out to at most `count` shares of equal work: by falling target length, to and fro, so that the longest
 * and the shortest sentences are spread evenly. No share is empty; the sentences are copies, fit to be sent to a thread.
 */
export function dealOut(batch: Batch, count: number): Batch[] {
  const lengths = batch.targets.map(unpaddedLength);
  const order = [...lengths.keys()].sort((a, b) => lengths[b] - lengths[a] || a - b);
  const shares = Array.from({ length: Math.min(count, order.length) }, () => [] as number[]);
  order.forEach((row, place) => {
    const round = Math.floor(place / shares.length);
    const within = place % shares.length;
    shares[round % 2 === 0 ? within : shares.length - 1 - within].push(row);
  });
  return shares.map((rows) => ({
    sources: rows.map((row) => batch.sources[row].slice()),
    targets: rows.map((row) => batch.targets[row].slice()),
  }));
}

/** Target tokens that a loss counts: all but the first of each sentence, PAD left out. */
export function targetTokens(batch: Batch): number {
  return batch.targets.reduce((sum, target) => sum + unpaddedLength(target) - 1, 0);
}
