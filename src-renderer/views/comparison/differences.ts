/** Differences of runs to the reference as a table for other programs, and the scales of its whiskers. */
import { METRIC_NAMES, METRIC_TITLES, type MetricName } from '../../../src-shared/domain/analysis';
import type { ReferenceComparison } from '../../../src-shared/domain/run-comparison';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { ChosenRun } from '../../state/chosen-runs';

/** The same distance on either side of no difference, so that its line is in the middle of every column. */
export function differenceRange(
  pairs: readonly ReferenceComparison[],
  metric: MetricName,
): readonly [number, number] {
  const ends = pairs.flatMap(({ differences }) => [differences[metric].low, differences[metric].high]);
  const largest = Math.max(0, ...ends.map(Math.abs)) || 1;
  return [-largest, largest];
}

/** A run with how it differs. */
export interface PairRow extends Pick<ChosenRun, 'run' | 'label'> {
  readonly pair: ReferenceComparison;
}

/** Runs with how they differ; a pair whose run is not among them is left out. */
export function pairRows(
  runs: readonly ChosenRun[],
  pairs: readonly ReferenceComparison[],
): readonly PairRow[] {
  return pairs.flatMap((pair) => {
    const found = runs.find(({ run }) => run.id === pair.run);
    return found ? [{ run: found.run, label: found.label, pair }] : [];
  });
}

export function differencesDataTable(rows: readonly PairRow[], title: string): DataTable {
  return {
    title,
    columns: [
      'Run',
      ...METRIC_NAMES.flatMap((metric) =>
        ['', ', low', ', high', ', p', ', p (Holm)'].map((part) => `${METRIC_TITLES[metric]}${part}`),
      ),
      'Examples better by BLEU',
      'Examples worse',
      'Examples the same',
    ],
    rows: rows.map(({ label, pair: { differences, significance, adjusted, wins } }) => [
      label,
      ...METRIC_NAMES.flatMap((metric) => {
        const { value, low, high } = differences[metric];
        return [value, low, high, significance.p[metric], adjusted[metric]];
      }),
      wins.bleu.better,
      wins.bleu.worse,
      wins.bleu.same,
    ]),
  };
}
