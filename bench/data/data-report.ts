import { decimal, whole } from '../../src-main/cli/table';
import { machineText, type Machine } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import type { DataTimes } from './data-benchmark';

export interface DataResult extends DataTimes {
  readonly machine: Machine;
}

export function dataMarkdown(results: readonly DataResult[]): string {
  const rows = results.map((result) => [
    whole(result.rows),
    decimal(result.secondsCold, 1),
    whole(Math.round(result.rowsPerSecond)),
    decimal(result.secondsCached, 1),
    whole(Math.round(result.peakMemoryBytes / 1e6)),
    whole(Math.round(result.cacheBytes / 1e6)),
  ]);
  const titles = [
    'rows',
    'seconds',
    'rows a second',
    'seconds when kept',
    'peak memory (MB)',
    'kept on disk (MB)',
  ];
  return [markdownTable(titles, rows), machineText(results[0].machine)].join('\n\n');
}
