import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { SPECIAL_TOKENS } from '../text/special-tokens';
import type { TokenTable } from '../text/token-table';
import { isSpareToken, type Vocabulary } from '../text/vocabulary';
import type { Work } from '../work';
import type { Vocabularies } from './prepare';
import type { Split } from './split';
import { tokeniseSplit } from './tokenised-split';

/** How vocabularies of elsewhere fit the rows of a split. */
export interface VocabularyOrigin {
  /** The rows that give exactly these vocabularies; null where neither the training rows nor all rows do. */
  readonly from: RunConfiguration['VOCABULARY_FROM'] | null;
  /** Tokens of both vocabularies, and those of them that all rows give as well. */
  readonly tokens: number;
  readonly common: number;
}

const NOTHING_KEPT = { source: 0, target: 0, framed: false };

/** Builds the vocabularies anew, from the training rows and from all rows, and compares. */
export async function vocabularyOrigin(
  split: Split,
  { sourceVocabulary, targetVocabulary }: Vocabularies,
  work: Work,
): Promise<VocabularyOrigin> {
  const given = [sourceVocabulary, targetVocabulary].map(ordinaryTokens);
  const builtFrom = async (from: RunConfiguration['VOCABULARY_FROM']) => {
    const { source, target } = await tokeniseSplit(split, NOTHING_KEPT, { VOCABULARY_FROM: from }, work);
    return [source.table, target.table].map((table: TokenTable, side) =>
      table.mostFrequent(given[side].length),
    );
  };
  const isGiven = (built: readonly string[][]) =>
    built.every((tokens, side) => tokens.join(' ') === given[side].join(' '));
  const ofAll = await builtFrom('all-splits');
  const from = isGiven(ofAll) ? 'all-splits' : isGiven(await builtFrom('train')) ? 'train' : null;
  const common = ofAll.map((built, side) => {
    const tokens = new Set(built);
    return given[side].filter((token) => tokens.has(token)).length;
  });
  return { from, tokens: given[0].length + given[1].length, common: common[0] + common[1] };
}

/** Those that texts can have, by identifier. */
function ordinaryTokens(vocabulary: Vocabulary): string[] {
  return Array.from({ length: vocabulary.size - SPECIAL_TOKENS.length }, (_, index) =>
    vocabulary.token(index + SPECIAL_TOKENS.length),
  ).filter((token) => !isSpareToken(token));
}
