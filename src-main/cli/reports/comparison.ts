import {
  METRIC_NAMES,
  METRIC_TITLES,
  changedCells,
  occurringOutcomes,
  type Comparison,
  type Estimate,
  type LengthBinDifference,
  type MetricName,
  type Outcome,
  type PairComparison,
} from '../../../src-shared/domain/analysis';
import type { EvaluatedRun } from '../../history';
import { type Cell, decimal, formatTable, whole } from '../table';
import { signed } from '../../../src-shared/format/numbers';

/** What `compare` prints with `--json`: the comparison, and of each run its id and what its evaluation says. */
export function comparisonDocument(comparison: Comparison, evaluated: readonly EvaluatedRun[]) {
  return {
    ...comparison,
    runs: comparison.runs.map((run, index) => ({
      ...run,
      id: evaluated[index].id,
      evaluation: evaluated[index].summary,
    })),
  };
}

export function comparisonText(comparison: Comparison, evaluated: readonly EvaluatedRun[]): string {
  const { intervals, examples } = comparison;
  const { split } = evaluated[0].summary;
  const decoders = [...new Set(evaluated.map(({ summary }) => summary.decoder))];
  return [
    `${split} split, ${decoders.join(' and ')}, ${whole(examples)} examples`,
    runsTable(comparison, evaluated),
    `In brackets 95% intervals: ${intervals.method}; ${whole(intervals.resamples)} resamples, seed ${intervals.seed}.`,
    ...comparison.pairs.map(pairText),
  ].join('\n\n');
}

function runsTable({ runs }: Comparison, evaluated: readonly EvaluatedRun[]): string {
  return formatTable(
    [
      'run',
      ...METRIC_NAMES.map((metric) => METRIC_TITLES[metric]),
      'perplexity',
      'length ratio',
      'distinct outputs',
    ],
    runs.map(({ run, metrics }, index) => {
      const { perplexity, lengthRatio, distinctOutputs } = evaluated[index].summary;
      return [
        run,
        ...METRIC_NAMES.map((metric) => estimateCell(metrics[metric])),
        decimal(perplexity),
        decimal(lengthRatio, 3),
        whole(distinctOutputs),
      ];
    }),
  );
}

function pairText(pair: PairComparison): string {
  const { tested } = pair;
  const { method, shuffles, seed } = pair.significance;
  return [
    `${pair.second} against ${pair.first}`,
    metricsOfPair(pair),
    `Differences are those of the first-named run over the other; wins, losses and ties by each example's own score. ` +
      `p: ${method}; ${whole(shuffles)} shuffles, seed ${seed}; p (Holm): corrected for the ${tested === 1 ? 'one pair' : `${whole(tested)} pairs`} tested together.`,
    binsOfPair(pair.lengthBins),
    transitionMatrix(pair),
    transitionExamples(pair),
  ].join('\n\n');
}

function metricsOfPair({ differences, significance, adjusted, wins }: PairComparison): string {
  const row = (metric: MetricName): Cell[] => [
    METRIC_TITLES[metric],
    estimateCell(differences[metric], signed),
    significance.p[metric].toFixed(4),
    adjusted[metric].toFixed(4),
    whole(wins[metric].secondWins.length),
    whole(wins[metric].firstWins.length),
    whole(wins[metric].ties.length),
  ];
  return formatTable(['', 'difference', 'p', 'p (Holm)', 'wins', 'losses', 'ties'], METRIC_NAMES.map(row));
}

function binsOfPair(bins: readonly LengthBinDifference[] | null): string {
  if (bins === null)
    return 'By docstring length nothing is known of these evaluations; evaluate again to compare it.';
  return formatTable(
    ['docstring tokens', 'examples', 'difference in token accuracy'],
    bins.map(({ bin, examples, difference, low, high }) => [
      bin,
      whole(examples),
      difference === null ? null : estimateCell({ value: difference, low: low!, high: high! }, signed),
    ]),
  );
}

/** Outcomes that one of the runs has, down those of the first run and across those of the second. */
function transitionMatrix(pair: PairComparison): string {
  const { first, second, transitions } = pair;
  const count = (from: Outcome, to: Outcome) => transitions[from][to].length;
  const occurring = occurringOutcomes(pair);
  const table = formatTable(
    ['', ...occurring],
    occurring.map((from) => [from, ...occurring.map((to) => whole(count(from, to)))]),
  );
  return `Examples by how they ended with ${first} (down) and with ${second} (across)\n${table}`;
}

/** How many examples of a cell are named; the JSON document has all. */
const MOST_NAMED = 12;

function transitionExamples(pair: PairComparison): string {
  const changed = changedCells(pair);
  if (changed.length === 0) return 'No example ended in another way.';
  return formatTable(
    ['changed', '', 'examples'],
    changed.map(({ from, to, examples }) => {
      const more = examples.length > MOST_NAMED ? ' …' : '';
      return [`${from} → ${to}`, whole(examples.length), examples.slice(0, MOST_NAMED).join(' ') + more];
    }),
  );
}

function estimateCell(
  { value, low, high }: Estimate,
  format: (value: number) => string = (number) => number.toFixed(2),
): string {
  return `${format(value)} [${format(low)}, ${format(high)}]`;
}
