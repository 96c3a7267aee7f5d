import { SPLIT_NAMES, type Example, type SplitName } from '../../../src-shared/domain/data';
import { TokenTable } from '../text/token-table';
import { tokenize } from '../text/tokenizer';
import type { ReportProgress } from './sources';
import type { Split } from './split';

const ROWS_BETWEEN_REPORTS = 1000;

/** The tokens of one side of a split, as numbers of one table. */
export interface TokenisedSide {
  readonly table: TokenTable;
  readonly texts: Readonly<Record<SplitName, readonly Int32Array[]>>;
}

/** Tokenises the docstrings or the code of all rows: train, validation, test, so that the table is in that order. */
export function tokeniseSide(split: Split, side: keyof Example, progress: ReportProgress): TokenisedSide {
  const table = new TokenTable();
  const activity = side === 'docstring' ? 'Tokenising docstrings' : 'Tokenising code';
  const total = SPLIT_NAMES.reduce((sum, name) => sum + split[name].length, 0);
  let done = 0;
  const numbersOf = (example: Example): Int32Array => {
    if (++done % ROWS_BETWEEN_REPORTS === 0 || done === total) progress(activity, done, total, 'examples');
    return table.number(tokenize(example[side]));
  };
  const train = split.train.map(numbersOf);
  const validation = split.validation.map(numbersOf);
  const test = split.test.map(numbersOf);
  return { table, texts: { train, validation, test } };
}
