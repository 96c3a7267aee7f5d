import type { EncodedPair } from '../data/prepare';
import type { Batch, SequenceToSequence } from '../model/sequence-to-sequence';
import { inBatches } from '../replicas/in-batches';
import type { Replicas } from '../replicas/replicas';

export type Feeding = 'teacher-forced' | 'free-running';

export interface LossOfBatch {
  /** Sum of cross-entropies over the non-PAD target positions, in nats. */
  readonly lossSum: number;
  readonly tokens: number;
}

/**
 * Mean cross-entropy per non-PAD target token (nats) over examples, without dropout. Each replica takes a batch at a
 * time; `mayGoOn` is awaited in between, so that the process stays responsive; when it says no, the result is null.
 */
export async function meanLoss(
  replicas: Replicas,
  examples: readonly EncodedPair[],
  batchSize: number,
  feeding: Feeding,
  mayGoOn: () => Promise<boolean>,
): Promise<number | null> {
  // Similar lengths together: less work in the recurrences, the same losses.
  const order = [...examples].sort((a, b) => a.target.length - b.target.length);
  const step = batchSize * replicas.count;
  let lossSum = 0;
  let tokens = 0;
  for (let start = 0; start < order.length; start += step) {
    if (!(await mayGoOn())) return null;
    const batches = inBatches(order.slice(start, start + step), batchSize);
    const results = await replicas.perform(
      'loss',
      batches.map((batch) => ({ batch: asBatch(batch), feeding })),
    );
    for (const result of results) {
      lossSum += result.lossSum;
      tokens += result.tokens;
    }
  }
  return lossSum / tokens;
}

/** Loss of a batch without dropout, by one replica. */
export function batchLoss(model: SequenceToSequence, batch: Batch, feeding: Feeding): LossOfBatch {
  const { ops } = model;
  return ops.scope(() => {
    const timeSteps = Math.max(...batch.targets.map((target) => target.length));
    const coins = new Array<boolean>(timeSteps).fill(feeding === 'teacher-forced');
    const { lossSum, tokens } = model.loss(model.pass(null), batch, coins);
    return { lossSum: ops.readFloat32(lossSum)[0], tokens };
  });
}

/** Examples as a batch of copies: a view would take its whole buffer along to another thread. */
export function asBatch(examples: readonly EncodedPair[]): Batch {
  return {
    sources: examples.map(({ source }) => source.slice()),
    targets: examples.map(({ target }) => target.slice()),
  };
}
