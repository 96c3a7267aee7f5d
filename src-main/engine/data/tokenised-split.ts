import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitName } from '../../../src-shared/domain/data';
import { IdentifierArena } from '../text/identifier-arena';
import { EOS, SOS, SPECIAL_TOKENS } from '../text/special-tokens';
import { TokenTable } from '../text/token-table';
import { forEachToken } from '../../../src-shared/format/tokenizer';
import type { Work } from '../work';
import { forEachExample } from './for-each-example';
import type { Split } from './split';

/** The tokens of one side of a split, as numbers of one table that counts those that a vocabulary is built from. */
export interface TokenisedSide {
  readonly table: TokenTable;
  readonly texts: Readonly<Record<SplitName, readonly Int32Array[]>>;
  /** Tokens of each text, those counted that are not kept. */
  readonly lengths: Readonly<Record<SplitName, readonly number[]>>;
}

export interface TokenisedSplit {
  readonly source: TokenisedSide;
  readonly target: TokenisedSide;
}

/** What is kept of each text. */
export interface Kept {
  /** The first so many tokens. */
  readonly source: number;
  readonly target: number;
  /** Whether they are put between `<SOS>` and `<EOS>`. */
  readonly framed: boolean;
}

/** Nothing is left out and nothing added. */
export const WHOLE_TEXTS: Kept = { source: Infinity, target: Infinity, framed: false };

/**
 * Tokenises all examples: train, validation, test, so that the tables are in that order (after the special tokens).
 * Whatever is kept, all tokens are counted, of the training rows, or of all with VOCABULARY_FROM `all-splits`.
 */
export async function tokeniseSplit(
  split: Split,
  kept: Kept,
  { VOCABULARY_FROM }: Pick<RunConfiguration, 'VOCABULARY_FROM'>,
  work: Work,
): Promise<TokenisedSplit> {
  const arena = new IdentifierArena();
  const source = new SideTokeniser(kept.source, kept.framed, arena);
  const target = new SideTokeniser(kept.target, kept.framed, arena);
  await forEachExample(split, 'Tokenising', work, (part, position) => {
    const { docstring, code } = split[part].at(position);
    const counted = part === 'train' || VOCABULARY_FROM === 'all-splits';
    source.add(part, docstring, counted);
    target.add(part, code, counted);
  });
  return { source, target };
}

class SideTokeniser implements TokenisedSide {
  readonly table = new TokenTable(SPECIAL_TOKENS);
  readonly texts: Record<SplitName, Int32Array[]> = { train: [], validation: [], test: [] };
  readonly lengths: Record<SplitName, number[]> = { train: [], validation: [], test: [] };

  constructor(
    private readonly kept: number,
    private readonly framed: boolean,
    private readonly arena: IdentifierArena,
  ) {}

  add(part: SplitName, text: string, counted: boolean): void {
    const lowerCased = text.toLowerCase();
    const kept = this.framed ? [SOS] : [];
    const most = kept.length + this.kept;
    let length = 0;
    forEachToken(lowerCased, (start, end) => {
      const number = this.table.number(lowerCased, start, end);
      if (counted) this.table.count(number);
      if (kept.length < most) kept.push(number);
      length++;
    });
    if (this.framed) kept.push(EOS);
    this.texts[part].push(this.arena.copyOf(kept));
    this.lengths[part].push(length);
  }
}
