import type { PredictionRecord } from '../../src-shared/domain/run';

const WORDS =
  'def return self . name ( ) : for x in items if not none = + [ 0 ] yield while import value key'.split(' ');
const CATEGORIES = ['other', 'wrong-operators', 'incomplete-code'] as const;
/** As many tokens as sources and references have at most by the specification. */
const [SOURCE_TOKENS, REFERENCE_TOKENS] = [30, 70];

/** What a run that stands at a place in its study answered to an example: a quarter right, tokens of a small vocabulary. */
export function answerOf(index: number, place: number): PredictionRecord {
  const isRight = (index + place) % 4 === 0;
  return {
    index,
    source: words(index + 1, SOURCE_TOKENS),
    reference: words(index + 2, REFERENCE_TOKENS),
    docstringTokens: index % 70,
    hypothesis: words(isRight ? index + 2 : index * 3 + place, REFERENCE_TOKENS),
    logProbability: -index / 100,
    tokenAccuracy: index % 100,
    exactMatch: isRight,
    bleu: isRight ? 100 : (index * 7 + place * 13) % 100,
    repetition: 0,
    referenceLogProbability: -index / 90,
    category: isRight ? null : CATEGORIES[index % CATEGORIES.length],
    divergence: isRight ? null : index % 40,
    divergenceClass: isRight ? null : 'identifier',
    recovers: isRight ? null : index % 5 === 0,
    cause: isRight ? null : 'model',
  };
}

function words(seed: number, count: number): string {
  const word = (at: number) => WORDS[(seed * 31 + at * (7 + (seed % 5)) + ((at * seed) >> 3)) % WORDS.length];
  return Array.from({ length: count }, (_, at) => word(at)).join(' ');
}
