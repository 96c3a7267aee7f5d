import { mkdirSync } from 'node:fs';
import { exampleStatistics } from '../../src-main/engine/analysis/example-statistics';
import { repetition } from '../../src-main/engine/analysis/repetition';
import { runJob } from '../../src-main/engine/job';
import { JobControl } from '../../src-main/engine/job-control';
import { withHistory } from '../../src-main/cli/options';
import { diagnoseJob, generateJob, type History } from '../../src-main/history';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { EngineJob, GenerateJob } from '../../src-shared/contract/engine/jobs';
import { UserError } from '../../src-shared/domain/errors';
import type { EvaluationSummary, PredictionRecord, Run } from '../../src-shared/domain/run';
import type { PassportVerification } from '../../src-shared/domain/verification';
import { inCheckout } from '../checkout';
import { ATTENTION_PROBES, countWords, hasWord, type RecordedAttention } from './attention-words';
import { isForChoosing, type StudyItem } from './plan';
import type { PairedNumbers, RecordedEvaluation, RecordedPassport, StudyRecord } from './record';
import { findRun, rowsOf, unroll, type Workplace } from './train';
import { tokensOf } from '../../src-shared/domain/tokens';
import { REPETITIVE } from '../../src-main/engine/analysis/diagnosis/rules/earned-by-repetition';

/** So many points make a curve of the document. */
const STEPS = 160;
const PASSPORTS = ['docs', 'study', 'passports'] as const;

/** What the study keeps of an item's run, which is finished and evaluated; its passport is written on the way. */
export async function takeRecord(item: StudyItem, resumed: boolean, place: Workplace): Promise<StudyRecord> {
  const { home } = place;
  const facts = await withHistory({ home }, (history) => factsOf(history, item));
  const { run, jobs } = facts;
  const diagnosis = isForChoosing(item) ? null : await resultOf(jobs.diagnose, 'diagnosis');
  const attention = await answersTo(jobs.probes);
  const words = await answersTo(jobs.words);
  return {
    item,
    run: pick(run),
    resumed,
    ...facts.curves,
    evaluations: facts.evaluations,
    findings: (diagnosis?.diagnosis.findings ?? []).map(({ id, severity, title, evidence }) => ({
      ...{ id, severity, title, evidence },
    })),
    attention,
    words: words.length === 0 ? [] : countWords(words),
    passport: item.part === 'full' ? await writePassport(item, run, place) : null,
  };
}

function factsOf(history: History, item: StudyItem) {
  const run = findRun(history, item);
  if (run === null) throw new UserError(`${item.name}: there is no such study in ${history.home.root}`);
  const study = history.studies.find(run.study)!;
  const wanted = run.evaluations.filter(({ split }) => split === 'validation' || !isForChoosing(item));
  return {
    run,
    curves: {
      splitHash: study.split!.hash,
      steps: history.curves.steps(run.id, STEPS),
      epochs: history.curves.epochs(run.id).map((epoch) => ({ ...epoch, gradients: null })),
    },
    evaluations: wanted.map((summary) => evaluationOf(history, summary)),
    jobs: {
      diagnose: diagnoseJob(history, run),
      ...(item.architecture === 'lstm-attention' && !isForChoosing(item)
        ? attentionJobs(history, run)
        : noJobs),
    },
  };
}

const noJobs = { probes: null, words: null } as const;

/** What asks a run the probes, by beam search, and greedily the test docstrings that have a word which Python has a name for. */
function attentionJobs(history: History, run: Run) {
  const sources = history.predictions.ofRun(run.id, 'test', 'greedy').map(({ source }) => tokensOf(source));
  const settings = { attention: true, faithfulness: false, tree: false };
  const { BEAM_SIZE } = run.configuration;
  return {
    probes: generateJob(history, [run], { texts: ATTENTION_PROBES, beamSize: BEAM_SIZE, ...settings }),
    words: generateJob(history, [run], { texts: sources.filter(hasWord), beamSize: 1, ...settings }),
  };
}

