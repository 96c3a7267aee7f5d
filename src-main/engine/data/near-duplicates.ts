import { TokenSetIndex } from './token-set-index';

/** Jaccard similarity of the sets of tokens from which two texts count as near duplicates. */
export const NEAR_DUPLICATE = 0.8;

/**
 * How many of the probes have a candidate whose set of tokens has a Jaccard similarity (intersection over union) of at
 * least `threshold` with theirs. Texts are given as the numbers of their tokens.
 */
export function countNearDuplicates(
  probes: readonly Int32Array[],
  candidates: readonly Int32Array[],
  threshold: number,
): number {
  const index = new TokenSetIndex(candidates, threshold);
  return probes.filter((probe) => index.nearest(probe) !== null).length;
}
