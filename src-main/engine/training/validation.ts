import type { EncodedExample } from '../data/prepare';
import type { SequenceToSequence } from '../model/sequence-to-sequence';

export type Feeding = 'teacher-forced' | 'free-running';

/**
 * Mean cross-entropy per non-PAD target token (nats) over examples, without dropout. `mayGoOn` is awaited before each
 * batch, so that the process stays responsive; when it says no, the result is null.
 */
export async function meanLoss(
  model: SequenceToSequence,
  examples: readonly EncodedExample[],
  batchSize: number,
  feeding: Feeding,
  mayGoOn: () => Promise<boolean>,
): Promise<number | null> {
  // Similar lengths together: less work in the recurrences, the same losses.
  const order = [...examples].sort((a, b) => a.target.length - b.target.length);
  let lossSum = 0;
  let tokens = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    if (!(await mayGoOn())) return null;
    const batch = order.slice(start, start + batchSize);
    const result = batchLoss(model, batch, feeding);
    lossSum += result.lossSum;
    tokens += result.tokens;
  }
  return lossSum / tokens;
}

function batchLoss(model: SequenceToSequence, examples: readonly EncodedExample[], feeding: Feeding) {
  const { ops } = model;
  return ops.scope(() => {
    const batch = {
      sources: examples.map(({ source }) => source),
      targets: examples.map(({ target }) => target),
    };
    const timeSteps = Math.max(...batch.targets.map((target) => target.length));
    const coins = new Array<boolean>(timeSteps).fill(feeding === 'teacher-forced');
    const { lossSum, tokens } = model.loss(model.pass(null), batch, coins);
    return { lossSum: ops.readFloat32(lossSum)[0], tokens };
  });
}
