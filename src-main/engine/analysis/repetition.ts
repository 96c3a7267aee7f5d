import { countNgrams } from '../evaluation/bleu';

type Tokens = readonly string[];

/** Written functions seldom repeat so many tokens: 3 to 4% of 4-grams, where bigrams are 12 to 16%. */
const ORDER = 4;

function ngramsOf(tokens: Tokens): { total: number; repeated: number } {
  const total = Math.max(0, tokens.length - ORDER + 1);
  return { total, repeated: total - countNgrams(tokens, ORDER).size };
}

function share({ total, repeated }: { total: number; repeated: number }): number {
  return total === 0 ? 0 : repeated / total;
}

/**
 * Share of 4-grams that stood earlier in the same list: 1 - distinct / all (seq-rep-4; Welleck et al. 2020). From 0 to
 * just below 1; 0 for lists too short for a 4-gram.
 */
export function repetition(tokens: Tokens): number {
  return share(ngramsOf(tokens));
}

/** The same over all 4-grams of a corpus; what recurs in another list is not repeated. */
export function corpusRepetition(lists: readonly Tokens[]): number {
  const counts = lists.map(ngramsOf);
  return share({
    total: counts.reduce((sum, { total }) => sum + total, 0),
    repeated: counts.reduce((sum, { repeated }) => sum + repeated, 0),
  });
}
