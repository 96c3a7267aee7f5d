import type { SequenceToSequence } from '../model/sequence-to-sequence';
import { decodeBatch, type DecodingOptions } from './beam-search';
import type { DecodedHypothesis } from './hypothesis';

/** Decoder rows (sentences x beam size) of a batch. */
const ROWS_PER_BATCH = 192;

/**
 * Decodes many sources in batches of similar length; results in the order of `sources`. `mayGoOn` is awaited before each
 * batch with the number of sentences done; when it says no, the result is null.
 */
export async function decodeAll(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  options: DecodingOptions,
  mayGoOn: (done: number) => Promise<boolean>,
): Promise<DecodedHypothesis[][] | null> {
  const batchSize = Math.max(1, Math.floor(ROWS_PER_BATCH / options.beamSize));
  const order = [...sources.keys()].sort((a, b) => sources[a].length - sources[b].length || a - b);
  const results = new Array<DecodedHypothesis[]>(sources.length);
  for (let start = 0; start < order.length; start += batchSize) {
    if (!(await mayGoOn(start))) return null;
    const rows = order.slice(start, start + batchSize);
    const decoded = decodeBatch(
      model,
      rows.map((row) => sources[row]),
      options,
    );
    rows.forEach((row, index) => (results[row] = trimAttention(decoded[index], sources[row].length)));
  }
  return results;
}

/** A batch's attention rows are as long as its longest source. */
function trimAttention(hypotheses: readonly DecodedHypothesis[], length: number): DecodedHypothesis[] {
  return hypotheses.map((hypothesis) => ({
    ...hypothesis,
    attention: hypothesis.attention?.map((row) => row.slice(0, length)) ?? null,
  }));
}
