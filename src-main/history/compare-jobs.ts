import type { CompareJob } from '../../src-shared/contract/engine/jobs';
import type { SplitName } from '../../src-shared/domain/data';
import type { Scoring } from '../../src-shared/domain/run-comparison';
import type { Decoder, Run } from '../../src-shared/domain/run';
import { evaluatedRuns } from './evaluated-runs';
import type { History } from './history';

export interface CompareRequest {
  readonly runs: readonly Run[];
  /** One of the runs, with which all others are compared. */
  readonly reference: string;
  readonly split: SplitName;
  readonly decoder: Decoder;
  readonly scoring: Scoring;
  readonly seed: number;
}

/**
 * The job that compares the stored evaluations of runs with that of one of them.
 * @throws UserError that says what to run where an evaluation is missing.
 */
export function compareJob(history: History, request: CompareRequest): CompareJob {
  const { runs, reference, split, decoder, scoring, seed } = request;
  const evaluated = evaluatedRuns(history, runs, split, [decoder]);
  return {
    kind: 'compare',
    runs: evaluated.map(({ id, run, predictions }) => ({
      id,
      run,
      predictions: predictions.map(({ index, source, reference, hypothesis, docstringTokens, row }) => ({
        index,
        source,
        reference,
        hypothesis,
        docstringTokens,
        row,
      })),
    })),
    reference: runs.findIndex(({ id }) => id === reference),
    scoring,
    seed,
  };
}
