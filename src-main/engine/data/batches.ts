import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { RandomGenerator } from './permutation';
import type { EncodedPair } from './prepare';

export type BatchKeys = Pick<RunConfiguration, 'SEED' | 'BATCH_SIZE' | 'BATCHING'>;

/**
 * Batches that are sorted by length together. At 16 the targets of a batch are already of nearly one length; with more,
 * less is left to chance about which examples meet.
 */
const BATCHES_PER_POOL = 16;

/** On few examples pools are smaller: a pool of the whole epoch would put nearly the same ones together every time. */
const POOLS_PER_EPOCH = 4;

/**
 * Indices of the examples of each batch of one epoch (counted from 1). Every example is in one batch; one batch may be
 * smaller than the others. The order is drawn by `default_rng([SEED, epoch])` and depends on nothing else but the
 * lengths: a resumed run meets the same batches.
 */
export function epochBatches(
  examples: readonly EncodedPair[],
  { SEED, BATCH_SIZE, BATCHING }: BatchKeys,
  epoch: number,
): Int32Array[] {
  const random = new RandomGenerator([SEED, epoch]);
  const order = random.permutation(examples.length);
  if (BATCHING === 'shuffle') return slices(order, BATCH_SIZE);
  const byLength = (first: number, second: number) => compareLengths(examples[first], examples[second]);
  const share = Math.ceil(order.length / BATCH_SIZE / POOLS_PER_EPOCH);
  const batchesPerPool = Math.min(BATCHES_PER_POOL, share);
  for (const pool of slices(order, BATCH_SIZE * batchesPerPool)) pool.sort(byLength);
  const batches = slices(order, BATCH_SIZE);
  // Training from short to long would be another experiment.
  return Array.from(random.permutation(batches.length), (index) => batches[index]);
}

/** Targets first: a time step of the decoder costs most. */
function compareLengths(first: EncodedPair, second: EncodedPair): number {
  return first.target.length - second.target.length || first.source.length - second.source.length;
}

/** Views of so many consecutive values each; the last may be shorter. */
function slices(values: Int32Array, length: number): Int32Array[] {
  return Array.from({ length: Math.ceil(values.length / length) }, (_, index) =>
    values.subarray(index * length, (index + 1) * length),
  );
}
