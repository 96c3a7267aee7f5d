import { generateJob } from '../history';
import { activityOf, type Handlers, type Services } from './services';

/** Answers of trained models to new texts. */
export function generateHandlers({ history, shortJobs, send }: Services): Handlers<'generate'> {
  return {
    generate: ({ runs, ...question }) =>
      shortJobs.generate(
        generateJob(
          history,
          runs.map((run) => history.resolveRun(run)),
          question,
        ),
        (event) => send('activity', activityOf(event, null)),
      ),
  };
}
