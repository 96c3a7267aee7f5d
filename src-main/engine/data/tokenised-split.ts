import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { SplitName } from '../../../src-shared/domain/data';
import { IdentifierArena } from '../text/identifier-arena';
import { TokenTable } from '../text/token-table';
import { forEachToken } from '../text/tokenizer';
import type { Work } from '../work';
import { forEachExample } from './for-each-example';
import type { Split } from './split';

/** The tokens of one side of a split, as numbers of one table that counts those that a vocabulary is built from. */
export interface TokenisedSide {
  readonly table: TokenTable;
  readonly texts: Readonly<Record<SplitName, readonly Int32Array[]>>;
}

export interface TokenisedSplit {
  readonly source: TokenisedSide;
  readonly target: TokenisedSide;
}

/**
 * Tokenises all examples: train, validation, test, so that the tables are in that order. Of each text the first
 * `kept` tokens are kept; all are counted, of the training rows, or of all with VOCABULARY_FROM `all-splits`.
 */
export async function tokeniseSplit(
  split: Split,
  kept: { readonly source: number; readonly target: number },
  { VOCABULARY_FROM }: Pick<RunConfiguration, 'VOCABULARY_FROM'>,
  work: Work,
): Promise<TokenisedSplit> {
  const source = new SideTokeniser(kept.source);
  const target = new SideTokeniser(kept.target);
  await forEachExample(split, 'Tokenising', work, (part, position) => {
    const { docstring, code } = split[part].at(position);
    const counted = part === 'train' || VOCABULARY_FROM === 'all-splits';
    source.add(part, docstring, counted);
    target.add(part, code, counted);
  });
  return { source, target };
}

class SideTokeniser implements TokenisedSide {
  readonly table = new TokenTable();
  readonly texts: Record<SplitName, Int32Array[]> = { train: [], validation: [], test: [] };
  private readonly arena = new IdentifierArena();

  constructor(private readonly kept: number) {}

  add(part: SplitName, text: string, counted: boolean): void {
    const lowerCased = text.toLowerCase();
    const kept: number[] = [];
    forEachToken(lowerCased, (start, end) => {
      const number = this.table.number(lowerCased, start, end);
      if (counted) this.table.count(number);
      if (kept.length < this.kept) kept.push(number);
    });
    const numbers = this.arena.allocate(kept.length);
    numbers.set(kept);
    this.texts[part].push(numbers);
  }
}
