import {
  OUTCOMES,
  type Outcome,
  type PairComparison,
  type RunPredictions,
} from '../../../src-shared/domain/analysis';
import { UserError } from '../../../src-shared/domain/errors';
import type {
  DecoderComparison,
  ReferenceComparison,
  RunComparison,
  Scoring,
} from '../../../src-shared/domain/run-comparison';
import { advancing, type Work } from '../work';
import { comparePair, intervalMethod, requireComparable, scoreRun, type ScoredRun } from './comparison';
import { differenceBins } from './difference-bins';
import { byMetric, metricEstimates, withAdjustments } from './significance';

export interface ComparisonRequest {
  /** Place of the reference within the runs. */
  readonly reference: number;
  readonly scoring: Scoring;
  readonly seed: number;
}

/** A run's predictions, with the id that the result names it by. */
export interface IdentifiedPredictions extends RunPredictions {
  readonly id: string;
}

/**
 * Compares every run with one of them, the reference: by our definition the same figures as `compareRuns` gives. Runs
 * that answered different examples are each estimated by themselves.
 */
export async function compareWithReference(
  runs: readonly IdentifiedPredictions[],
  { reference, scoring, seed }: ComparisonRequest,
  work: Work,
): Promise<RunComparison> {
  const mismatch = findMismatch(runs);
  const advance = advancing('Comparing', 2 * runs.length - 1, 'steps', work);
  const scored: ScoredRun[] = [];
  for (const run of runs) {
    scored.push(scoreRun(run, seed, scoring));
    await advance(1);
  }
  const pairs: Omit<ReferenceComparison, 'adjusted'>[] = [];
  for (const [place, run] of scored.entries()) {
    if (place === reference || mismatch !== null) continue;
    pairs.push(againstReference(runs[place].id, scored[reference], run, seed));
    await advance(1);
  }
  return {
    examples: scored[0].indices.length,
    scoring,
    intervals: intervalMethod(seed),
    reference: runs[reference].id,
    mismatch,
    runs: scored.map((run, place) => ({ run: runs[place].id, metrics: metricEstimates(run) })),
    pairs: withAdjustments(pairs),
  };
}

/** Why the runs cannot be held against each other example by example; null where they can. */
function findMismatch(runs: readonly RunPredictions[]): string | null {
  try {
    requireComparable(runs);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function againstReference(
  id: string,
  reference: ScoredRun,
  run: ScoredRun,
  seed: number,
): Omit<ReferenceComparison, 'adjusted'> {
  const { differences, significance, wins, transitions } = comparePair(reference, run, seed);
  const gains = run.scores.bleu.map((score, place) => score - reference.scores.bleu[place]);
  return {
    run: id,
    differences,
    significance,
    wins: byMetric((metric) => ({
      better: wins[metric].secondWins.length,
      worse: wins[metric].firstWins.length,
      same: wins[metric].ties.length,
    })),
    transitions: transitionCounts(transitions),
    bleuDifferences: differenceBins(gains),
  };
}

function transitionCounts(transitions: PairComparison['transitions']): ReferenceComparison['transitions'] {
  const byOutcome = <Value>(valueOf: (outcome: Outcome) => Value) =>
    Object.fromEntries(OUTCOMES.map((outcome) => [outcome, valueOf(outcome)])) as Record<Outcome, Value>;
  return byOutcome((from) => byOutcome((to) => transitions[from][to].length));
}

/** A run's evaluations by both decoders. */
export interface DecodedRun {
  readonly id: string;
  readonly greedy: RunPredictions;
  readonly beam: RunPredictions;
}

/** Holds what each run wrote by beam search against what it wrote greedily. The runs are tested together. */
export async function compareDecoders(
  runs: readonly DecodedRun[],
  { scoring, seed }: Omit<ComparisonRequest, 'reference'>,
  work: Work,
): Promise<DecoderComparison> {
  const advance = advancing('Comparing', runs.length, 'runs', work);
  const pairs: Omit<ReferenceComparison, 'adjusted'>[] = [];
  for (const { id, greedy, beam } of runs) {
    requireComparable([greedy, beam]);
    const [first, second] = [greedy, beam].map((predictions) => scoreRun(predictions, seed, scoring));
    pairs.push(againstReference(id, first, second, seed));
    await advance(1);
  }
  return { scoring, intervals: intervalMethod(seed), pairs: withAdjustments(pairs) };
}
