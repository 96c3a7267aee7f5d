/** Which tokens of two texts stand for one another. */

/** Positions in the first and the second text; null where a token has no counterpart. */
export interface TokenPair {
  readonly first: number | null;
  readonly second: number | null;
}

/**
 * Pairs the tokens of two texts in their order, as many equal ones as there can be (longest common subsequence). Between two
 * equal pairs, others are paired by their order: one stands in the other's place.
 */
export function alignTokens(first: readonly string[], second: readonly string[]): TokenPair[] {
  const lengths = commonLengths(first, second);
  const pairs: TokenPair[] = [];
  let [i, j] = [0, 0];
  let [gapFirst, gapSecond] = [0, 0];
  const closeGap = () => {
    for (; gapFirst < i || gapSecond < j;)
      pairs.push({ first: gapFirst < i ? gapFirst++ : null, second: gapSecond < j ? gapSecond++ : null });
  };
  while (i < first.length && j < second.length) {
    if (first[i] === second[j]) {
      closeGap();
      pairs.push({ first: i++, second: j++ });
      [gapFirst, gapSecond] = [i, j];
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  [i, j] = [first.length, second.length];
  closeGap();
  return pairs;
}

/** `[i][j]`: length of the longest common subsequence of what follows position i of the first and j of the second. */
function commonLengths(first: readonly string[], second: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  for (let i = first.length - 1; i >= 0; i--)
    for (let j = second.length - 1; j >= 0; j--)
      lengths[i][j] =
        first[i] === second[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  return lengths;
}
