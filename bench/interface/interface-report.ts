import { whole } from '../../src-main/cli/table';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { Fluency } from './curves';
import type { InterfaceResult } from './interface-benchmark';

/** What the window promises, in milliseconds. */
const WANTED = { launch: 1500, filter: 100, task: 100 } as const;

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
    fluencyTable(result),
    ...loadWarning(otherLoadCores),
    machineText(machine),
  ].join('\n\n');
}

function fluencyTable({ arriving, panned }: InterfaceResult): string {
  const row = (what: string, fluency: Fluency) => [
    what,
    whole(Math.round(fluency.longestTaskMilliseconds)),
    whole(WANTED.task),
    whole(Math.round(fluency.framesPerSecond)),
    whole(Math.round(fluency.medianFrameMilliseconds)),
  ];
  return markdownTable(
    ['the window while', 'longest task (ms)', 'wanted below (ms)', 'frames a second', 'median frame (ms)'],
    [
      row(`${whole(Math.round(arriving.pointsPerSecond))} points a second arrive`, arriving),
      row(`${panned.curves} curves of ${whole(panned.pointsPerCurve)} points are moved`, panned),
    ],
  );
}

function row(what: string, milliseconds: number, wanted: number | null) {
  return [what, whole(Math.round(milliseconds)), wanted && whole(wanted)];
}
