import { whole } from '../../src-main/cli/table';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { InterfaceResult } from './interface-benchmark';

/** What the window promises, in milliseconds. */
const WANTED = { launch: 1500, filter: 100 } as const;

export function interfaceMarkdown([result]: readonly InterfaceResult[]): string {
  const { launch, filters, machine, otherLoadCores } = result;
  const rows = [
    row(
      `from launch to a usable window, ${whole(launch.runs)} runs in the history`,
      median(launch.milliseconds),
      WANTED.launch,
    ),
    ...Object.entries(filters.medians).map(([question, time]) =>
      row(
        `filter of ${whole(filters.examples)} x ${filters.runs} predictions: ${question}`,
        time,
        WANTED.filter,
      ),
    ),
    row('the same for the first time, which reads them', filters.firstMilliseconds, null),
  ];
  return [
    markdownTable(['in the real application', 'median (ms)', 'wanted below (ms)'], rows),
    ...loadWarning(otherLoadCores),
    machineText(machine),
  ].join('\n\n');
}

function row(what: string, milliseconds: number, wanted: number | null) {
  return [what, whole(Math.round(milliseconds)), wanted && whole(wanted)];
}
