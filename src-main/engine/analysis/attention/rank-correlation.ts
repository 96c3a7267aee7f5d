/**
 * Spearman's rank correlation (1904) of paired values: Pearson's correlation of their ranks, equal values sharing the mean
 * of theirs. Null where one side is constant or has fewer than two values, as then no order is to be compared.
 *
 * @throws RangeError when there are not as many values on either side.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | null {
  if (first.length !== second.length)
    throw new RangeError(`${first.length} values cannot be paired with ${second.length}`);
  return pearson(ranksOf(first), ranksOf(second));
}

/** Ranks from 1 in rising order; the values of a tie share the mean of the ranks that they take up together. */
export function ranksOf(values: readonly number[]): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let place = start; place < end; place++) ranks[order[place]] = (start + 1 + end) / 2;
  }
  return ranks;
}

function pearson(first: Float64Array, second: Float64Array): number | null {
  const [a, b] = [centred(first), centred(second)];
  const scale = Math.sqrt(dot(a, a) * dot(b, b));
  // Rounding must not lead out of the range of a correlation.
  return scale === 0 ? null : Math.max(-1, Math.min(1, dot(a, b) / scale));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, index) => sum + value * second[index], 0);
}
