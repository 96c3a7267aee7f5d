import type { Run } from '../../../../src-shared/domain/run';
import { formatCount, formatLoss, formatParameters, NO_VALUE } from '../../../../src-shared/format/numbers';
import { markup, type Markup } from '../markup';
import { type DecoderResults, labelOf } from '../recomputed';
import type { ReportData, RunFacts } from '../../../../src-shared/domain/report';
import { decimal, percent, type Section, table } from './section';

/** What a reader wants to know first. */
export function overviewSection(data: ReportData, results: readonly DecoderResults[]): Section {
  const { study, report, runs } = data;
  const examples = formatCount(data.examples.length);
  return {
    id: 'overview',
    title: 'Overview',
    parts: [
      {
        name: 'overview: facts',
        content: markup`<dl class="facts">
            <dt>Data</dt>
            <dd>${study.split?.description ?? study.location}</dd>
            <dt>Evaluated</dt>
            <dd>${examples} examples of the ${report.split} split, ${report.decoders.join(' and ')}</dd>
            <dt>Study</dt>
            <dd>${study.id}, made ${utc(study.createdAt)}</dd>
            <dt>Written</dt>
            <dd>${utc(report.writtenAt)} by Unroll ${report.application}</dd>
          </dl>
`,
      },
      {
        name: 'overview: runs',
        content: table({
          caption: 'The runs. Intervals, significance and all other metrics follow below.',
          titles: [
            'Run',
            'Parameters',
            'Epochs',
            'Best',
            'Validation loss',
            ...results.flatMap(({ decoder }) => [
              `BLEU, ${decoder}`,
              `Token accuracy, ${decoder}`,
              `Exact match, ${decoder}`,
            ]),
            'State',
          ],
          rows: runs.map((run) => [
            labelOf(runs, run),
            formatParameters(run.parameters),
            run.epoch,
            run.bestEpoch,
            formatLoss(run.bestValidationLoss),
            ...results.flatMap((decoded) => scoreCells(decoded, run)),
            stateText(run),
          ]),
        }),
      },
    ],
  };
}

function scoreCells({ evaluations }: DecoderResults, run: RunFacts) {
  const evaluation = evaluations.find((candidate) => candidate.run.id === run.id);
  if (!evaluation) return [NO_VALUE, NO_VALUE, NO_VALUE];
  return [decimal(evaluation.bleu), percent(evaluation.tokenAccuracy), percent(evaluation.exactMatch)];
}

function stateText({ state, reason }: Pick<Run, 'state' | 'reason'>): string {
  return reason ? `${state} (${reason})` : state;
}

/** `2026-01-31 14:05:09 UTC`. */
export function utc(iso: string): Markup {
  return markup`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
