/** Which tokens of two texts stand for one another. */
import { diffTokens } from './token-diff';

/** Positions in the first and the second text; null where a token has no counterpart. */
export interface TokenPair {
  readonly first: number | null;
  readonly second: number | null;
}

/**
 * Pairs the tokens of two texts in their order, as many equal ones as there can be. Between two equal pairs, others are
 * paired by their order: one stands in the other's place.
 */
export function alignTokens(first: readonly string[], second: readonly string[]): TokenPair[] {
  const pairs: TokenPair[] = [];
  let [one, other] = [0, 0];
  let gap = { missing: 0, extra: 0 };
  const closeGap = () => {
    for (let place = 0; place < Math.max(gap.missing, gap.extra); place++)
      pairs.push({
        first: place < gap.missing ? one++ : null,
        second: place < gap.extra ? other++ : null,
      });
    gap = { missing: 0, extra: 0 };
  };
  for (const { change } of diffTokens(first, second))
    if (change === 'same') {
      closeGap();
      pairs.push({ first: one++, second: other++ });
    } else gap[change] += 1;
  closeGap();
  return pairs;
}
