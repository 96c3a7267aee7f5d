import type { InteractiveOutputs } from '../../src-shared/contract/requests/interactive';
import { generateJob } from '../history';
import type { Handlers, Services } from './services';

const ignore = () => {};

/** Answers that follow what somebody types, one run at a time. */
export function interactiveHandlers({ history, shortJobs }: Services): Handlers<keyof InteractiveOutputs> {
  return {
    'interactive.ask': async ({ asker, run, source, ...question }) => {
      const job = generateJob(history, [history.resolveRun(run)], { ...question, texts: [source] });
      const [generation] = await shortJobs.generate(job, ignore, asker);
      return generation;
    },
    'interactive.cancel': ({ asker }) => {
      shortJobs.cancelGeneration(asker);
      return null;
    },
    'interactive.prepare': async ({ runs }) => {
      const found = runs.map((run) => history.resolveRun(run));
      const job = generateJob(history, found, { texts: [], beamSize: 1, attention: false });
      await shortJobs.generate(job, ignore);
      return null;
    },
  };
}
