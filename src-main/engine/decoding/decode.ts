import { inBatches } from '../replicas/in-batches';
import type { Replicas } from '../replicas/replicas';
import type { DecodingOptions } from './beam-search';
import type { DecodedHypothesis } from './hypothesis';

/** Decoder rows (sentences x beam size) of a batch. */
const ROWS_PER_BATCH = 192;

/**
 * Decodes many sources in batches of similar length, one for each replica at a time; results in the order of `sources`.
 * `mayGoOn` is awaited in between with the number of sentences done; when it says no, the result is null.
 */
export async function decodeAll(
  replicas: Replicas,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<DecodedHypothesis[][] | null> {
  const batchSize = Math.max(1, Math.floor(ROWS_PER_BATCH / options.beamSize));
  const order = [...sources.keys()].sort((a, b) => sources[a].length - sources[b].length || a - b);
  const results = new Array<DecodedHypothesis[]>(sources.length);
  const step = batchSize * replicas.count;
  for (let start = 0; start < order.length; start += step) {
    if (!(await mayGoOn(start))) return null;
    const batches = inBatches(order.slice(start, start + step), batchSize);
    const decoded = await replicas.perform(
      'decode',
      // Copies: a view would take its whole buffer along to another thread.
      batches.map((rows) => ({ sources: rows.map((row) => sources[row].slice()), options })),
    );
    batches.forEach((rows, batch) =>
      rows.forEach((row, index) => {
        results[row] = trimAttention(decoded[batch][index], sources[row].length);
      }),
    );
  }
  return results;
}

/** The same of the best hypotheses alone, which takes fewer steps. */
export async function decodeBest(
  replicas: Replicas,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<DecodedHypothesis[] | null> {
  const decoded = await decodeAll(replicas, sources, { ...options, onlyBest: true }, mayGoOn);
  return decoded && decoded.map(([best]) => best);
}

/** A batch's attention rows are as long as its longest source. */
function trimAttention(hypotheses: readonly DecodedHypothesis[], length: number): DecodedHypothesis[] {
  return hypotheses.map((hypothesis) => ({
    ...hypothesis,
    attention: hypothesis.attention?.map((row) => row.slice(0, length)) ?? null,
  }));
}
