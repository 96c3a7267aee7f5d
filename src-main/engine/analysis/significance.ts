import {
  METRIC_NAMES,
  type Estimate,
  type MetricName,
  type Significance,
} from '../../../src-shared/domain/analysis';
import type { MetricValues } from '../../../src-shared/domain/run';
import { holmAdjusted } from '../../../src-shared/domain/statistics';
import { SeededRandom } from '../tensor/seeded-random';
import { drawResamples, percentileInterval } from './bootstrap';
import { addRow, COLUMNS, metricsOf, sumRows, type ExampleStatistics } from './example-statistics';

export const SHUFFLES = 10_000;

/** Differences that are equal in exact arithmetic count as equal, whatever their last bits. */
const ROUNDING = 1e-9;

export type ByMetric<Value> = Record<MetricName, Value>;

/** A record with a value for every metric. */
export function byMetric<Value>(valueOf: (metric: MetricName) => Value): ByMetric<Value> {
  return Object.fromEntries(METRIC_NAMES.map((metric) => [metric, valueOf(metric)])) as ByMetric<Value>;
}

/**
 * Paired approximate randomisation (Noreen 1989; for BLEU, Riezler and Maxwell 2005): were both runs the same, their
 * outputs for an example could change places. Coins decide for which examples they do, `SHUFFLES` times;
 * p = (1 + shuffles whose difference is at least as large as the real one, in either direction) / (1 + SHUFFLES).
 *
 * @throws RangeError when the runs have different numbers of examples.
 */
export function approximateRandomisation(
  first: ExampleStatistics,
  second: ExampleStatistics,
  seed: number,
): Significance {
  const { examples } = first;
  const [sumsFirst, sumsSecond] = [sumRows(first), sumRows(second)];
  const observed = differenceOf(sumsFirst, sumsSecond, examples);
  const asLarge = byMetric(() => 0);
  const shuffledFirst = new Float64Array(COLUMNS);
  const shuffledSecond = new Float64Array(COLUMNS);
  for (const moved of shuffledDifferences(rowDifferences(first, second), seed)) {
    for (let column = 0; column < COLUMNS; column++) {
      shuffledFirst[column] = sumsFirst[column] + moved[column];
      shuffledSecond[column] = sumsSecond[column] - moved[column];
    }
    const shuffled = differenceOf(shuffledFirst, shuffledSecond, examples);
    for (const metric of METRIC_NAMES)
      if (Math.abs(shuffled[metric]) >= Math.abs(observed[metric]) - ROUNDING) asLarge[metric]++;
  }
  return {
    method: 'paired approximate randomisation, two-sided',
    seed,
    shuffles: SHUFFLES,
    p: byMetric((metric) => (1 + asLarge[metric]) / (1 + SHUFFLES)),
  };
}

/** The second run's metrics minus the first's. */
function differenceOf(first: Float64Array, second: Float64Array, examples: number): ByMetric<number> {
  const [before, after] = [metricsOf(first, examples), metricsOf(second, examples)];
  return byMetric((metric) => after[metric] - before[metric]);
}

/** Second minus first, row by row, without rows of zeros: which way their coin falls changes nothing. */
function rowDifferences(first: ExampleStatistics, second: ExampleStatistics): Int32Array {
  if (first.examples !== second.examples)
    throw new RangeError(`${first.examples} examples cannot be paired with ${second.examples}`);
  const rows = second.rows.map((value, position) => value - first.rows[position]);
  const kept = Array.from({ length: first.examples }, (_, index) =>
    rows.subarray(index * COLUMNS, (index + 1) * COLUMNS),
  ).filter((row) => row.some((value) => value !== 0));
  const differences = new Int32Array(kept.length * COLUMNS);
  kept.forEach((row, index) => differences.set(row, index * COLUMNS));
  return differences;
}

/** For every shuffle, the sum of the rows whose coin says to change places. The array is the same each time. */
function* shuffledDifferences(differences: Int32Array, seed: number): Generator<Float64Array> {
  const random = new SeededRandom(seed, 'approximate-randomisation');
  const sums = new Float64Array(COLUMNS);
  const count = differences.length / COLUMNS;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    sums.fill(0);
    for (let index = 0; index < count; index++) if (random.uniform() < 0.5) addRow(sums, differences, index);
    yield sums;
  }
}

/** A run's examples with its metrics on each resample of them. */
export interface ResampledRun {
  readonly statistics: ExampleStatistics;
  readonly resampled: readonly MetricValues[];
}

/** Draws a run's examples with replacement; runs on the same examples are drawn alike, hence paired (Koehn 2004). */
export function resampleRun(statistics: ExampleStatistics, seed: number): ResampledRun {
  const { examples, rows } = statistics;
  const resampled: MetricValues[] = [];
  const sums = new Float64Array(COLUMNS);
  for (const drawn of drawResamples(examples, seed, 'metrics')) {
    sums.fill(0);
    for (const index of drawn) addRow(sums, rows, index);
    resampled.push(metricsOf(sums, examples));
  }
  return { statistics, resampled };
}

/** A run's metrics with 95% intervals. */
export function metricEstimates({ statistics, resampled }: ResampledRun): ByMetric<Estimate> {
  const metrics = metricsOf(sumRows(statistics), statistics.examples);
  return byMetric((metric) => ({
    value: metrics[metric],
    ...percentileInterval(resampled.map((values) => values[metric])),
  }));
}

/** How much the second run's metrics are above the first's, with paired 95% intervals; both drawn by the same seed. */
export function differenceEstimates(first: ResampledRun, second: ResampledRun): ByMetric<Estimate> {
  const { statistics } = first;
  const differences = differenceOf(sumRows(statistics), sumRows(second.statistics), statistics.examples);
  return byMetric((metric) => ({
    value: differences[metric],
    ...percentileInterval(
      second.resampled.map((values, index) => values[metric] - first.resampled[index][metric]),
    ),
  }));
}

/** Pairs that are tested together with their p values corrected, metric by metric. */
export function withAdjustments<Pair extends { readonly significance: Significance }>(
  pairs: readonly Pair[],
): (Pair & { readonly adjusted: ByMetric<number> })[] {
  const adjusted = byMetric((metric) =>
    holmAdjusted(pairs.map(({ significance }) => significance.p[metric])),
  );
  return pairs.map((pair, place) => ({ ...pair, adjusted: byMetric((metric) => adjusted[metric][place]) }));
}
