import type { AttentionJob, EvaluateJob, MemorisationJob } from '../../src-shared/contract/engine/jobs';
import { attentionJob, evaluateJob, memorisationJob, Recorder } from '../history';
import { activityOf, type Handlers, type Services } from './services';
import { tellStudies } from './study-changes';

/** As the command line draws them when nothing is said. */
const ATTENTION_SAMPLE = { examples: 100, seed: 42 };

/** Evaluating runs that are trained, and asking more of their evaluations. */
export function evaluationHandlers({
  history,
  shortJobs,
  send,
}: Services): Handlers<'runs.evaluate' | 'runs.analyse' | 'runs.cancelEvaluation'> {
  const work = async (job: EvaluateJob | MemorisationJob | AttentionJob) => {
    const recorder = new Recorder(history, job);
    try {
      await shortJobs.evaluate(
        job,
        (event) => recorder.record(event),
        (event) => send('activity', { ...activityOf(event, job.study), run: job.run }),
      );
    } finally {
      // Also takes the activity off the study's page.
      tellStudies(history, send, [job.study]);
    }
    return null;
  };
  return {
    'runs.evaluate': ({ run, split, decoders }) =>
      work(evaluateJob(history, history.resolveRun(run), split, decoders)),
    'runs.analyse': ({ run: id, analysis, ...evaluation }) => {
      const run = history.resolveRun(id);
      return work(
        analysis === 'memorisation'
          ? memorisationJob(history, run, evaluation)
          : attentionJob(history, run, evaluation, ATTENTION_SAMPLE),
      );
    },
    'runs.cancelEvaluation': ({ run }) => {
      shortJobs.cancelEvaluation(run);
      return null;
    },
  };
}
