export { defaultHome, homeLayout, type HomeLayout } from './home';
export { openHistory, type History } from './history';
export { evaluatedRuns, type EvaluatedRun } from './evaluated-runs';
export { diagnoseJob, evaluateJob, generateJob, resumeJob, trainJob } from './jobs';
export { Recorder } from './recorder';
export { runName } from './resolve';
export type { NewStudy } from './studies';
