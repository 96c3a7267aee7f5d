import { decimal } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import { median, medianRatio } from '../report/statistics';
import type { ApplicationResult } from './application-benchmark';

/** Both hosts beside each other for each architecture, and what showing a training costs. */
export function applicationMarkdown(results: readonly ApplicationResult[]): string {
  const rows = results.map((result) => [
    ARCHITECTURE_TITLES[result.architecture],
    decimal(median(result.commandLineSeconds), 3),
    decimal(median(result.applicationSeconds), 3),
    decimal(medianRatio(result.applicationSeconds, result.commandLineSeconds)),
    percent(result.eventShare),
    percent(result.applicationCores),
    result.applicationSeconds.length,
  ]);
  const titles = [
    'seconds per step',
    'command line',
    'application',
    'ratio',
    'posting events',
    'main process and window',
    'steps of each',
  ];
  const warnings = results.flatMap(({ otherLoadCores }) => loadWarning(otherLoadCores)).slice(0, 1);
  return [markdownTable(titles, rows), ...warnings, machineText(results[0].machine)].join('\n\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
