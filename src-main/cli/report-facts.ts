import type { SplitName } from '../../src-shared/domain/data';
import type { Diagnosis } from '../../src-shared/domain/diagnosis';
import { UserError } from '../../src-shared/domain/errors';
import {
  type Annotations,
  type Decoder,
  DECODERS,
  type Generation,
  type PredictionRecord,
  type Run,
  type Study,
} from '../../src-shared/domain/run';
import { chooseForAttention } from '../engine/report/attention-choice';
import type {
  AnswerFacts,
  AttentionFacts,
  AttentionSample,
  DiagnosisFacts,
  ExampleFacts,
  PredictionFacts,
  ReportData,
  ReportFacts,
} from '../engine/report/report-data';
import { diagnoseJob, evaluatedRuns, generateJob, type History } from '../history';
import { type Listener, runInEngine } from './engine-session';
import type { Streams } from './output';

/** As many steps as a printed curve can show. */
const MOST_STEPS = 400;
/** Decimals of attention weights: more cannot be seen. */
const WEIGHT_DECIMALS = 4;

export interface ReportRequest {
  readonly split: SplitName;
  readonly seed: number;
  /** Of heatmaps for each run with attention. */
  readonly heatmaps: number;
  readonly application: string;
}

/**
 * All that a report of a study is drawn from: what the history holds, a few examples decoded again with attention, and
 * what is wrong with each run.
 * @throws UserError that says what to run when the study has no evaluation of the split.
 */
export async function gatherReport(
  history: History,
  study: Study,
  request: ReportRequest,
  streams: Streams,
  show: Listener,
): Promise<ReportData> {
  const { split, seed, application } = request;
  const evaluated = study.runs.flatMap((run) =>
    DECODERS.filter((decoder) => hasEvaluation(run, split, decoder)).map((decoder) => ({ run, decoder })),
  );
  if (evaluated.length === 0) evaluatedRuns(history, study.runs, split, ['greedy']);
  const stored = evaluated.map(({ run, decoder }) => ({
    run,
    decoder,
    records: history.predictions.ofRun(run.id, split, decoder),
  }));
  const examples = exampleFacts(history, study, split, stored[0].records);
  const predictions = stored.map(({ run, decoder, records }) => predictionFacts(run, decoder, records));
  const decoders = DECODERS.filter((decoder) => predictions.some((facts) => facts.decoder === decoder));
  const report: ReportFacts = {
    writtenAt: new Date().toISOString(),
    application,
    split,
    decoders,
    seed,
  };
  return {
    report,
    ...studyAndRuns(history, study, split),
    examples,
    predictions,
    attention: await attentionFacts(history, study, { examples, predictions }, request, streams, show),
    diagnosis: await diagnosisFacts(history, study, streams, show),
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

async function attentionFacts(
  history: History,
  study: Study,
  { examples, predictions }: Pick<ReportData, 'examples' | 'predictions'>,
  { heatmaps }: ReportRequest,
  streams: Streams,
  show: Listener,
): Promise<AttentionFacts> {
  const attentive = study.runs.filter(({ architecture }) => architecture === 'lstm-attention');
  if (attentive.length === 0) return { samples: [], reason: 'No run of this study has attention.' };
  const samples: AttentionSample[] = [];
  try {
    for (const run of attentive) {
      const facts = predictions.find((candidate) => candidate.run === run.id);
      if (!facts) continue;
      const indices = chooseForAttention(examples, facts.answers, heatmaps);
      const texts = indices.map((index) => examples.find((example) => example.index === index)!.source);
      const generations = await generate(history, run, texts, streams, show);
      samples.push(...generations.map((generation, place) => sampleOf(generation, indices[place])));
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { samples, reason: `Not all could be decoded again: ${error.message}.` };
  }
  const reason = samples.length === 0 ? 'The run with attention wrote nothing that could be shown.' : null;
  return { samples, reason };
}

async function generate(
  history: History,
  run: Run,
  texts: readonly string[],
  streams: Streams,
  show: Listener,
): Promise<readonly Generation[]> {
  let generations: readonly Generation[] = [];
  if (texts.length === 0) return generations;
  const job = generateJob(history, [run], { texts, beamSize: 1, attention: true });
  await runInEngine(job, streams, null, (event) => {
    if (event.type === 'generations') generations = event.generations;
    else show(event);
  });
  return generations;
}

function sampleOf({ run, sourceTokens, hypotheses }: Generation, index: number): AttentionSample {
  const [{ tokens, attention }] = hypotheses;
  const weights = (attention ?? []).map((row) =>
    row.map((weight) => Number(weight.toFixed(WEIGHT_DECIMALS))),
  );
  const generatedTokens = weights.length > tokens.length ? [...tokens, '<EOS>'] : tokens;
  return { run, index, sourceTokens, generatedTokens, weights };
}

async function diagnosisFacts(
  history: History,
  study: Study,
  streams: Streams,
  show: Listener,
): Promise<DiagnosisFacts> {
  const diagnoses: Diagnosis[] = [];
  for (const run of study.runs)
    await runInEngine(diagnoseJob(history, run), streams, null, (event) => {
      if (event.type === 'diagnosis') diagnoses.push(event.diagnosis);
      else show(event);
    });
  return { diagnoses, reason: null };
}
