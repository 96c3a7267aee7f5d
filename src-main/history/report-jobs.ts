import type { ReportJob } from '../../src-shared/contract/engine/jobs';
import type { ReportRequest } from '../../src-shared/contract/engine/stored-jobs';
import type { SplitName } from '../../src-shared/domain/data';
import type {
  AnswerFacts,
  ExampleFacts,
  PredictionFacts,
  RecordedReport,
  ReportData,
} from '../../src-shared/domain/report';
import {
  type Annotations,
  type Decoder,
  DECODERS,
  type PredictionRecord,
  type Run,
  type Study,
} from '../../src-shared/domain/run';
import { whyNotGenerate } from './abilities';
import { evaluationsOf } from './evaluated-runs';
import type { History } from './history';
import { recordedRun } from './recorded-run';

/** As many steps as a printed curve can show. */
const MOST_STEPS = 400;

/**
 * The job that writes the report of a study.
 * @throws UserError that says what to run when the study has no evaluation of the split.
 */
export function reportJob(history: History, request: ReportRequest): ReportJob {
  const { study, heatmaps, path, figures } = request;
  const attentive = study.runs.filter(({ architecture }) => architecture === 'lstm-attention');
  return {
    kind: 'report',
    home: history.home.root,
    recorded: recordedReport(history, request),
    attentive: attentive.map((run) => ({ run: run.id, whyNot: whyNotGenerate(history, run) })),
    diagnosed: study.runs.map((run) => recordedRun(history, run)),
    heatmaps,
    path,
    figures,
  };
}

function recordedReport(
  history: History,
  { study, split, seed, application }: ReportRequest,
): RecordedReport {
  const evaluated = study.runs.flatMap((run) =>
    DECODERS.filter((decoder) => hasEvaluation(run, split, decoder)).map((decoder) => ({ run, decoder })),
  );
  if (evaluated.length === 0) evaluationsOf(history, study.runs, split, ['greedy']);
  const stored = evaluated.map(({ run, decoder }) => ({
    run,
    decoder,
    records: history.predictions.ofRun(run.id, split, decoder),
  }));
  const predictions = stored.map(({ run, decoder, records }) => predictionFacts(run, decoder, records));
  const decoders = DECODERS.filter((decoder) => predictions.some((facts) => facts.decoder === decoder));
  return {
    report: { writtenAt: new Date().toISOString(), application, split, decoders, seed },
    ...studyAndRuns(history, study, split),
    examples: exampleFacts(history, study, split, stored[0].records),
    predictions,
  };
}

function hasEvaluation(run: Run, split: SplitName, decoder: Decoder): boolean {
  return run.evaluations.some((found) => found.split === split && found.decoder === decoder);
}

function withoutAnnotations<Annotated extends Annotations>({
  notes: _notes,
  tags: _tags,
  archived: _archived,
  ...rest
}: Annotated): Omit<Annotated, keyof Annotations> {
  return rest;
}

function studyAndRuns(
  history: History,
  { runs, ...study }: Study,
  split: SplitName,
): Pick<ReportData, 'study' | 'runs' | 'curves'> {
  return {
    study: withoutAnnotations(study),
    runs: runs.map(({ study: _study, configuration: _configuration, baseline: _baseline, ...run }) => ({
      ...withoutAnnotations(run),
      evaluations: run.evaluations.filter((evaluation) => evaluation.split === split),
      artefacts: history.runs.artefacts(run.id),
    })),
    curves: runs.map(({ id }) => ({
      run: id,
      steps: history.curves.steps(id, MOST_STEPS),
      epochs: history.curves.epochs(id),
      interventions: history.trainingLog.interventions(id),
    })),
  };
}

function exampleFacts(
  history: History,
  study: Study,
  split: SplitName,
  records: readonly PredictionRecord[],
): ExampleFacts[] {
  const rows = history.studies.exampleHashes(study.id, split);
  return records.map(({ index, source, reference, docstringTokens }) => ({
    index,
    source,
    reference,
    docstringTokens,
    row: rows[index] ?? null,
  }));
}

function predictionFacts(run: Run, decoder: Decoder, records: readonly PredictionRecord[]): PredictionFacts {
  const answers = records.map(
    ({ index, hypothesis, logProbability, referenceLogProbability, recovers, cause }): AnswerFacts => ({
      index,
      hypothesis,
      logProbability: Number.isFinite(logProbability) ? logProbability : null,
      referenceLogProbability,
      recovers,
      cause,
    }),
  );
  return { run: run.id, decoder, answers };
}
