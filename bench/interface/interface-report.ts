import { whole } from '../../src-main/cli/table';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { Fluency } from './fluency';
import type { InterfaceResult } from './interface-benchmark';

/** What the window promises, in milliseconds. */
const WANTED = { launch: 1500, filter: 100, open: 1000, task: 100 } as const;

export function interfaceMarkdown([result]: readonly InterfaceResult[]): string {
  const { launch, filters, scrolled, machine, otherLoadCores } = result;
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
    row(`opening the table of ${whole(scrolled.runs)} runs`, scrolled.openMilliseconds, WANTED.open),
  ];
  return [
    markdownTable(['in the real application', 'median (ms)', 'wanted below (ms)'], rows),
    fluencyTable(result),
    ...loadWarning(otherLoadCores),
    machineText(machine),
  ].join('\n\n');
}

function fluencyTable({ arriving, panned, scrolled }: InterfaceResult): string {
  const row = (what: string, fluency: Fluency) => [
    what,
    whole(Math.round(fluency.longestTaskMilliseconds)),
    whole(WANTED.task),
    whole(Math.round(fluency.framesPerSecond)),
    whole(Math.round(fluency.medianFrameMilliseconds)),
    whole(Math.round(fluency.percentile95FrameMilliseconds)),
  ];
  return markdownTable(
    [
      'the window while',
      'longest task (ms)',
      'wanted below (ms)',
      'frames a second',
      'median frame (ms)',
      '95 % of frames within (ms)',
    ],
    [
      row(`${whole(Math.round(arriving.pointsPerSecond))} points a second arrive`, arriving),
      row(`${panned.curves} curves of ${whole(panned.pointsPerCurve)} points are moved`, panned),
      row(
        `${whole(scrolled.runs)} runs are scrolled by ${whole(Math.round(scrolled.rowsPerSecond))} rows a second`,
        scrolled,
      ),
    ],
  );
}

function row(what: string, milliseconds: number, wanted: number | null) {
  return [what, whole(Math.round(milliseconds)), wanted && whole(wanted)];
}
