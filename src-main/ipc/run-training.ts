import type { TrainingOutputs } from '../../src-shared/contract/requests/training';
import type { Handlers, Services } from './services';

/** How runs train: their curves, and what a person changes meanwhile. */
export function runTrainingHandlers({ history, training }: Services): Handlers<keyof TrainingOutputs> {
  const { curves, trainingLog } = history;
  return {
    'runs.curves': async ({ run, maximumSteps }) => ({
      ...(await curves.curves(run, maximumSteps)),
      findings: trainingLog.findings(run),
      interventions: trainingLog.interventions(run),
      resources: trainingLog.resources(run),
    }),
    'runs.steps': ({ run, maximumSteps, from, to }) => curves.series(run, maximumSteps, { from, to }),
    'runs.setLearningRate': ({ run, learningRate }) => {
      training.setLearningRate(history.resolveRun(run), learningRate);
      return null;
    },
  };
}
