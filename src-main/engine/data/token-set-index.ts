/** Rounding of `threshold * length` must not lift a product that is whole in exact arithmetic. */
const ROUNDING = 1e-9;

/** A text of an index that is like another text. */
export interface Neighbour {
  /** Position among the index's texts. */
  readonly index: number;
  /** Jaccard similarity (intersection over union) of the two sets of tokens: above 0, at most 1. */
  readonly similarity: number;
}

/**
 * Finds, of many texts, the one whose set of tokens is most like that of another. Exact, and sublinear in practice: an
 * inverted index is read from the rarest token on (prefix filtering; Chaudhuri et al. 2006, AllPairs of Bayardo et al.
 * 2007), only as far as a text not met yet could beat the best one so far (Xiao et al. 2009, top-k joins); where in both
 * sets the first common token stands tells which texts need no comparing (positional filtering, PPJoin of Xiao et al.
 * 2008). Texts are given as the numbers of their tokens.
 */
export class TokenSetIndex {
  private readonly ranks: Int32Array;
  private readonly sets: readonly Int32Array[];
  /** The index's entries for the token of a rank are those from `starts[rank]` to `starts[rank + 1]`. */
  private readonly starts: Int32Array;
  /** Of each entry: the number of a set that has the token, and the token's position in it. */
  private readonly numbers: Int32Array;
  private readonly positions: Int32Array;
  /** By set, the last search that met it. */
  private readonly metIn: Int32Array;
  private searches = 0;

  /** `leastSimilarity`: texts less similar than that are never found, which keeps the index small. */
  constructor(
    texts: readonly Int32Array[],
    private readonly leastSimilarity = 0,
  ) {
    const { ranks, distinct } = rarityRanks(texts);
    this.ranks = ranks;
    this.sets = texts.map((text) => this.rankedSet(text));
    this.starts = new Int32Array(distinct + 1);
    this.forEachPrefixToken((rank) => this.starts[rank + 1]++);
    for (let rank = 0; rank < distinct; rank++) this.starts[rank + 1] += this.starts[rank];
    this.numbers = new Int32Array(this.starts[distinct]);
    this.positions = new Int32Array(this.starts[distinct]);
    this.metIn = new Int32Array(texts.length);
    const next = this.starts.slice();
    this.forEachPrefixToken((rank, number, position) => {
      const entry = next[rank]++;
      this.numbers[entry] = number;
      this.positions[entry] = position;
    });
  }

  /** The most similar text, the first one among equals; null where none is similar enough or none shares a token. */
  nearest(text: Int32Array): Neighbour | null {
    const search = ++this.searches;
    const size = new Set(text).size;
    const probe = this.rankedSet(text);
    let best: Neighbour | null = null;
    let bar = this.leastSimilarity;
    // A set that none of the tokens before has led to shares at most the rest.
    for (let place = 0; place < probe.length && (probe.length - place) / size >= bar; place++)
      for (let entry = this.starts[probe[place]]; entry < this.starts[probe[place] + 1]; entry++) {
        const index = this.numbers[entry];
        if (this.metIn[index] === search) continue;
        this.metIn[index] = search;
        const set = this.sets[index];
        const sizes = size + set.length;
        const needed = (bar / (1 + bar)) * sizes - ROUNDING;
        const common = commonFrom(probe, place, set, this.positions[entry], needed);
        const similarity = common / (sizes - common);
        if (similarity < bar || (best && similarity === bar && best.index < index)) continue;
        best = { index, similarity };
        bar = similarity;
      }
    return best;
  }

  /** The distinct tokens of a text that the index knows, as ranks, rarest first. */
  private rankedSet(text: Int32Array): Int32Array {
    const ranks = new Set<number>();
    for (const token of text) {
      const rank = this.ranks[token] ?? UNRANKED;
      if (rank !== UNRANKED) ranks.add(rank);
    }
    return Int32Array.from(ranks).sort();
  }

  private forEachPrefixToken(visit: (rank: number, number: number, position: number) => void): void {
    for (const [number, set] of this.sets.entries()) {
      const length = Math.min(set.length, prefixLength(set.length, this.leastSimilarity));
      for (let position = 0; position < length; position++) visit(set[position], number, position);
    }
  }
}

const UNRANKED = -1;

/** Position of every token in the order of rising frequency. */
function rarityRanks(texts: readonly Int32Array[]): { ranks: Int32Array; distinct: number } {
  let tokens = 0;
  for (const text of texts) for (const token of text) tokens = Math.max(tokens, token + 1);
  const frequency = new Float64Array(tokens);
  for (const text of texts) for (const token of text) frequency[token]++;
  const order = Int32Array.from({ length: tokens }, (_, token) => token)
    .filter((token) => frequency[token] > 0)
    .sort((first, second) => frequency[first] - frequency[second] || first - second);
  const ranks = new Int32Array(tokens).fill(UNRANKED);
  order.forEach((token, rank) => (ranks[token] = rank));
  return { ranks, distinct: order.length };
}

/** Sets that are similar enough share a token within these first tokens of each. */
function prefixLength(size: number, threshold: number): number {
  return size - Math.ceil(threshold * size - ROUNDING) + 1;
}

/**
 * How many tokens two sorted sets share, whose first common token is at the positions given; less than `needed`, whatever
 * the number is, as soon as so many cannot be reached.
 */
function commonFrom(
  first: Int32Array,
  firstPosition: number,
  second: Int32Array,
  secondPosition: number,
  needed: number,
): number {
  let common = 0;
  let i = firstPosition;
  let j = secondPosition;
  while (i < first.length && j < second.length) {
    if (common + Math.min(first.length - i, second.length - j) < needed) return common;
    if (first[i] === second[j]) {
      common++;
      i++;
      j++;
    } else if (first[i] < second[j]) i++;
    else j++;
  }
  return common;
}
