/** Which columns the table of runs shows, in which order and how wide. Pure; the table keeps what these give. */
import type { RunTableLayout } from '../../src-shared/contract/requests/library';
import { columnOf, DEFAULT_COLUMNS } from '../../src-shared/domain/run-table/columns';
import { isNumeric, type RunColumn } from '../../src-shared/domain/run-table/column';

export type ColumnLayout = RunTableLayout['columns'][number];

export interface ShownColumn {
  readonly column: RunColumn;
  readonly width: number;
}

const NARROWEST = 48;
const WIDEST = 900;

export const DEFAULT_LAYOUT: readonly ColumnLayout[] = DEFAULT_COLUMNS.map(layoutOf);

function layoutOf(id: string): ColumnLayout {
  return { id, width: Math.round(columnOf(id)?.width ?? 100) };
}

/**
 * The columns of a layout that there are. With `differing`, its settings are those in which the runs differ; those that it
 * does not have stand before its first number, where they are seen without scrolling.
 */
export function shownColumns(
  layout: readonly ColumnLayout[],
  differing: readonly string[] | null,
): readonly ShownColumn[] {
  const own = layout.filter(
    ({ id }) => !differing || columnOf(id)?.group !== 'Settings' || differing.includes(id),
  );
  const added = (differing ?? []).filter((id) => !layout.some((column) => column.id === id)).map(layoutOf);
  const first = own.findIndex(({ id }) => isNumeric(columnOf(id) ?? { kind: 'text' }));
  return own.toSpliced(first < 0 ? own.length : first, 0, ...added).flatMap(({ id, width }) => {
    const column = columnOf(id);
    return column ? [{ column, width }] : [];
  });
}

/** With a column more (at the end) or less; the last one stays. */
export function toggleColumn(layout: readonly ColumnLayout[], id: string): readonly ColumnLayout[] {
  const without = layout.filter((column) => column.id !== id);
  if (without.length === layout.length) return [...layout, layoutOf(id)];
  return without.length === 0 ? layout : without;
}

/** With another way of reading the quantity in a column's place. */
export function exchangeColumn(
  layout: readonly ColumnLayout[],
  id: string,
  by: string,
): readonly ColumnLayout[] {
  return layout
    .filter((column) => column.id !== by)
    .map((column) => (column.id === id ? { id: by, width: column.width } : column));
}

/** With a column some places to the right, or left of where it is. */
export function moveColumn(
  layout: readonly ColumnLayout[],
  id: string,
  places: number,
): readonly ColumnLayout[] {
  const from = layout.findIndex((column) => column.id === id);
  if (from < 0) return layout;
  const to = Math.min(layout.length - 1, Math.max(0, from + places));
  return layout.toSpliced(from, 1).toSpliced(to, 0, layout[from]);
}

/** With a column in the place of another one. */
export function dropColumn(
  layout: readonly ColumnLayout[],
  id: string,
  onto: string,
): readonly ColumnLayout[] {
  const [from, to] = [id, onto].map((wanted) => layout.findIndex((column) => column.id === wanted));
  return from < 0 || to < 0 ? layout : moveColumn(layout, id, to - from);
}

/** With a column of another width. */
export function resizeColumn(
  layout: readonly ColumnLayout[],
  id: string,
  width: number,
): readonly ColumnLayout[] {
  const bounded = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
  return layout.map((column) => (column.id === id ? { id, width: bounded } : column));
}
