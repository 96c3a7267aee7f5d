import type {
  AttentionJob,
  DiagnoseJob,
  EvaluateJob,
  GenerateJob,
  MemorisationJob,
  TrainJob,
} from '../../src-shared/contract/engine/jobs';
import type { MemorisationRequest } from '../../src-shared/contract/engine/stored-jobs';
import type { SplitName } from '../../src-shared/domain/data';
import { UserError } from '../../src-shared/domain/errors';
import type { Decoder, Run, Study } from '../../src-shared/domain/run';
import { whyNotEvaluate, whyNotGenerate } from './abilities';
import type { EvaluationKey } from './analyses';
import { evaluatedRuns, evaluationsOf } from './evaluated-runs';
import type { History } from './history';
import { recordedRun, recordedTraining } from './recorded-run';

/** The job that trains the runs of a new study, which `studies.create` has queued. */
export function trainJob(history: History, study: Study): TrainJob {
  return jobFor(history, study, study.runs, false);
}

/**
 * Queues those of the runs (of one study) that did not finish, and gives the job that goes on with them: from the latest
 * checkpoint where there is one, else from the start.
 * @throws UserError when a run is at work already, or all have finished.
 */
export function resumeJob(history: History, study: Study, runs: readonly Run[] = study.runs): TrainJob {
  const active = runs.find((run) => history.runs.isActive(run));
  if (active) throw new UserError(`Run ${active.id} (${active.architecture}) is ${active.state} already`);
  const unfinished = runs.filter((run) => run.state !== 'finished');
  if (unfinished.length === 0)
    throw new UserError(`There is nothing to resume: "${study.name}" has finished`);
  history.runs.queue(unfinished.map(({ id }) => id));
  return jobFor(history, study, unfinished, true);
}

/**
 * The job that goes on with the runs of a study that were stopped or interrupted, and not with those that failed. Null when
 * nothing is left, or another process has the study.
 * @param among those that are looked at; all when it is not given
 */
export function continuingJob(history: History, study: Study, among?: ReadonlySet<string>): TrainJob | null {
  if (study.runs.some((run) => history.runs.isActive(run))) return null;
  const left = study.runs.filter(
    ({ id, state }) => (state === 'stopped' || state === 'interrupted') && (!among || among.has(id)),
  );
  return left.length === 0 ? null : history.transaction(() => resumeJob(history, study, left));
}

function jobFor(history: History, study: Study, runs: readonly Run[], resume: boolean): TrainJob {
  return {
    kind: 'train',
    home: history.home.root,
    study: study.id,
    source: history.studies.source(study.id),
    configuration: study.configuration,
    runs: runs.map((run) => ({
      run: run.id,
      architecture: run.architecture,
      resume,
      ...(resume
        ? {
            recorded: recordedTraining(history, run.id),
            interventions: history.trainingLog.interventions(run.id),
          }
        : {}),
    })),
  };
}

export function diagnoseJob(history: History, run: Run): DiagnoseJob {
  return { kind: 'diagnose', home: history.home.root, recorded: recordedRun(history, run) };
}

/** @throws UserError when the run has no checkpoint yet, or was imported without what is needed. */
export function evaluateJob(
  history: History,
  run: Run,
  split: SplitName,
  decoders: readonly Decoder[],
): EvaluateJob {
  refuse(whyNotEvaluate(history, run));
  return { kind: 'evaluate', home: history.home.root, study: run.study, run: run.id, split, decoders };
}

/** An evaluation of a run. */
export type EvaluationOf = Omit<EvaluationKey, 'run'>;

/**
 * Looks at the attention of the model that an evaluation decoded with.
 * @throws UserError when the run has no attention, no checkpoint or no such evaluation.
 */
export function attentionJob(
  history: History,
  run: Run,
  { split, decoder }: EvaluationOf,
  sample: Pick<AttentionJob, 'examples' | 'seed'>,
): AttentionJob {
  if (run.architecture !== 'lstm-attention')
    throw new UserError(
      `Run ${run.id} (${run.architecture}) has no attention to be looked at; only lstm-attention runs have`,
    );
  refuse(whyNotEvaluate(history, run));
  evaluationsOf(history, [run], split, [decoder]);
  return {
    kind: 'attention',
    home: history.home.root,
    study: run.study,
    run: run.id,
    split,
    decoder,
    ...sample,
  };
}

/** @throws UserError for the training split, and when there is no such evaluation. */
export function memorisationJob(
  history: History,
  { run, split, decoder }: MemorisationRequest,
): MemorisationJob {
  if (split === 'train')
    throw new UserError('The training split is what a run may remember; choose validation or test');
  const [{ predictions }] = evaluatedRuns(history, [run], split, [decoder]);
  return {
    kind: 'memorisation',
    home: history.home.root,
    study: run.study,
    run: run.id,
    split,
    decoder,
    predictions: predictions.map(({ index, reference, hypothesis }) => ({ index, reference, hypothesis })),
  };
}

/**
 * `beamSize` 1 is greedy.
 * @throws UserError when a run has no checkpoint yet, or was imported without what is needed.
 */
export function generateJob(
  history: History,
  runs: readonly Run[],
  question: Omit<GenerateJob, 'kind' | 'home' | 'runs'>,
): GenerateJob {
  for (const run of runs) refuse(whyNotGenerate(history, run));
  return { kind: 'generate', home: history.home.root, runs: runs.map(({ id }) => id), ...question };
}

function refuse(whyNot: string | null): void {
  if (whyNot !== null) throw new UserError(whyNot);
}
