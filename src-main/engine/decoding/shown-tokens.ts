import { PAD, SOS } from '../text/special-tokens';
import type { Vocabulary } from '../text/vocabulary';
import type { DecodedHypothesis } from './hypothesis';

/** Tokens with their rows of attention; a poor model also writes <PAD> and <SOS>, which are left out with their rows. */
export function shownTokens(hypothesis: DecodedHypothesis, vocabulary: Vocabulary) {
  const { ids, attention } = hypothesis;
  return {
    tokens: Array.from(ids.filter(isShown), (id) => vocabulary.token(id)),
    attention: attention && shownRows(hypothesis, attention).map((row) => Array.from(row)),
  };
}

/** Of rows by token, the last for <EOS>, those of tokens that are shown. */
export function shownRows<Row>({ ids }: DecodedHypothesis, rows: readonly Row[]): Row[] {
  return rows.filter((_, position) => isShown(ids[position]));
}

function isShown(id: number | undefined): boolean {
  return id !== PAD && id !== SOS;
}
