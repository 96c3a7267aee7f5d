import { version } from '../../package.json';
import { diagnosedState, diagnoseJob } from '../history';
import { activityOf, type Handlers, type Services } from './services';

/** How a run learnt, and what is wrong with it. */
export function diagnosisHandlers({
  history,
  shortJobs,
  send,
}: Services): Handlers<'runs.diagnose' | 'runs.cancelDiagnosis' | 'probes.ofEpoch' | 'probes.ofExample'> {
  return {
    'runs.diagnose': async ({ run: text }) => {
      const run = history.resolveRun(text);
      const state = diagnosedState(version, history.studies.find(run.study)!, run);
      const known = history.diagnoses.find(run.id, state);
      if (known) return known;
      const diagnosis = await shortJobs.diagnose(diagnoseJob(history, run), (event) =>
        send('activity', activityOf(event, run.study)),
      );
      history.diagnoses.record(run.id, state, diagnosis);
      return diagnosis;
    },
    'runs.cancelDiagnosis': ({ run }) => {
      shortJobs.cancelDiagnosis(run);
      return null;
    },
    'probes.ofEpoch': ({ run, epoch }) => history.probes.ofEpoch(history.resolveRun(run).id, epoch),
    'probes.ofExample': ({ run, index }) => history.probes.ofExample(history.resolveRun(run).id, index),
  };
}
