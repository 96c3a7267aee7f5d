/** The table of runs as other programs are given it. */
import type { FieldValue } from '../../src-shared/domain/filter/field';
import { isNumeric, type RunColumn } from '../../src-shared/domain/run-table/column';
import type { RunRow } from '../../src-shared/domain/run-table/run-list';
import type { DataCell, DataTable } from '../../src-shared/format/table-text';

/** Numbers and times stand as they are, unrounded; all else in the words of the window. */
export function exportedRuns(rows: readonly RunRow[], columns: readonly RunColumn[]): DataTable {
  return {
    title: 'Runs',
    columns: columns.map(({ title }) => title),
    rows: rows.map((row) => columns.map((column) => exportedCell(column, column.value(row)))),
  };
}

function exportedCell(column: RunColumn, value: FieldValue): DataCell {
  if (value === null) return null;
  if (isNumeric(column)) return value as number;
  return column.kind === 'moment' || column.kind === 'text' ? String(value) : column.format(value);
}
