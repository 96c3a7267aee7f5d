import { permutation } from './permutation';
import type { EncodedExample } from './prepare';

/** What the order of an epoch's batches depends on. */
export interface EpochOrder {
  readonly seed: number;
  /** Counted from 1. */
  readonly epoch: number;
}

/**
 * Indices of the examples of each batch of one epoch. With an order, examples are permuted by
 * `default_rng([seed, epoch])`, which depends on nothing else: a resumed run meets the same batches. With null they
 * stay in order. The last batch may be smaller.
 */
export function epochBatches(
  examples: readonly EncodedExample[],
  batchSize: number,
  order: EpochOrder | null,
): Int32Array[] {
  const indices = order
    ? permutation(examples.length, [order.seed, order.epoch])
    : Int32Array.from({ length: examples.length }, (_, index) => index);
  const batches: Int32Array[] = [];
  for (let start = 0; start < indices.length; start += batchSize)
    batches.push(indices.slice(start, start + batchSize));
  return batches;
}
