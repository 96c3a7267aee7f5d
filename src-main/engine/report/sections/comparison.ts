import {
  changedCells,
  METRIC_NAMES,
  METRIC_TITLES,
  occurringOutcomes,
  type MetricName,
  type Outcome,
  type PairComparison,
} from '../../../../src-shared/domain/analysis';
import { formatCount, signed } from '../../../../src-shared/format/numbers';
import { type Content, markup, type Markup } from '../markup';
import type { DecoderResults, RecomputedEvaluation } from '../recomputed';
import { NAMED_IN_A_CELL } from './cited-examples';
import {
  decimal,
  estimate,
  exampleLinks,
  type Part,
  percent,
  type Section,
  table,
  textTable,
} from './section';

/** The runs side by side, and every pair of them. */
export function comparisonSection(
  results: readonly DecoderResults[],
  decoderPairs: readonly PairComparison[],
): Section {
  return {
    id: 'comparison',
    title: 'Comparison',
    parts: [
      ...results.map(metricsPart),
      ...results.map(otherMetricsPart),
      ...results.flatMap(({ decoder, comparison }) =>
        comparison.pairs.flatMap((pair) => pairParts(pair, decoder)),
      ),
      ...decoderParts(decoderPairs),
    ],
  };
}

/** Beam search against greedy decoding, run by run. */
function decoderParts(pairs: readonly PairComparison[]): Part[] {
  if (pairs.length === 0) return [];
  const [{ significance, tested }] = pairs;
  return [
    {
      name: 'comparison: beam search against greedy decoding',
      content: markup`<h3>Beam search against greedy decoding</h3>
        ${table({
          caption: markup`Differences are those of beam search over greedy decoding on the same examples, with 95%
          intervals; in every second column p, corrected for the ${tested === 1 ? 'one run' : `${tested} runs`}
          (Holm). ${methodText(significance)}.`,
          titles: ['Run', ...METRIC_NAMES.flatMap((metric) => [METRIC_TITLES[metric], 'p (Holm)'])],
          rows: pairs.map(({ first, differences, adjusted }) => [
            first,
            ...METRIC_NAMES.flatMap((metric) => [
              estimate(differences[metric], signed),
              adjusted[metric].toFixed(4),
            ]),
          ]),
        })}`,
    },
  ];
}

function methodText({ method, shuffles, seed }: PairComparison['significance']): string {
  return `p: ${method}; ${formatCount(shuffles)} shuffles, seed ${seed}`;
}

function metricsPart({ decoder, comparison }: DecoderResults): Part {
  const { intervals, examples } = comparison;
  return {
    name: `comparison: metrics, ${decoder}`,
    content: table({
      caption: markup`Metrics by ${decoder} decoding, ${formatCount(examples)} examples; in brackets 95%
      intervals (${intervals.method}; ${formatCount(intervals.resamples)} resamples, seed ${intervals.seed}).`,
      titles: ['Run', ...METRIC_NAMES.map((metric) => METRIC_TITLES[metric])],
      rows: comparison.runs.map(({ run, metrics }) => [
        run,
        ...METRIC_NAMES.map((metric) => estimate(metrics[metric])),
      ]),
    }),
  };
}

type Row = readonly [title: string, cell: (evaluation: RecomputedEvaluation) => Content];

const OTHER_METRICS: readonly Row[] = [
  ['BLEU, as the notebooks computed it', ({ asNotebook }) => decimal(asNotebook.bleu)],
  ['Token accuracy, as the notebooks computed it', ({ asNotebook }) => percent(asNotebook.tokenAccuracy)],
  ['Exact match, as the notebooks computed it', ({ asNotebook }) => percent(asNotebook.exactMatch)],
  ['Exact match of texts', ({ exactMatchText }) => percent(exactMatchText)],
  [
    'Precisions of n-grams 1 to 4',
    ({ precisions }) => precisions.map((value) => value.toFixed(2)).join(' / '),
  ],
  ['Brevity penalty', ({ brevityPenalty }) => decimal(brevityPenalty, 4)],
  [
    'Tokens, hypotheses : references',
    ({ hypothesisLength, referenceLength }) =>
      `${formatCount(hypothesisLength)} : ${formatCount(referenceLength)}`,
  ],
  ['Length ratio', ({ lengthRatio }) => decimal(lengthRatio, 3)],
  ['Distinct outputs', ({ distinctOutputs }) => formatCount(distinctOutputs)],
  ['Repeated 4-grams', ({ repetition }) => percent(repetition === null ? null : 100 * repetition)],
  ['Perplexity of the references', ({ perplexity }) => decimal(perplexity)],
  ['Failures of the search', ({ failures }) => failures && formatCount(failures.search)],
  ['Failures of the model', ({ failures }) => failures && formatCount(failures.model)],
];

