/** The metrics of runs side by side: values, what is best, intervals, and whether they differ from the reference. */
import { METRIC_NAMES, METRIC_TITLES, type MetricName } from '../../../src-shared/domain/analysis';
import type { HelpId } from '../../../src-shared/domain/help';
import { DECODERS, type Decoder, type EvaluationSummary } from '../../../src-shared/domain/run';
import type { ReferenceComparison, RunComparison, Scoring } from '../../../src-shared/domain/run-comparison';
import {
  formatCount,
  formatCountOf,
  formatPercentage,
  formatPercentScore,
  formatPerplexity,
  formatRatio,
  formatScore,
  NO_VALUE,
} from '../../../src-shared/format/numbers';
import { significanceStars } from '../../../src-shared/format/significance';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { EvaluatedRun } from './evaluated';

export interface MetricColumn {
  readonly key: string;
  readonly title: string;
  readonly help: HelpId;
  /** Metrics whose intervals and differences are known. */
  readonly metric: MetricName | null;
  readonly value: (evaluation: EvaluationSummary, scoring: Scoring) => number | null;
  readonly format: (value: number) => string;
  /** The better of two values; null where none is better. */
  readonly rank: ((value: number) => number) | null;
}

const METRIC_HELP: Readonly<Record<MetricName, HelpId>> = {
  bleu: 'bleu',
  tokenAccuracy: 'token-accuracy',
  exactMatch: 'exact-match',
};

const highest = (value: number) => value;
const lowest = (value: number) => -value;
const nearestToOne = (value: number) => -Math.abs(Math.log(value));

export const METRIC_COLUMNS: readonly MetricColumn[] = [
  ...METRIC_NAMES.map((metric): MetricColumn => ({
    key: metric,
    title: METRIC_TITLES[metric],
    help: METRIC_HELP[metric],
    metric,
    value: (evaluation, scoring) => (scoring === 'notebook' ? evaluation.asNotebook : evaluation)[metric],
    format: metric === 'bleu' ? formatScore : formatPercentScore,
    rank: highest,
  })),
  {
    key: 'perplexity',
    title: 'Perplexity',
    help: 'perplexity',
    metric: null,
    value: ({ perplexity }) => perplexity,
    format: formatPerplexity,
    rank: lowest,
  },
  {
    key: 'lengthRatio',
    title: 'Length ratio',
    help: 'length-ratio',
    metric: null,
    value: ({ lengthRatio }) => lengthRatio,
    format: formatRatio,
    rank: nearestToOne,
  },
  {
    key: 'repetition',
    title: 'Repetition',
    help: 'repetition',
    metric: null,
    value: ({ repetition }) => repetition && 100 * repetition,
    format: formatPercentage,
    rank: null,
  },
  {
    key: 'distinctOutputs',
    title: 'Distinct outputs',
    help: 'distinct-outputs',
    metric: null,
    value: ({ distinctOutputs }) => distinctOutputs,
    format: formatCount,
    rank: null,
  },
];

/** Whether a value differs from the reference's by more than chance. */
export interface Mark {
  readonly better: boolean;
  /** 1 to 3. */
  readonly stars: number;
  /** After Holm's correction. */
  readonly p: number;
}

export interface MetricCell {
  readonly column: MetricColumn;
  readonly value: number | null;
  readonly text: string;
  readonly best: boolean;
  /** Ends of the 95% interval, once they are known. */
  readonly interval: readonly [number, number] | null;
  /** Null where it does not differ, is not known, or is the reference's own. */
  readonly mark: Mark | null;
}

export interface MetricRow {
  readonly run: EvaluatedRun;
  readonly decoder: Decoder;
  readonly evaluation: EvaluationSummary;
  readonly isReference: boolean;
  readonly cells: readonly MetricCell[];
}

export type Comparisons = Readonly<Record<Decoder, RunComparison | null>>;

