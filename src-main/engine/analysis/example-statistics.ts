import type { MetricValues } from '../../../src-shared/domain/run';
import { exactMatch, matchingPositions } from '../evaluation/accuracy';
import { bleuFromStatistics, bleuStatistics } from '../evaluation/bleu';

const ORDERS = 4;
/** Numbers in a row: both lengths, matches and totals of four orders, matching positions, exact matches. */
export const COLUMNS = 2 * ORDERS + 4;
const MATCHES = 2;
const TOTALS = MATCHES + ORDERS;
const MATCHING_POSITIONS = TOTALS + ORDERS;
const EXACT_MATCHES = MATCHING_POSITIONS + 1;

/** What each example adds to the metrics of its corpus: those of any resampling follow from adding up rows. */
export interface ExampleStatistics {
  readonly examples: number;
  /** `[examples, COLUMNS]`, whole numbers, row after row. */
  readonly rows: Int32Array;
}

/** @throws RangeError when there are not as many hypotheses as references */
export function exampleStatistics(
  hypotheses: readonly (readonly string[])[],
  references: readonly (readonly string[])[],
): ExampleStatistics {
  const examples = references.length;
  if (hypotheses.length !== examples)
    throw new RangeError(`${hypotheses.length} hypotheses for ${examples} references`);
  const rows = new Int32Array(examples * COLUMNS);
  references.forEach((reference, index) => rows.set(rowOf(hypotheses[index], reference), index * COLUMNS));
  return { examples, rows };
}

function rowOf(hypothesis: readonly string[], reference: readonly string[]): number[] {
  const { hypothesisLength, referenceLength, matches, totals } = bleuStatistics(hypothesis, reference);
  const isExact = exactMatch(hypothesis, reference) ? 1 : 0;
  const positions = matchingPositions(hypothesis, reference);
  return [hypothesisLength, referenceLength, ...matches, ...totals, positions, isExact];
}

/** Adds one row of `rows` to `sums`; the innermost step of resampling. */
export function addRow(sums: Float64Array, rows: Int32Array, index: number): void {
  const start = index * COLUMNS;
  for (let column = 0; column < COLUMNS; column++) sums[column] += rows[start + column];
}

/** The sum of all rows. */
export function sumRows({ examples, rows }: ExampleStatistics): Float64Array {
  const sums = new Float64Array(COLUMNS);
  for (let index = 0; index < examples; index++) addRow(sums, rows, index);
  return sums;
}

/** The metrics of the corpus whose rows add up to `sums`, as `scoreCorpus` computes them. */
export function metricsOf(sums: Float64Array, examples: number): MetricValues {
  return metricsOfSums(sums, examples, false);
}

/** The metrics of every example by itself; BLEU with effective order, as `sentenceBleu` computes it. */
export function exampleMetrics({ examples, rows }: ExampleStatistics): MetricValues[] {
  const row = new Float64Array(COLUMNS);
  return Array.from({ length: examples }, (_, index) => {
    row.fill(0);
    addRow(row, rows, index);
    return metricsOfSums(row, 1, true);
  });
}

function metricsOfSums(sums: Float64Array, examples: number, effectiveOrder: boolean): MetricValues {
  const [hypothesisLength, referenceLength] = sums;
  const matches = Array.from(sums.subarray(MATCHES, TOTALS));
  const totals = Array.from(sums.subarray(TOTALS, MATCHING_POSITIONS));
  const rate = examples === 0 ? 0 : (100 * sums[EXACT_MATCHES]) / examples;
  return {
    bleu: bleuFromStatistics({ hypothesisLength, referenceLength, matches, totals }, effectiveOrder).score,
    tokenAccuracy: referenceLength === 0 ? rate : (100 * sums[MATCHING_POSITIONS]) / referenceLength,
    exactMatch: rate,
  };
}
