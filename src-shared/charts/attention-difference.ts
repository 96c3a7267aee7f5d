/** Attention of two answers put side by side: which rows and columns stand for one another, and how their weights differ. */
import { alignTokens, type TokenPair } from '../format/token-alignment';
import type { AttentionView } from './attention-view';
import type { MatrixMark, TokenMatrix } from './token-matrix';

/** Rows and columns of two answers, paired. */
export interface AttentionAlignment {
  readonly rows: readonly TokenPair[];
  readonly columns: readonly TokenPair[];
}

export function alignAttention(first: AttentionView, second: AttentionView): AttentionAlignment {
  return {
    rows: alignTokens(first.generatedTokens, second.generatedTokens),
    columns: alignTokens(first.sourceTokens, second.sourceTokens),
  };
}

/** The second's weights less the first's; nothing where only one of them has the row or column. */
export function attentionDifference(
  first: AttentionView,
  second: AttentionView,
  { rows, columns }: AttentionAlignment,
): TokenMatrix {
  return {
    rows: rows.map((pair) => pairLabel(pair, first.generatedTokens, second.generatedTokens)),
    columns: columns.map((pair) => pairLabel(pair, first.sourceTokens, second.sourceTokens)),
    values: rows.map((row) =>
      columns.map((column) => {
        const before = weightAt(first, row.first, column.first);
        const after = weightAt(second, row.second, column.second);
        return before === null || after === null ? null : after - before;
      }),
    ),
    rowBars: null,
    columnBars: null,
  };
}

/** What a pair of tokens is called: once where they are equal, with an arrow where the second stands for the first. */
export function pairLabel(pair: TokenPair, first: readonly string[], second: readonly string[]): string {
  const before = pair.first === null ? null : first[pair.first];
  const after = pair.second === null ? null : second[pair.second];
  if (before === null) return `+ ${after}`;
  if (after === null) return `− ${before}`;
  return before === after ? before : `${before} → ${after}`;
}

/** The difference in words: how much of the attention moved, and where most. */
export function differenceSummary({ rows, columns, values }: TokenMatrix): string {
  const compared = values.filter((row) => row.some((value) => value !== null));
  if (compared.length === 0) return 'The two answers have no token in common.';
  const moved =
    compared.reduce(
      (sum, row) => sum + row.reduce<number>((all, value) => all + Math.abs(value ?? 0), 0) / 2,
      0,
    ) / compared.length;
  const [row, column] = largestChange(values);
  const change = values[row][column] ?? 0;
  return (
    `Of ${compared.length} steps in common, ${(100 * moved).toFixed(1)}% of the attention moved on average. ` +
    `Most at ${rows[row]} over ${columns[column]}: ${change > 0 ? '+' : ''}${change.toFixed(2)}.`
  );
}

function largestChange(values: TokenMatrix['values']): readonly [row: number, column: number] {
  let [best, place]: [number, readonly [number, number]] = [-1, [0, 0]];
  values.forEach((cells, row) =>
    cells.forEach((value, column) => {
      if (value === null || Math.abs(value) <= best) return;
      [best, place] = [Math.abs(value), [row, column]];
    }),
  );
  return place;
}

function weightAt({ weights }: AttentionView, row: number | null, column: number | null): number | null {
  return row === null || column === null ? null : weights[row][column];
}

export type Side = 'first' | 'second';

/** A mark of one of two answers, as a mark of the paired rows and columns. */
export function alignedMark({ rows, columns }: AttentionAlignment, side: Side, mark: MatrixMark): MatrixMark {
  const place = (pairs: readonly TokenPair[], own: number | null) =>
    own === null ? null : pairs.findIndex((pair) => pair[side] === own);
  return { row: place(rows, mark.row), column: place(columns, mark.column) };
}

/** A mark of the paired rows and columns, as one of the two answers has it; null where it has neither. */
export function ownMark(
  { rows, columns }: AttentionAlignment,
  side: Side,
  mark: MatrixMark,
): MatrixMark | null {
  const row = mark.row === null ? null : (rows[mark.row]?.[side] ?? null);
  const column = mark.column === null ? null : (columns[mark.column]?.[side] ?? null);
  return row === null && column === null ? null : { row, column };
}