function otherMetricsPart({ decoder, evaluations }: DecoderResults): Part {
  return {
    name: `comparison: other numbers, ${decoder}`,
    content: table({
      caption: markup`What else the hypotheses say, ${decoder}.`,
      titles: ['', ...evaluations.map(({ label }) => label)],
      rows: OTHER_METRICS.map(([title, cell]) => [title, ...evaluations.map(cell)]),
    }),
  };
}

function pairParts(pair: PairComparison, decoder: string): Part[] {
  const { first, second, lengthBins } = pair;
  const name = (what: string) => `comparison: ${what}, ${second} against ${first}, ${decoder}`;
  return [
    { name: name('differences'), content: differences(pair, decoder) },
    ...(lengthBins
      ? [{ name: name('differences by length'), content: binDifferences(pair, lengthBins) }]
      : []),
    { name: name('transition matrix'), content: markup`${matrix(pair)}${changes(pair)}` },
  ];
}

function differences(pair: PairComparison, decoder: string) {
  const { first, second, differences, significance, adjusted, tested, wins } = pair;
  const row = (metric: MetricName) => [
    METRIC_TITLES[metric],
    estimate(differences[metric], signed),
    significance.p[metric].toFixed(4),
    adjusted[metric].toFixed(4),
    formatCount(wins[metric].secondWins.length),
    formatCount(wins[metric].firstWins.length),
    formatCount(wins[metric].ties.length),
  ];
  return markup`<h3>${second} against ${first}, ${decoder}</h3>
    ${table({
      caption: markup`Differences are ${second} minus ${first}; wins, losses and ties by each example's own
      score. ${methodText(significance)}; p (Holm): corrected for
      the ${tested === 1 ? 'one pair that is' : `${tested} pairs that are`} tested together.`,
      titles: ['Metric', 'Difference', 'p', 'p (Holm)', 'Wins', 'Losses', 'Ties'],
      rows: METRIC_NAMES.map(row),
    })}`;
}

function binDifferences(
  { first, second }: PairComparison,
  bins: NonNullable<PairComparison['lengthBins']>,
): Markup {
  return table({
    caption: markup`Mean token accuracy by docstring length, ${second} minus ${first}, paired by example.`,
    titles: ['Docstring tokens', 'Examples', 'Difference'],
    rows: bins.map(({ bin, examples, difference, low, high }) => [
      bin,
      formatCount(examples),
      difference === null ? null : estimate({ value: difference, low: low!, high: high! }, signed),
    ]),
  });
}

/** Outcomes that one of the runs has, down those of the first run and across those of the second. */
function matrix(pair: PairComparison): Markup {
  const { first, second, transitions } = pair;
  const count = (from: Outcome, to: Outcome) => transitions[from][to].length;
  const occurring = occurringOutcomes(pair);
  const most = Math.max(1, ...occurring.flatMap((from) => occurring.map((to) => count(from, to))));
  const cell = (from: Outcome, to: Outcome) =>
    markup`<span class="heat heat-${heat(count(from, to), most)}${from === to ? ' same' : ''}"
      >${formatCount(count(from, to))}</span
    >`;
  return markup`<div class="matrix">
    ${table({
      caption: markup`How examples ended with ${first} (down) and with ${second} (across); the stronger the colour, the more.
      On the diagonal nothing changed.`,
      titles: [`${first} ↓  ${second} →`, ...occurring],
      rows: occurring.map((from) => [from, ...occurring.map((to) => cell(from, to))]),
    })}
  </div> `;
}

/** Five shades beside none; few are still seen beside many. */
function heat(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(1, Math.ceil(5 * Math.sqrt(count / most)));
}

function changes(pair: PairComparison): Markup {
  const cells = changedCells(pair);
  if (cells.length === 0) return markup`<p>No example ended in another way.</p> `;
  return textTable({
    caption: markup`What changed from ${pair.first} to ${pair.second}, with examples.`,
    titles: ['Change', 'Examples', 'Among them'],
    rows: cells.map(({ from, to, examples }) => [
      `${from} → ${to}`,
      formatCount(examples.length),
      exampleLinks(examples, NAMED_IN_A_CELL),
    ]),
  });
}
