/** Why answers fail: search or model, and failures that one token would have mended. */
import { TOKEN_CLASSES, type TokenClass } from '../../../src-shared/domain/analysis';
import { shareOf } from '../../../src-shared/format/numbers';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { Evaluated } from './evaluated';

export const TOKEN_CLASS_TITLES: Readonly<Record<TokenClass, string>> = {
  keyword: 'Keyword',
  identifier: 'Identifier',
  operator: 'Operator',
  literal: 'Literal',
  delimiter: 'Delimiter',
  end: 'End of the code',
};

export interface FailureRow {
  readonly each: Evaluated;
  readonly failures: number;
  readonly search: number;
  readonly model: number;
  /** Of all failures, those that one token would have mended. */
  readonly recovered: number;
  readonly classes: readonly {
    readonly tokenClass: TokenClass;
    readonly failures: number;
    readonly recovered: number;
  }[];
}

/** Runs whose failures were analysed. */
export function failureRows(evaluated: readonly Evaluated[]): FailureRow[] {
  return evaluated.flatMap((each) => {
    const { failures, oneTokenAway } = each.evaluation;
    if (!failures || !oneTokenAway) return [];
    return [
      {
        each,
        failures: failures.search + failures.model,
        ...failures,
        recovered: oneTokenAway.reduce((sum, { recovered }) => sum + recovered, 0),
        classes: TOKEN_CLASSES.map(
          (name) =>
            oneTokenAway.find(({ tokenClass }) => tokenClass === name) ?? {
              tokenClass: name,
              failures: 0,
              recovered: 0,
            },
        ),
      },
    ];
  });
}

export function failureTable(rows: readonly FailureRow[], title: string): DataTable {
  return {
    title,
    columns: [
      'Run',
      'Failures',
      'Search errors',
      'Model errors',
      'One token away',
      'One token away, %',
      ...TOKEN_CLASSES.flatMap((name) => [
        `First wrong: ${TOKEN_CLASS_TITLES[name].toLowerCase()}`,
        `… and mended by it`,
      ]),
    ],
    rows: rows.map(({ each, failures, search, model, recovered, classes }) => [
      each.label,
      failures,
      search,
      model,
      recovered,
      shareOf(recovered, failures),
      ...classes.flatMap((found) => [found.failures, found.recovered]),
    ]),
  };
}
