import {
  OUTCOMES,
  type ComparedRun,
  type Comparison,
  type IntervalMethod,
  type Outcome,
  type PairComparison,
  type RunPredictions,
  type WinsAndTies,
} from '../../../src-shared/domain/analysis';
import { SAME_SCORE, type Scoring } from '../../../src-shared/domain/run-comparison';
import { asNotebookScored } from '../evaluation/notebook-metrics';
import { RESAMPLES } from './bootstrap';
import { errorCategory } from './error-categories';
import { exampleMetrics, exampleStatistics } from './example-statistics';
import { lengthBinDifferences } from './length-bins';
import { everyPair, type PairFamily } from './pair-families';
import { requireSameExamples } from './same-examples';
import {
  approximateRandomisation,
  byMetric,
  differenceEstimates,
  metricEstimates,
  resampleRun,
  withAdjustments,
  type ByMetric,
  type ResampledRun,
} from './significance';
import { tokensOf } from '../../../src-shared/domain/tokens';

/** A run with all that does not depend on what it is compared with; lists are in the order of `indices`. */
export interface ScoredRun extends ResampledRun {
  readonly run: string;
  readonly indices: readonly number[];
  readonly docstringTokens: readonly (number | null)[];
  /** Of every example by itself. */
  readonly scores: ByMetric<readonly number[]>;
  readonly outcomes: readonly Outcome[];
}

/**
 * Compares runs on the same examples: metrics with intervals, and pairs of them, those of one family corrected for each
 * other. Every run is held against every later one where nothing else is said. The order in which predictions are given
 * does not matter.
 *
 * @throws UserError when the examples differ, naming some that do.
 */
export function compareRuns(
  runs: readonly RunPredictions[],
  seed: number,
  families: readonly PairFamily[] = [everyPair(runs.map((_, place) => place))],
): Comparison {
  requireComparable(runs);
  const scored = runs.map((run) => scoreRun(run, seed));
  return {
    examples: scored[0]?.indices.length ?? 0,
    intervals: intervalMethod(seed),
    runs: scored.map((run): ComparedRun => ({ run: run.run, metrics: metricEstimates(run) })),
    pairs: families.flatMap((family) =>
      withAdjustments(family.map(([first, second]) => comparePair(scored[first], scored[second], seed))).map(
        (pair) => ({ ...pair, tested: family.length }),
      ),
    ),
  };
}

/** Where the intervals of every comparison come from. */
export function intervalMethod(seed: number): IntervalMethod {
  return { method: 'paired bootstrap, percentiles 2.5 and 97.5', seed, resamples: RESAMPLES };
}

/** Outcomes are by our definition, whatever the metrics are by. */
export function scoreRun(
  { run, predictions }: RunPredictions,
  seed: number,
  scoring: Scoring = 'ours',
): ScoredRun {
  const sorted = [...predictions].sort((first, second) => first.index - second.index);
  const pairs = sorted.map(
    ({ hypothesis, reference }) => [tokensOf(hypothesis), tokensOf(reference)] as const,
  );
  const scored =
    scoring === 'notebook' ? asNotebookScored : (tokens: readonly (readonly string[])[]) => tokens;
  const statistics = exampleStatistics(
    scored(pairs.map(([hypothesis]) => hypothesis)),
    scored(pairs.map(([, reference]) => reference)),
  );
  const scores = exampleMetrics(statistics);
  return {
    run,
    indices: sorted.map(({ index }) => index),
    docstringTokens: sorted.map(({ docstringTokens }) => docstringTokens),
    scores: byMetric((metric) => scores.map((values) => values[metric])),
    outcomes: pairs.map((pair) => errorCategory(...pair) ?? 'correct'),
    ...resampleRun(statistics, seed),
  };
}

/** Makes sure that all runs answered the same examples. Throws as `compareRuns` does. */
export function requireComparable(runs: readonly RunPredictions[]): void {
  for (const other of runs.slice(1)) requireSameExamples(runs[0], other);
}

/** Two runs on the same examples, which nothing checks any more. */
export function comparePair(
  first: ScoredRun,
  second: ScoredRun,
  seed: number,
): Omit<PairComparison, 'adjusted' | 'tested'> {
  return {
    first: first.run,
    second: second.run,
    differences: differenceEstimates(first, second),
    significance: approximateRandomisation(first.statistics, second.statistics, seed),
    lengthBins: binDifferences(first, second, seed),
    wins: byMetric((metric) => winsAndTies(first.indices, first.scores[metric], second.scores[metric])),
    transitions: transitions(first.indices, first.outcomes, second.outcomes),
  };
}

/** The examples are the same, so either run may know how long their docstrings are. */
function binDifferences(first: ScoredRun, second: ScoredRun, seed: number): PairComparison['lengthBins'] {
  const known = first.docstringTokens.map((tokens, index) => tokens ?? second.docstringTokens[index]);
  const lengths = known.filter((tokens) => tokens !== null);
  if (lengths.length < known.length) return null;
  return lengthBinDifferences(lengths, first.scores.tokenAccuracy, second.scores.tokenAccuracy, seed);
}

function winsAndTies(
  indices: readonly number[],
  first: readonly number[],
  second: readonly number[],
): WinsAndTies {
  const gains = second.map((score, position) => score - first[position]);
  return {
    firstWins: indices.filter((_, position) => gains[position] < -SAME_SCORE),
    secondWins: indices.filter((_, position) => gains[position] > SAME_SCORE),
    ties: indices.filter((_, position) => Math.abs(gains[position]) <= SAME_SCORE),
  };
}

function byOutcome<Value>(valueOf: () => Value): Record<Outcome, Value> {
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, valueOf()])) as Record<Outcome, Value>;
}

function transitions(
  indices: readonly number[],
  first: readonly Outcome[],
  second: readonly Outcome[],
): PairComparison['transitions'] {
  const cells = byOutcome(() => byOutcome((): number[] => []));
  indices.forEach((index, position) => cells[first[position]][second[position]].push(index));
  return cells;
}
