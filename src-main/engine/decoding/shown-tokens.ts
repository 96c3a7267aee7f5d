import { PAD, SOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import type { DecodedHypothesis } from './hypothesis';

/** Tokens with their rows of attention; a poor model also writes <PAD> and <SOS>, which are left out with their rows. */
export function shownTokens({ ids, attention }: DecodedHypothesis, vocabulary: Vocabulary) {
  const isShown = (id: number | undefined) => id !== PAD && id !== SOS;
  return {
    tokens: Array.from(ids.filter(isShown), (id) => vocabulary.token(id)),
    attention:
      attention?.filter((_, position) => isShown(ids[position])).map((row) => Array.from(row)) ?? null,
  };
}
