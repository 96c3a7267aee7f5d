import { diagnoseJob } from '../history';
import { activityOf, type Handlers, type Services } from './services';

/** How a run learnt, and what is wrong with it. */
export function diagnosisHandlers({
  history,
  shortJobs,
  send,
}: Services): Handlers<'runs.diagnose' | 'probes.ofEpoch' | 'probes.ofExample'> {
  return {
    'runs.diagnose': ({ run }) => {
      const job = diagnoseJob(history, history.resolveRun(run));
      return shortJobs.diagnose(job, (event) => send('activity', activityOf(event, job.recorded.study)));
    },
    'probes.ofEpoch': ({ run, epoch }) => history.probes.ofEpoch(history.resolveRun(run).id, epoch),
    'probes.ofExample': ({ run, index }) => history.probes.ofExample(history.resolveRun(run).id, index),
  };
}