/** The best answer to each text with where the run looked; none where there is nothing to ask. */
async function answersTo(job: GenerateJob | null): Promise<RecordedAttention[]> {
  if (job === null) return [];
  const { generations } = await resultOf(job, 'generations');
  return generations.map(({ sourceTokens, hypotheses: [best] }) => attentionOf(sourceTokens, best));
}

function evaluationOf(history: History, summary: EvaluationSummary): RecordedEvaluation {
  const predictions = history.predictions.ofRun(summary.run, summary.split, summary.decoder);
  return {
    summary,
    repetitive: predictions.filter(({ hypothesis }) => repetition(tokensOf(hypothesis)) >= REPETITIVE).length,
    paired: summary.split === 'test' ? pairedNumbers(predictions) : null,
  };
}

function pairedNumbers(predictions: readonly PredictionRecord[]): PairedNumbers {
  const { rows } = exampleStatistics(
    predictions.map(({ hypothesis }) => tokensOf(hypothesis)),
    predictions.map(({ reference }) => tokensOf(reference)),
  );
  return {
    statistics: Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength).toString('base64'),
    referenceLogProbabilities: predictions.map(
      ({ referenceLogProbability }) => Math.round(1e4 * (referenceLogProbability ?? NaN)) / 1e4,
    ),
    referenceTokens: predictions.map(({ reference }) => tokensOf(reference).length + 1),
  };
}

function attentionOf(
  sourceTokens: readonly string[],
  {
    tokens,
    ended,
    attention,
  }: { tokens: readonly string[]; ended: boolean; attention: readonly (readonly number[])[] | null },
): RecordedAttention {
  return {
    sourceTokens,
    generatedTokens: ended ? [...tokens, '<EOS>'] : tokens,
    weights: (attention ?? []).map((row) => row.map((weight) => Math.round(1e4 * weight) / 1e4)),
  };
}

function pick(run: Run): StudyRecord['run'] {
  const { id, configuration, parameters, epoch, bestEpoch, seconds, stepsPerEpoch } = run;
  const { environment, startedAt, finishedAt } = run;
  return {
    ...{ id, configuration, parameters, epoch, bestEpoch, seconds, stepsPerEpoch },
    ...{ environment, startedAt, finishedAt },
  };
}

/** Writes the run's passport, and verifies it at once: data, weights, and what they decode again. */
async function writePassport(item: StudyItem, { id }: Run, place: Workplace): Promise<RecordedPassport> {
  mkdirSync(inCheckout(...PASSPORTS), { recursive: true });
  const file = `${item.name}.json`;
  const path = inCheckout(...PASSPORTS, file);
  const home = ['--home', place.home];
  await unroll(['passport', id, ...home, '--out', path]);
  const rows = rowsOf(item.collection, place);
  const printed = await unroll(['verify', path, ...home, '--data', rows, '--run', id, '--json']);
  const { items } = JSON.parse(printed) as PassportVerification;
  const agreements = [...new Set(items.map(({ agreement }) => agreement))];
  const count = (wanted: string) => items.filter(({ agreement }) => agreement === wanted).length;
  return { file, verified: Object.fromEntries(agreements.map((agreement) => [agreement, count(agreement)])) };
}

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

/** Runs a job, and gives its one event of a type. @throws Error when it ends without */
async function resultOf<Type extends EngineEvent['type']>(
  job: EngineJob,
  type: Type,
): Promise<EventOf<Type>> {
  let found: EventOf<Type> | null = null as EventOf<Type> | null;
  let failure: string | null = null as string | null;
  const emit = (event: EngineEvent) => {
    if (event.type === type) found = event as EventOf<Type>;
    if (event.type === 'job-failed') failure = event.message;
  };
  await runJob(job, { emit, control: new JobControl(), flushed: async () => {} });
  if (found === null) throw new UserError(`${job.kind} failed: ${failure ?? 'it gave no result'}`);
  return found;
}
