import type { AttentionJob, EvaluateJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import type { Run } from '../../src-shared/domain/run';
import { attentionJob, evaluateJob, Recorder } from '../history';
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
  const work = async ({ id, study }: Run, job: EvaluateJob | AttentionJob | StoredJob<'memorisation'>) => {
    const recorder = new Recorder(history, job.kind === 'stored' ? { kind: job.asked, study } : job);
    try {
      await shortJobs.evaluate(
        id,
        job,
        (event) => recorder.record(event),
        (event) => send('activity', { ...activityOf(event, study), run: id }),
      );
    } finally {
      // Also takes the activity off the study's page.
      tellStudies(history, send, [study]);
    }
    return null;
  };
  return {
    'runs.evaluate': ({ run: id, split, decoders }) => {
      const run = history.resolveRun(id);
      return work(run, evaluateJob(history, run, split, decoders));
    },
    'runs.analyse': ({ run: id, analysis, ...evaluation }) => {
      const run = history.resolveRun(id);
      return work(
        run,
        analysis === 'memorisation'
          ? { kind: 'stored', home: history.home.root, asked: analysis, request: { ...evaluation, run } }
          : attentionJob(history, run, evaluation, ATTENTION_SAMPLE),
      );
    },
    'runs.cancelEvaluation': ({ run }) => {
      shortJobs.cancelEvaluation(run);
      return null;
    },
  };
}
