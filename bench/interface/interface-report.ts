import { whole } from '../../src-main/cli/table';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median } from '../report/statistics';
import type { InterfaceResult } from './interface-benchmark';

export function interfaceMarkdown([result]: readonly InterfaceResult[]): string {
  const { runs, launchMilliseconds, machine, otherLoadCores } = result;
  const rows = [
    [
      `from launch to usable, ${whole(runs)} runs in the history`,
      whole(Math.round(median(launchMilliseconds))),
      whole(Math.round(Math.max(...launchMilliseconds))),
      '1,500',
    ],
  ];
  return [
    markdownTable(['in the real application', 'median (ms)', 'longest (ms)', 'wanted below (ms)'], rows),
    ...loadWarning(otherLoadCores),
    machineText(machine),
  ].join('\n\n');
}
