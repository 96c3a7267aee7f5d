import type { PassportJob, VerifiedCheckpoint } from '../../src-shared/contract/engine/jobs';
import { SPLIT_NAMES, type SplitName } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import {
  type PassportEpoch,
  passportMetrics,
  type RecordedEvaluation,
  type RecordedPassport,
} from '../../src-shared/domain/passport';
import type { EvaluationSummary, Run, Study } from '../../src-shared/domain/run';
import type { History } from './history';
import { runName } from './resolve';

/** @throws UserError as `recordedPassport` does. */
export function passportJob(history: History, run: Run, path: string): PassportJob {
  return { kind: 'passport', home: history.home.root, path, ...passportFacts(history, run) };
}

/** A run of this home for a passport to be verified by. @throws UserError as `recordedPassport` does */
export function verifiedRun(history: History, run: Run): VerifiedCheckpoint {
  return { kind: 'run', ...passportFacts(history, run) };
}

function passportFacts(history: History, run: Run): Pick<PassportJob, 'study' | 'run' | 'recorded'> {
  return { study: run.study, run: run.id, recorded: recordedPassport(history, run) };
}

/**
 * What the history holds of a run that a passport tells.
 * @throws UserError when the run is at work, or has no checkpoint or no data whose numbers could be verified.
 */
function recordedPassport(history: History, run: Run): RecordedPassport {
  const named = `Run ${run.id} (${run.architecture})`;
  if (history.runs.isActive(run))
    throw new UserError(`${named} is ${run.state}; wait until it has ended, or stop it`);
  if (!history.runs.hasArtefact(run.id, 'best-checkpoint'))
    throw new UserError(`${named} has no checkpoint, and so nothing that could be verified`);
  const study = history.studies.find(run.study)!;
  if (study.split === null) throw new UserError(`${named} has no data that its numbers could be verified by`);
  return {
    run: {
      id: run.id,
      name: runName(study, run),
      architecture: run.architecture,
      parameters: run.parameters,
    },
    source: sourceOf(history, study),
    configuration: run.configuration,
    split: splitOf(history, study),
    environment: run.environment,
    epochs: history.curves.epochs(run.id).map((epoch): PassportEpoch => ({
      epoch: epoch.epoch,
      trainLoss: finite(epoch.trainLoss),
      validationLossTeacherForced: finite(epoch.validationLossTeacherForced),
      validationLossFreeRunning: finite(epoch.validationLossFreeRunning),
      learningRate: finite(epoch.learningRate),
      teacherForcingRatio: finite(epoch.teacherForcingRatio),
      best: epoch.best,
    })),
    interventions: history.trainingLog.interventions(run.id),
    evaluations: run.evaluations.map((summary) => evaluationOf(history, summary)),
  };
}

function sourceOf(history: History, { id, split }: Study): RecordedPassport['source'] {
  const { location, options = {} } = history.studies.source(id);
  return { location, options, description: split!.description };
}

function splitOf(history: History, { id, split }: Study): RecordedPassport['split'] {
  const { seed, rows, sizes, hash } = split!;
  const hashes = SPLIT_NAMES.map((name) => [name, history.studies.exampleHashes(id, name)] as const);
  return {
    seed,
    rows,
    sizes,
    hash,
    exampleHashes: Object.fromEntries(hashes) as Record<SplitName, string[]>,
  };
}

function evaluationOf(history: History, summary: EvaluationSummary): RecordedEvaluation {
  const { run, split, decoder, beamSize, epoch, perplexity } = summary;
  return {
    split,
    decoder,
    beamSize,
    epoch,
    metrics: passportMetrics(summary),
    perplexity,
    predictions: history.predictions
      .ofRun(run, split, decoder)
      .map(({ hypothesis, logProbability }) => ({ hypothesis, logProbability: finite(logProbability) })),
  };
}

/** Null stands for what is no finite number. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
