/** Metrics on a slice, and what runs differ there, as a table for other programs. */
import type { SliceMetrics } from '../../../src-shared/contract/requests/examples';
import { METRIC_NAMES, METRIC_TITLES, type MetricName } from '../../../src-shared/domain/analysis';
import type { DataCell, DataTable } from '../../../src-shared/format/table-text';
import type { TestedSlice } from '../../state/examples/slices.svelte';

/** `tested`: null while differences have not been tested. */
export function sliceTable(
  { runs, examples, resamples, seed }: SliceMetrics,
  tested: TestedSlice | null,
  title: string,
  labelOf: (run: string) => string,
): DataTable {
  const first = runs.length > 0 ? labelOf(runs[0].run) : '';
  const differences =
    runs.length > 1 ? METRIC_NAMES.flatMap((metric) => differenceTitles(metric, first)) : [];
  return {
    title,
    columns: [
      'Run',
      'Examples',
      ...METRIC_NAMES.flatMap((metric) =>
        ['', ' low', ' high', ' all examples'].map((end) => `${METRIC_TITLES[metric]}${end}`),
      ),
      ...differences,
      `Intervals: 95%, paired bootstrap, ${resamples} resamples, seed ${seed}`,
    ],
    rows: runs.map(({ run, metrics, whole, difference }) => [
      labelOf(run),
      examples,
      ...METRIC_NAMES.flatMap((metric) => {
        const { value, low, high } = metrics[metric];
        return [value, low, high, whole[metric]];
      }),
      ...(differences.length === 0
        ? []
        : METRIC_NAMES.flatMap((metric): DataCell[] => {
            if (!difference) return [null, null, null, null];
            const { value, low, high } = difference[metric];
            return [value, low, high, tested?.adjusted.get(run)?.[metric] ?? null];
          })),
      null,
    ]),
  };
}

function differenceTitles(metric: MetricName, first: string): string[] {
  const title = `${METRIC_TITLES[metric]} minus ${first}`;
  return [title, `${title} low`, `${title} high`, `${title} p (Holm)`];
}
