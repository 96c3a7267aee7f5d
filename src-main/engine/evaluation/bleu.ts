/** BLEU-4 (Papineni et al. 2002) over token lists, equal to sacreBLEU 2.x (Post 2018) with `tokenize=none smooth=exp`. */

const MAXIMUM_ORDER = 4;

/** In sacreBLEU's notation, without a version: how every corpus score below is computed. */
export const BLEU_SIGNATURE = 'nrefs:1|case:mixed|eff:no|tok:none|smooth:exp';
const SENTENCE_BLEU_SIGNATURE = BLEU_SIGNATURE.replace('eff:no', 'eff:yes');

/** Sufficient statistics: those of a corpus are the sums of its examples', so that resampling need not count again. */
export interface BleuStatistics {
  readonly hypothesisLength: number;
  readonly referenceLength: number;
  /** Clipped matches of n-grams 1..4. */
  readonly matches: readonly number[];
  /** n-grams 1..4 in the hypothesis. */
  readonly totals: readonly number[];
}

export interface BleuResult {
  /** 0 to 100. */
  readonly score: number;
  /** Precisions of n-grams 1..4 in percent, smoothed; all 0 when nothing matches. */
  readonly precisions: readonly number[];
  readonly brevityPenalty: number;
  readonly hypothesisLength: number;
  readonly referenceLength: number;
  readonly signature: string;
}

/** How often each n-gram of an order occurs; its tokens, joined by a space, are the key. */
export function countNgrams(tokens: readonly string[], order: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + order <= tokens.length; start++) {
    const ngram = tokens.slice(start, start + order).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

function clippedMatches(
  hypothesis: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number>,
): number {
  let matches = 0;
  for (const [ngram, count] of hypothesis) matches += Math.min(count, reference.get(ngram) ?? 0);
  return matches;
}

/** Counts one example. Tokens contain no white space. */
export function bleuStatistics(hypothesis: readonly string[], reference: readonly string[]): BleuStatistics {
  const matches: number[] = [];
  const totals: number[] = [];
  for (let order = 1; order <= MAXIMUM_ORDER; order++) {
    matches.push(clippedMatches(countNgrams(hypothesis, order), countNgrams(reference, order)));
    totals.push(Math.max(0, hypothesis.length - order + 1));
  }
  return { hypothesisLength: hypothesis.length, referenceLength: reference.length, matches, totals };
}

/** Adds up the statistics of examples; those of no example at all are zero. */
export function sumBleuStatistics(examples: Iterable<BleuStatistics>): BleuStatistics {
  let hypothesisLength = 0;
  let referenceLength = 0;
  const matches = new Array<number>(MAXIMUM_ORDER).fill(0);
  const totals = new Array<number>(MAXIMUM_ORDER).fill(0);
  for (const example of examples) {
    hypothesisLength += example.hypothesisLength;
    referenceLength += example.referenceLength;
    for (let n = 0; n < MAXIMUM_ORDER; n++) {
      matches[n] += example.matches[n];
      totals[n] += example.totals[n];
    }
  }
  return { hypothesisLength, referenceLength, matches, totals };
}

/** Tokens of all hypotheses for one of the references; null for references without a token. */
export function lengthRatio({
  hypothesisLength,
  referenceLength,
}: Pick<BleuStatistics, 'hypothesisLength' | 'referenceLength'>): number | null {
  return referenceLength === 0 ? null : hypothesisLength / referenceLength;
}

function brevityPenalty(hypothesisLength: number, referenceLength: number): number {
  if (hypothesisLength >= referenceLength) return 1;
  return hypothesisLength === 0 ? 0 : Math.exp(1 - referenceLength / hypothesisLength);
}

/**
 * Precisions as fractions of the orders that the hypothesis side is long enough for. An order without a match gets
 * 1 / (2^k total), k counting such orders (smoothing method 3 of Chen and Cherry 2014).
 */
function smoothedPrecisions({ matches, totals }: BleuStatistics): number[] {
  const precisions: number[] = [];
  let smoothing = 1;
  for (let n = 0; n < MAXIMUM_ORDER && totals[n] > 0; n++) {
    if (matches[n] === 0) smoothing *= 2;
    precisions.push(matches[n] === 0 ? 1 / (smoothing * totals[n]) : matches[n] / totals[n]);
  }
  return precisions;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * The score that statistics stand for.
 *
 * @param effectiveOrder average only over the orders for which the hypothesis side is long enough; without it such a
 *   missing order makes the score 0.
 */
export function bleuFromStatistics(statistics: BleuStatistics, effectiveOrder = false): BleuResult {
  const penalty = brevityPenalty(statistics.hypothesisLength, statistics.referenceLength);
  const anyMatch = statistics.matches.some((count) => count > 0);
  const precisions = anyMatch ? smoothedPrecisions(statistics) : [];
  const defined = anyMatch && (effectiveOrder || precisions.length === MAXIMUM_ORDER);
  return {
    score: defined ? 100 * penalty * geometricMean(precisions) : 0,
    precisions: Array.from({ length: MAXIMUM_ORDER }, (_, n) => 100 * (precisions[n] ?? 0)),
    brevityPenalty: penalty,
    hypothesisLength: statistics.hypothesisLength,
    referenceLength: statistics.referenceLength,
    signature: effectiveOrder ? SENTENCE_BLEU_SIGNATURE : BLEU_SIGNATURE,
  };
}

/**
 * Corpus BLEU-4: counts are summed over the corpus before precisions are taken.
 *
 * @throws RangeError when there are not as many hypotheses as references.
 */
export function corpusBleu(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): BleuResult {
  if (hypotheses.length !== references.length) {
    throw new RangeError(`${hypotheses.length} hypotheses for ${references.length} references`);
  }
  return bleuFromStatistics(
    sumBleuStatistics(hypotheses.map((hypothesis, index) => bleuStatistics(hypothesis, references[index]))),
  );
}

/** BLEU-4 of one example, with effective order so that short hypotheses are not all 0. */
export function sentenceBleu(hypothesis: readonly string[], reference: readonly string[]): BleuResult {
  return bleuFromStatistics(bleuStatistics(hypothesis, reference), true);
}
