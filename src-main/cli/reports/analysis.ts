import { METRIC_NAMES, METRIC_TITLES, type Estimate } from '../../../src-shared/domain/analysis';
import type { AttentionReport } from '../../../src-shared/domain/attention-analysis';
import type { MemorisationReport, NearestExample } from '../../../src-shared/domain/memorisation';
import type { EvaluationKey } from '../../history';
import { type Cell, decimal, formatPairs, formatTable, whole } from '../table';

/** What `analyse` prints with `--json`; null is what was not asked for. */
export interface AnalysisDocument extends EvaluationKey {
  readonly name: string;
  readonly memorisation: MemorisationReport | null;
  readonly attention: AttentionReport | null;
}

/** How many examples are named; the JSON document has all. */
const MOST_NAMED = 5;
const LONGEST_TEXT = 100;

export function analysisText(document: AnalysisDocument): string {
  const { name, split, decoder, memorisation, attention } = document;
  return [
    `${name}, ${split} split, ${decoder}`,
    ...(memorisation ? [memorisationText(memorisation)] : []),
    ...(attention ? [attentionText(attention)] : []),
  ].join('\n\n');
}

function memorisationText(report: MemorisationReport): string {
  const { nearDuplicates, verbatim, threshold, examples } = report;
  const share = (count: number) => `${whole(count)} (${decimal((100 * count) / examples.length, 1)}%)`;
  return [
    'Memorisation',
    formatPairs([
      [
        'Near duplicates',
        `${share(nearDuplicates.length)}: a training target is at least ${threshold} alike`,
      ],
      ['Known by heart', `${share(verbatim.length)}: the hypothesis is a training target, token by token`],
    ]),
    metricsTable(report),
    similarityTable(report),
    'Alike: Jaccard similarity of the sets of tokens, of whole texts for examples, as encoded for hypotheses.',
    ...namedExamples(report),
  ].join('\n\n');
}

function metricsTable({ metrics: { examples, all, unseenExamples, unseen } }: MemorisationReport): string {
  return formatTable(
    ['', 'examples', ...METRIC_NAMES.map((metric) => METRIC_TITLES[metric])],
    [
      ['all', whole(examples), ...METRIC_NAMES.map((metric) => decimal(all[metric]))],
      [
        'without near duplicates',
        whole(unseenExamples),
        ...METRIC_NAMES.map((metric) => decimal(unseen && unseen[metric])),
      ],
    ],
  );
}

/** How like the nearest training example is, over all examples. */
function similarityTable({ examples }: MemorisationReport): string {
  const row = (title: string, nearest: readonly (NearestExample | null)[]): Cell[] => {
    const similarities = nearest.map((found) => found?.similarity ?? 0).sort((a, b) => a - b);
    const atLeast = (bar: number) => whole(similarities.filter((similarity) => similarity >= bar).length);
    return [title, decimal(median(similarities)), atLeast(0.5), atLeast(0.8), atLeast(1)];
  };
  return formatTable(
    ['nearest training example, by', 'median', '≥ 0.5', '≥ 0.8', '1'],
    [
      row(
        'source',
        examples.map(({ bySource }) => bySource),
      ),
      row(
        'target',
        examples.map(({ byTarget }) => byTarget),
      ),
      row(
        'hypothesis',
        examples.map(({ byHypothesis }) => byHypothesis),
      ),
    ],
  );
}

function median(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

function namedExamples(report: MemorisationReport): string[] {
  const { nearDuplicates, verbatim, examples, trainingExamples } = report;
  const memories = new Map(examples.map((example) => [example.index, example]));
  const targets = new Map(trainingExamples.map(({ index, target }) => [index, target]));
  const rows = (indices: readonly number[], trainingOf: (index: number) => number): Cell[][] =>
    indices.slice(0, MOST_NAMED).map((index) => {
      const training = trainingOf(index);
      return [index, training, shortened(targets.get(training)!)];
    });
  const titles = (what: string) => [what, 'training example', 'its target'];
  return [
    ...(nearDuplicates.length > 0
      ? [
          formatTable(
            titles('near duplicate'),
            rows(nearDuplicates, (index) => memories.get(index)!.byTarget!.index),
          ),
        ]
      : []),
    ...(verbatim.length > 0
      ? [
          formatTable(
            titles('by heart'),
            rows(verbatim, (index) => memories.get(index)!.verbatim!),
          ),
        ]
      : []),
  ];
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

function attentionText(report: AttentionReport): string {
  const { examples, available, seed, epoch, uniformExamples, isUniform } = report;
  const drawn = `${whole(examples.length)} of ${whole(available)} examples, drawn by seed ${seed}; epoch ${epoch}`;
  return [
    `Attention, ${drawn}`,
    formatPairs([
      ['Faithfulness', estimate(report.correlation)],
      ['Step by step', estimate(report.stepwise)],
      ['Entropy', `${decimal(report.entropy)} nats a step`],
      ['Evenness', `${decimal(report.evenness)} (1: all positions alike)`],
      ['Coverage', `${decimal(report.coverage)} of the source`],
      ['Even examples', whole(uniformExamples.length)],
    ]),
    'Faithfulness: rank correlation of the attention a source token gets with how much less probable the answer becomes\n' +
      'when <UNK> takes its place; in brackets 95% intervals over examples (bootstrap).',
    ...(isUniform
      ? ['Attention is spread evenly over the source: it does not tell what the answers depend on.']
      : []),
  ].join('\n\n');
}

function estimate(value: Estimate | null): string {
  if (value === null) return 'not known: attention, or what masking costs, is the same for all tokens';
  return `${decimal(value.value)} [${decimal(value.low)}, ${decimal(value.high)}]`;
}
