import type { RecordedRun, RecordedTraining } from '../../src-shared/domain/diagnosis';
import { DECODERS, type Decoder, NOT_FINITE, type Run, type Study } from '../../src-shared/domain/run';
import { whyNotEvaluate } from './abilities';
import { evaluatedRuns } from './evaluated-runs';
import type { History } from './history';
import { runName } from './resolve';

const SPLIT = 'test';

/** All that a diagnosis looks at, as far as the history holds it. */
export function recordedRun(history: History, run: Run): RecordedRun {
  const study = history.studies.find(run.study)!;
  const decoder = DECODERS.find((name) => isEvaluated(run, name));
  const [evaluation, ...others] = decoder
    ? evaluatedRuns(history, comparable(study, run, decoder), SPLIT, [decoder])
    : [];
  return {
    id: run.id,
    study: run.study,
    name: runName(study, run),
    architecture: run.architecture,
    configuration: run.configuration,
    unknownSettings: Object.keys(study.unknownSettings),
    stepsPerEpoch: run.stepsPerEpoch,
    training: recordedTraining(history, run.id),
    notFinite: notFinite(run),
    evaluation: evaluation ?? null,
    others,
    elsewhere: run.origin && { noData: noData(study), notEvaluable: whyNotEvaluate(history, run) },
  };
}

function noData({ id, split }: Study): string | null {
  return split ? null : `it was imported without data (unroll data add ${id} SOURCE)`;
}

/** What was recorded of a run's training so far. */
export function recordedTraining(history: History, run: string): RecordedTraining {
  return {
    epochs: history.curves.epochs(run),
    steps: history.curves
      .steps(run)
      .map(({ step, epoch, loss, gradientNorm }) => ({ step, epoch, loss, gradientNorm })),
    probes: history.probes.answers(run),
  };
}

/** The run, and those of its study that were evaluated alike. */
function comparable(study: Study, run: Run, decoder: Decoder): Run[] {
  return [run, ...study.runs.filter((other) => other.id !== run.id && isEvaluated(other, decoder))];
}

function isEvaluated(run: Run, decoder: Decoder): boolean {
  return run.evaluations.some((evaluation) => evaluation.split === SPLIT && evaluation.decoder === decoder);
}

/** What is said of it before the remedy. */
function notFinite({ state, reason }: Run): string | null {
  return state === 'failed' && reason?.includes(NOT_FINITE) ? reason.split(';')[0] : null;
}
