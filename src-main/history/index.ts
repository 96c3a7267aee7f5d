export { defaultHome, homeLayout, type HomeLayout } from './home';
export { openHistory, type History } from './history';
export { ExampleReader, type StoredAnswer, type StoredEvaluation, type StoredTexts } from './example-reader';
export { evaluatedRuns, type EvaluatedRun } from './evaluated-runs';
export {
  attentionJob,
  continuingJob,
  diagnoseJob,
  evaluateJob,
  generateJob,
  memorisationJob,
  resumeJob,
  trainJob,
} from './jobs';
export { exportJob } from './export-jobs';
export { addDataJob, importing, importJob, type ImportRequest } from './import-jobs';
export { reportJob } from './report-jobs';
export { bundleJob } from './bundle/bundle-job';
export type { RecordedObservation } from './observations';
export { passportJob, verifiedRun } from './passport-jobs';
export type { EvaluationKey } from './analyses';
export { Recorder } from './recorder';
export { runName } from './resolve';
export type { NewStudy } from './studies';
export { type NewSweepStudy, studiesOfPlan } from './sweeps';
export { diagnosedState } from './diagnoses';
