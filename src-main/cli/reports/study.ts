import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import type { Decoder, EvaluationSummary, Run, Study } from '../../../src-shared/domain/run';
import type { History } from '../../history';
import { type Cell, decimal, formatPairs, formatTable, whole } from '../table';

/** What `study`, `train`, `starter` and `resume` print with `--json`. */
export function studyDocument(study: Study) {
  return {
    study: study.id,
    name: study.name,
    runs: study.runs.map(runSummary),
  };
}

/** A run as the documents of `study` and `runs list` have it. */
export function runSummary(run: Run) {
  return {
    run: run.id,
    architecture: run.architecture,
    state: run.state,
    reason: run.reason,
    parameters: run.parameters,
    epochs: run.epoch,
    bestEpoch: run.bestEpoch,
    trainLoss: run.trainLoss,
    validationLoss: run.bestValidationLoss,
    greedy: testEvaluation(run, 'greedy'),
    beam: testEvaluation(run, 'beam'),
  };
}

/** The comparison of a study's runs, and where its files lie. */
export function studyText(study: Study, history: History): string {
  return [
    formatTable(
      [
        'architecture',
        'parameters',
        'epochs',
        'best',
        'train loss',
        'validation loss',
        'decoder',
        'BLEU',
        'token accuracy',
        'exact match',
        'state',
      ],
      study.runs.flatMap((run) => [
        [...trainingCells(run), ...evaluationCells('greedy', testEvaluation(run, 'greedy')), run.state],
        [...Array<Cell>(6).fill(''), ...evaluationCells('beam', testEvaluation(run, 'beam')), ''],
      ]),
    ),
    '',
    formatPairs([
      ['Study', `${study.id} (${study.name})`],
      ['Data', study.split ? `${study.split.description}, split ${study.split.hash.slice(0, 16)}` : null],
      ['History', history.home.database],
      ...study.runs.map((run) => [run.architecture, history.home.run(run.id)] as const),
    ]),
  ].join('\n');
}

export function testEvaluation(run: Run, decoder: Decoder): EvaluationSummary | null {
  return run.evaluations.find((found) => found.split === 'test' && found.decoder === decoder) ?? null;
}

function trainingCells(run: Run): Cell[] {
  return [
    ARCHITECTURE_TITLES[run.architecture],
    whole(run.parameters),
    run.epoch,
    run.bestEpoch,
    decimal(run.trainLoss, 3),
    decimal(run.bestValidationLoss, 3),
  ];
}

function evaluationCells(decoder: Decoder, evaluation: EvaluationSummary | null): Cell[] {
  return [
    decoder,
    decimal(evaluation?.bleu ?? null),
    percentage(evaluation?.tokenAccuracy),
    percentage(evaluation?.exactMatch),
  ];
}

function percentage(value: number | undefined): string | null {
  return value === undefined ? null : `${decimal(value)}%`;
}
