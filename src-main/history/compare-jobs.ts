import type { CompareDecodersJob, CompareJob } from '../../src-shared/contract/engine/jobs';
import type { CompareDecodersRequest, CompareRequest } from '../../src-shared/contract/engine/stored-jobs';
import type { RunPredictions } from '../../src-shared/domain/analysis';
import { type EvaluatedRun, evaluatedRuns } from './evaluated-runs';
import type { History } from './history';

/**
 * The job that compares the stored evaluations of runs with that of one of them.
 * @throws UserError that says what to run where an evaluation is missing.
 */
export function compareJob(history: History, request: CompareRequest): CompareJob {
  const { runs, reference, split, decoder, scoring, seed } = request;
  return {
    kind: 'compare',
    runs: evaluatedRuns(history, runs, split, [decoder]).map((evaluated) => ({
      id: evaluated.id,
      ...comparedPredictions(evaluated),
    })),
    reference: runs.findIndex(({ id }) => id === reference),
    scoring,
    seed,
  };
}

/** The job that compares the two decoders of each run. Throws as `compareJob` does. */
export function compareDecodersJob(
  history: History,
  { runs, split, scoring, seed }: CompareDecodersRequest,
): CompareDecodersJob {
  return {
    kind: 'compare-decoders',
    runs: runs.map((run) => {
      const [greedy, beam] = evaluatedRuns(history, [run], split, ['greedy', 'beam']).map(
        comparedPredictions,
      );
      return { id: run.id, greedy, beam };
    }),
    scoring,
    seed,
  };
}

/** What of an evaluation is compared. */
function comparedPredictions({ run, predictions }: EvaluatedRun): RunPredictions {
  return {
    run,
    predictions: predictions.map(({ index, source, reference, hypothesis, docstringTokens, row }) => ({
      index,
      source,
      reference,
      hypothesis,
      docstringTokens,
      row,
    })),
  };
}
