/** The settings of a sweep as a table: its order, and what goes into files. */
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { Sweep } from '../../../src-shared/domain/sweep';
import { SWEEP_METRICS, type SweepMetric, type SweepRow } from '../../../src-shared/domain/sweep-results';
import { describeValue } from '../../../src-shared/format/labels';
import type { DataTable } from '../../../src-shared/format/table-text';

/** By a key or metric (`-` in front: the largest first); settings without a value stand last. As planned for ``. */
export function sortedRows(rows: readonly SweepRow[], sort: string): readonly SweepRow[] {
  if (sort === '') return rows;
  const name = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  return rows.toSorted((first, second) => {
    const [a, b] = [valueOf(first, name), valueOf(second, name)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (
      sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)))
    );
  });
}

function valueOf(row: SweepRow, name: string): string | number | null {
  if (name in row.metrics) return row.metrics[name as SweepMetric]?.mean ?? null;
  const value = row.setting[name as keyof RunConfiguration];
  return value === undefined ? null : typeof value === 'number' ? value : String(value);
}

/** With every metric's mean and interval in columns of their own. */
export function sweepTable({ name, plan }: Sweep, rows: readonly SweepRow[]): DataTable {
  const keys = plan.keys.map(({ key }) => key);
  return {
    title: name,
    columns: [
      'Setting',
      ...keys,
      'Finished seeds',
      ...SWEEP_METRICS.flatMap(({ title }) => [title, `${title}, ±`]),
    ],
    rows: rows.map((row) => [
      row.index + 1,
      ...keys.map((key) => {
        const value = row.setting[key];
        return typeof value === 'number' ? value : describeValue(value);
      }),
      row.finished,
      ...SWEEP_METRICS.flatMap(({ name: metric }) => [
        row.metrics[metric]?.mean ?? null,
        row.metrics[metric]?.halfWidth ?? null,
      ]),
    ]),
  };
}
