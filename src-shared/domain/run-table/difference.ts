import { isNumeric, type RunColumn } from './column';
import type { RunRow } from './run-list';

/** How far a run's value is from the baseline's. */
export interface Difference {
  readonly value: number;
  /** Null where neither is better, also where both are equal. */
  readonly better: boolean | null;
  /** With its sign, as exactly as the column's values. */
  readonly text: string;
}

/** The difference of a numeric column to the baseline; null where there is none. */
export function differenceTo(baseline: RunRow, row: RunRow, column: RunColumn): Difference | null {
  if (!isNumeric(column) || row.id === baseline.id) return null;
  const [before, now] = [column.value(baseline), column.value(row)];
  if (typeof before !== 'number' || typeof now !== 'number') return null;
  const value = now - before;
  if (value === 0) return { value, better: null, text: '±0' };
  const better = column.better === null ? null : value > 0 === (column.better === 'higher');
  const sign = value > 0 ? '+' : '−';
  return { value, better, text: sign + column.format(Math.abs(value)) };
}
