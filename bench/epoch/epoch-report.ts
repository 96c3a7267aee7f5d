import { decimal, whole } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { CONTESTANT_TITLES } from '../peers/contestants';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import type { EpochResult } from './epoch-benchmark';

/** Time and losses of each contestant's epoch. */
export function epochMarkdown({ architecture, options, runs, otherLoadCores }: EpochResult): string {
  const ours = runs.find(({ contestant }) => contestant === 'ours');
  const rows = runs.map((run) => [
    CONTESTANT_TITLES[run.contestant],
    run.steps,
    decimal(run.seconds, 1),
    whole(Math.round(run.tokens / run.seconds)),
    decimal(run.trainingLoss, 4),
    decimal(run.validationLoss, 4),
    ours ? decimal(run.seconds / ours.seconds) : null,
  ]);
  const titles = [
    `epoch of ${whole(options.examples)} examples`,
    'steps',
    'seconds',
    'target tokens a second',
    'training loss',
    'validation loss',
    'times Unroll',
  ];
  return [
    `### ${ARCHITECTURE_TITLES[architecture]}`,
    markdownTable(titles, rows),
    ...loadWarning(otherLoadCores),
    ...runs.flatMap(({ problem }) => (problem === null ? [] : [`Did not finish: ${problem}`])),
  ].join('\n\n');
}

export function epochsMarkdown(results: readonly EpochResult[]): string {
  return [...results.map(epochMarkdown), machineText(results[0].machine)].join('\n\n');
}