/** A row for every evaluation: runs in their order, greedy before beam. */
export function metricRows(
  runs: readonly EvaluatedRun[],
  scoring: Scoring,
  reference: string | null,
  comparisons: Comparisons,
): MetricRow[] {
  const shown = runs.flatMap((run) =>
    DECODERS.flatMap((decoder) => {
      const evaluation = run.evaluations[decoder];
      return evaluation ? [{ run, decoder, evaluation }] : [];
    }),
  );
  // Of scores on different examples none is best.
  const isComparable = DECODERS.every((decoder) => !comparisons[decoder]?.mismatch);
  const ranks = METRIC_COLUMNS.map((column) =>
    isComparable
      ? bestRank(
          column,
          shown.map(({ evaluation }) => column.value(evaluation, scoring)),
        )
      : null,
  );
  return shown.map(({ run, decoder, evaluation }) => ({
    run,
    decoder,
    evaluation,
    isReference: run.run.id === reference,
    cells: METRIC_COLUMNS.map((column, place): MetricCell => {
      const value = column.value(evaluation, scoring);
      const comparison = comparisons[decoder]?.scoring === scoring ? comparisons[decoder] : null;
      return {
        column,
        value,
        text: value === null ? NO_VALUE : column.format(value),
        best: value !== null && ranks[place] !== null && column.rank!(value) === ranks[place],
        interval: intervalOf(comparison, run.run.id, column.metric),
        mark: markOf(comparison, run.run.id, column.metric),
      };
    }),
  }));
}

/** The rank that marks the best; null where there is nothing to choose: one value, all alike, or a column without order. */
function bestRank({ rank }: MetricColumn, values: readonly (number | null)[]): number | null {
  if (rank === null) return null;
  const ranks = values.filter((value) => value !== null).map(rank);
  return new Set(ranks).size < 2 ? null : Math.max(...ranks);
}

function intervalOf(comparison: RunComparison | null, run: string, metric: MetricName | null) {
  const estimates = comparison?.runs.find((found) => found.run === run)?.metrics;
  if (!estimates || metric === null) return null;
  const { low, high } = estimates[metric];
  return [low, high] as const;
}

function markOf(comparison: RunComparison | null, run: string, metric: MetricName | null): Mark | null {
  const pair = comparison?.pairs.find((found) => found.run === run);
  return pair && metric !== null ? significanceMark(pair, metric) : null;
}

/** Null where the difference may be chance: p of 0.05 or more after Holm's correction. */
export function significanceMark(pair: ReferenceComparison, metric: MetricName): Mark | null {
  const p = pair.adjusted[metric];
  const stars = significanceStars(p);
  return stars === 0 ? null : { better: pair.differences[metric].value > 0, stars, p };
}

/** Smallest and largest ends of a column's intervals, between which whiskers are drawn. */
export function intervalRange(rows: readonly MetricRow[], place: number): readonly [number, number] | null {
  const ends = rows.flatMap(({ cells }) => cells[place].interval ?? []);
  return ends.length === 0 ? null : [Math.min(...ends), Math.max(...ends)];
}

/** `500 examples`; over different splits from the smallest to the largest number. */
export function examplesScored(rows: readonly MetricRow[]): string {
  const counts = rows.map(({ evaluation }) => evaluation.examples);
  const [least, most] = counts.length === 0 ? [0, 0] : [Math.min(...counts), Math.max(...counts)];
  return least === most
    ? formatCountOf(most, 'example')
    : `${formatCount(least)} to ${formatCount(most)} examples, which differ`;
}

/** The table for other programs; intervals in columns of their own. */
export function metricsDataTable(
  rows: readonly MetricRow[],
  title: string,
  comparisons: Comparisons,
): DataTable {
  const columns = METRIC_COLUMNS.flatMap(({ title: name, metric }) =>
    metric === null ? [name] : [name, `${name}, low`, `${name}, high`, `${name}, p (Holm)`],
  );
  return {
    title,
    columns: ['Run', 'Decoder', 'Examples', ...columns],
    rows: rows.map(({ run, decoder, evaluation, cells }) => [
      run.label,
      decoder,
      evaluation.examples,
      ...cells.flatMap(({ value, interval, column: { metric } }) => {
        if (metric === null) return [value];
        const pair = comparisons[decoder]?.pairs.find((found) => found.run === run.run.id);
        return [value, interval?.[0] ?? null, interval?.[1] ?? null, pair?.adjusted[metric] ?? null];
      }),
    ]),
  };
}
