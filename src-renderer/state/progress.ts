/** What a study's runs add up to. Pure, so that list, header and tests share it. */
import { HEADLINE_DECODER, type RunState } from '../../src-shared/domain/run';
import type { EvaluationHead, RunHead, StudyHead } from '../../src-shared/domain/study-list';

/** The order in which a state of one run speaks for the whole study. */
const PRECEDENCE: readonly RunState[] = [
  'running',
  'paused',
  'queued',
  'failed',
  'interrupted',
  'stopped',
  'finished',
];

/** The state of a study: that of its run which most needs to be known about. */
export function studyState(study: StudyHead): RunState {
  return statesTogether(study.runs);
}

/** What several runs are in together. */
export function statesTogether(runs: readonly Pick<RunHead, 'state'>[]): RunState {
  const states = new Set(runs.map((run) => run.state));
  return PRECEDENCE.find((state) => states.has(state)) ?? 'finished';
}

/** Training done by a run, 0 to 1. A finished run is done, however early it stopped. */
export function runProgress(run: RunHead): number {
  if (run.state === 'finished') return 1;
  if (!run.stepsPerEpoch) return 0;
  return Math.min(1, run.step / (run.stepsPerEpoch * run.configuration.EPOCHS));
}

/** Mean progress of the study's runs, 0 to 1. */
export function studyProgress(study: StudyHead): number {
  if (study.runs.length === 0) return 0;
  return study.runs.reduce((sum, run) => sum + runProgress(run), 0) / study.runs.length;
}

/** The run that is being trained now, if any. */
export function activeRun(study: StudyHead): RunHead | null {
  return study.runs.find((run) => run.state === 'running' || run.state === 'paused') ?? null;
}

/** What can be done with a study as it stands. */
export interface StudyActions {
  readonly pause: boolean;
  readonly continue: boolean;
  readonly stop: boolean;
  readonly resume: boolean;
}

export function studyActions(study: StudyHead): StudyActions {
  const has = (...states: RunState[]) => study.runs.some((run) => states.includes(run.state));
  const underWay = has('running', 'paused', 'queued');
  return {
    pause: has('running'),
    continue: has('paused'),
    stop: underWay,
    resume: !underWay && has('stopped', 'interrupted', 'failed'),
  };
}

/** The evaluation on the test split by the decoder that speaks for every run. */
export function headlineEvaluation(run: RunHead): EvaluationHead | null {
  return (
    run.evaluations.find(({ split, decoder }) => split === 'test' && decoder === HEADLINE_DECODER) ?? null
  );
}

/** Seconds that the study's runs have trained; null where nothing was measured. */
export function studySeconds({ runs }: StudyHead): number | null {
  const seconds = runs.flatMap((run) => run.seconds ?? []);
  return seconds.length === 0 ? null : seconds.reduce((sum, value) => sum + value, 0);
}
