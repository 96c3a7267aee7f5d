/** One answer's attention as a matrix of tokens, with the entropy of rows and the mass of columns in its margins. */
import { attentionProfile } from '../domain/attention-profile';
import type { DataTable } from '../format/table-text';
import type { AttentionView } from './attention-view';
import type { ReadoutContent } from './readout-content';
import type { MatrixMark, TokenMatrix } from './token-matrix';

export function attentionMatrix({ sourceTokens, generatedTokens, weights }: AttentionView): TokenMatrix {
  const { steps, mass } = attentionProfile(weights);
  return {
    columns: sourceTokens,
    rows: generatedTokens,
    values: weights,
    rowBars: {
      title: 'Entropy',
      values: steps.map(({ entropy }) => entropy),
      highest: Math.log(Math.max(2, sourceTokens.length)),
    },
    columnBars: { title: 'Sum', values: mass, highest: Math.max(1, ...mass) },
  };
}

/** What is said of a row, a column or a cell, whose values are called `name`. */
export function readMatrix(
  matrix: TokenMatrix,
  { row, column }: MatrixMark,
  name = 'Weight',
): ReadoutContent | null {
  const generated = row === null ? null : { term: 'generated', value: `${matrix.rows[row]}  (${row + 1})` };
  const source =
    column === null ? null : { term: 'source', value: `${matrix.columns[column]}  (${column + 1})` };
  if (row !== null && column !== null) {
    const value = matrix.values[row]?.[column] ?? null;
    if (matrix.values[row] === undefined) return null;
    return {
      title: value === null ? `${name}: none here` : `${name} ${value.toFixed(4)}`,
      rows: [generated!, source!],
    };
  }
  if (row !== null)
    return ofBar(generated!, matrix.rowBars, row, 'Entropy', ' nats', strongestInRow(matrix, row));
  if (column !== null)
    return ofBar(source!, matrix.columnBars, column, 'Sum of weights', '', strongestInColumn(matrix, column));
  return null;
}

type Term = ReadoutContent['rows'][number];

function ofBar(
  token: Term,
  bars: TokenMatrix['rowBars'],
  place: number,
  name: string,
  unit: string,
  strongest: Term | null,
): ReadoutContent {
  const value = bars?.values[place];
  return {
    title: value === undefined ? token.value : `${name} ${value.toFixed(2)}${unit}`,
    rows: [token, ...(strongest ? [strongest] : [])],
  };
}

function strongestInRow({ values, columns }: TokenMatrix, row: number): Term | null {
  const weights = values[row].map((value) => value ?? 0);
  const column = weights.indexOf(Math.max(...weights));
  return column < 0
    ? null
    : { term: 'strongest', value: `${columns[column]}  ${weights[column].toFixed(2)}` };
}

function strongestInColumn({ values, rows }: TokenMatrix, column: number): Term | null {
  const weights = values.map((row) => row[column] ?? 0);
  const row = weights.indexOf(Math.max(...weights));
  return row < 0 ? null : { term: 'strongest', value: `${rows[row]}  ${weights[row].toFixed(2)}` };
}

/** A row for every generated token, a column for every source token; positions keep repeated tokens apart. */
export function matrixTable(title: string, { columns, rows, values, rowBars }: TokenMatrix): DataTable {
  return {
    title,
    columns: [
      'generated',
      ...columns.map((token, place) => `${place + 1} ${token}`),
      ...(rowBars ? [`${rowBars.title.toLowerCase()} (nats)`] : []),
    ],
    rows: rows.map((token, row) => [
      `${row + 1} ${token}`,
      ...columns.map((_, column) => values[row][column]),
      ...(rowBars ? [rowBars.values[row]] : []),
    ]),
  };
}
