/** Rounding of `threshold * length` must not lift a product that is whole in exact arithmetic. */
const ROUNDING = 1e-9;

/**
 * How many of the probes have a candidate whose set of tokens has a Jaccard similarity (intersection over union) of at
 * least `threshold` with theirs. Exact: an inverted index over prefixes of rarest tokens leaves few pairs to compare
 * (prefix filtering; Chaudhuri et al. 2006, Bayardo et al. 2007). Texts are given as the numbers of their tokens.
 */
export function countNearDuplicates(
  probes: readonly Int32Array[],
  candidates: readonly Int32Array[],
  threshold: number,
): number {
  const ranks = rarityRanks([...candidates, ...probes]);
  const sets = candidates.map((text) => rankedSet(text, ranks));
  const index = indexPrefixes(sets, threshold);
  return probes.filter((probe) => hasNearDuplicate(rankedSet(probe, ranks), sets, index, threshold)).length;
}

/** Position of every token in the order of rising frequency. */
function rarityRanks(texts: readonly Int32Array[]): Int32Array {
  let tokens = 0;
  for (const text of texts) for (const token of text) tokens = Math.max(tokens, token + 1);
  const frequency = new Float64Array(tokens);
  for (const text of texts) for (const token of text) frequency[token]!++;
  const order = Int32Array.from({ length: tokens }, (_, token) => token).sort(
    (first, second) => frequency[first]! - frequency[second]! || first - second,
  );
  const ranks = new Int32Array(tokens);
  order.forEach((token, rank) => (ranks[token] = rank));
  return ranks;
}

/** The distinct tokens of a text as ranks, rarest first. */
function rankedSet(text: Int32Array, ranks: Int32Array): Int32Array {
  return Int32Array.from(new Set(text.map((token) => ranks[token]!))).sort();
}

/** Sets that are similar enough share a token within these first tokens of each. */
function prefixLength(size: number, threshold: number): number {
  return size - Math.ceil(threshold * size - ROUNDING) + 1;
}

function indexPrefixes(sets: readonly Int32Array[], threshold: number): Map<number, number[]> {
  const index = new Map<number, number[]>();
  sets.forEach((set, number) => {
    for (const rank of set.subarray(0, prefixLength(set.length, threshold))) {
      const numbers = index.get(rank);
      if (numbers) numbers.push(number);
      else index.set(rank, [number]);
    }
  });
  return index;
}

function hasNearDuplicate(
  probe: Int32Array,
  sets: readonly Int32Array[],
  index: ReadonlyMap<number, readonly number[]>,
  threshold: number,
): boolean {
  const compared = new Set<number>();
  for (const rank of probe.subarray(0, prefixLength(probe.length, threshold)))
    for (const number of index.get(rank) ?? []) {
      if (compared.has(number)) continue;
      compared.add(number);
      if (isSimilar(probe, sets[number]!, threshold)) return true;
    }
  return false;
}

/** Whether two sorted sets overlap enough; gives up as soon as they no longer can. */
function isSimilar(first: Int32Array, second: Int32Array, threshold: number): boolean {
  const needed = Math.ceil((threshold / (1 + threshold)) * (first.length + second.length) - ROUNDING);
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    if (common + Math.min(first.length - i, second.length - j) < needed) return false;
    if (first[i] === second[j]) {
      common++;
      i++;
      j++;
    } else if (first[i]! < second[j]!) i++;
    else j++;
  }
  return common >= needed;
}
