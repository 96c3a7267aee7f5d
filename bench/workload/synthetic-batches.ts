import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import { SeededRandom } from '../../src-main/engine/tensor/seeded-random';
import { EOS, SOS, SPECIAL_TOKENS } from '../../src-main/engine/text/special-tokens';
import type { StepSizes } from './sizes';

/** Shortest sentences drawn, as the specification has them. */
const SHORTEST_SOURCE = 5;
const SHORTEST_TARGET = 20;

/**
 * Batch number `index` of a stream of random ids between <SOS> and <EOS>, without padding. Every second target has the
 * full length, the others 20 tokens to the full length; sources have 5 tokens to the full length. Depends on its arguments only.
 */
export function syntheticBatch(sizes: StepSizes, seed: number, index: number): Batch {
  const random = new SeededRandom(seed, `synthetic-batch:${index}`);
  const between = (least: number, most: number) => least + Math.floor(random.uniform() * (most - least + 1));
  const sentence = (length: number) => {
    const ids = Int32Array.from({ length }, () => between(SPECIAL_TOKENS.length, sizes.vocabulary - 1));
    ids[0] = SOS;
    ids[length - 1] = EOS;
    return ids;
  };
  const rows = Array.from({ length: sizes.batch }, (_, row) => row);
  const sources = rows.map(() => sentence(between(Math.min(SHORTEST_SOURCE, sizes.source), sizes.source)));
  const targets = rows.map((row) =>
    sentence(row % 2 === 0 ? sizes.target : between(Math.min(SHORTEST_TARGET, sizes.target), sizes.target)),
  );
  return { sources, targets };
}
