import {
  formatCount,
  formatLoss,
  formatPercentage,
  formatPercentScore,
  formatPerplexity,
  formatRatio,
  formatScore,
} from '../../format/numbers';
import type { RunConfiguration } from '../configuration';
import type { SplitName } from '../data';
import { type Decoder, DECODERS, HEADLINE_DECODER } from '../run';
import type { RunColumn } from './column';
import {
  LISTED_METRICS,
  type ListedEvaluation,
  type ListedMetric,
  type OverEpochs,
  type RunRow,
} from './run-list';

const asCount = (value: unknown) => formatCount(value as number);
const asLoss = (value: unknown) => formatLoss(value as number);
const asScore = (value: unknown) => formatScore(value as number);
const asPercent = (value: unknown) => formatPercentScore(value as number);
const asRatio = (value: unknown) => formatRatio(value as number);

const OVER_EPOCHS = {
  best: 'best epoch',
  last: 'last epoch',
  min: 'lowest',
  max: 'highest',
} as const satisfies Readonly<Record<keyof OverEpochs, string>>;

type Quantity = 'trainLoss' | 'validationLoss' | 'freeRunningLoss' | 'tokensPerSecond';

function overEpochs(
  quantity: Quantity,
  title: string,
  rest: Pick<RunColumn, 'meaning' | 'better' | 'format' | 'width'> & Pick<RunColumn, 'aliases' | 'short'>,
): readonly RunColumn[] {
  const { aliases = [], short = title, ...common } = rest;
  return (Object.keys(OVER_EPOCHS) as (keyof OverEpochs)[]).map((variant) => ({
    ...common,
    id: variant === 'best' ? quantity : `${quantity}.${variant}`,
    aliases:
      variant === 'best' ? [`${quantity}.best`, ...aliases] : aliases.map((name) => `${name}.${variant}`),
    title: variant === 'best' ? title : `${title}, ${OVER_EPOCHS[variant]}`,
    short: variant === 'best' ? short : `${short}, ${variant}`,
    kind: 'number',
    group: 'Training',
    family: quantity,
    variant: OVER_EPOCHS[variant],
    value: (run: RunRow) => run[quantity][variant],
  }));
}

const LOSS_OF_CRITERION = {
  'teacher-forced': 'validationLoss',
  'free-running': 'freeRunningLoss',
} as const satisfies Readonly<Record<RunConfiguration['CHECKPOINT_CRITERION'], Quantity>>;

const LOSSES: readonly RunColumn[] = [
  ...overEpochs('trainLoss', 'Training loss', {
    aliases: ['train'],
    meaning: 'Mean cross-entropy of a target token while training, in nats.',
    better: 'lower',
    format: asLoss,
    width: 108,
  }),
  ...overEpochs('validationLoss', 'Validation loss', {
    aliases: ['loss', 'val'],
    meaning: 'Mean cross-entropy of a validation token given the true tokens before it, in nats.',
    better: 'lower',
    format: asLoss,
    width: 118,
  }),
  ...overEpochs('freeRunningLoss', 'Free-running loss', {
    meaning: 'Mean cross-entropy of a validation token given the model’s own tokens before it, in nats.',
    better: 'lower',
    format: asLoss,
    width: 130,
  }),
  ...overEpochs('tokensPerSecond', 'Tokens per second', {
    short: 'Tokens/s',
    aliases: ['speed'],
    meaning: 'Target tokens a second while training.',
    better: 'higher',
    format: asCount,
    width: 100,
  }),
];

const CHECKPOINT_LOSS: RunColumn = {
  id: 'checkpointLoss',
  title: 'Checkpoint loss',
  meaning:
    'The validation loss that chose the weights, at its best epoch: the free-running one where CHECKPOINT_CRITERION says so.',
  better: 'lower',
  kind: 'number',
  group: 'Training',
  family: 'checkpointLoss',
  variant: null,
  width: 122,
  value: (run) => run[LOSS_OF_CRITERION[run.configuration.CHECKPOINT_CRITERION]].best,
  format: asLoss,
};

const SCORES: Readonly<
  Record<ListedMetric, Pick<RunColumn, 'title' | 'meaning' | 'better' | 'format' | 'aliases' | 'percent'>>
> = {
  bleu: {
    title: 'BLEU',
    meaning: 'Corpus BLEU-4, from 0 to 100.',
    percent: true,
    better: 'higher',
    format: asScore,
  },
  tokenAccuracy: {
    title: 'Token accuracy',
    aliases: ['accuracy', 'acc'],
    meaning: 'Percent of reference positions that hold the right token.',
    percent: true,
    better: 'higher',
    format: asPercent,
  },
  exactMatch: {
    title: 'Exact match',
    aliases: ['exact'],
    meaning: 'Percent of examples whose tokens are all right.',
    percent: true,
    better: 'higher',
    format: asPercent,
  },
  exactMatchText: {
    title: 'Exact match of texts',
    meaning: 'Percent of examples whose texts are equal, white space folded.',
    percent: true,
    better: 'higher',
    format: asPercent,
  },
  perplexity: {
    title: 'Perplexity',
    aliases: ['ppl'],
    meaning: 'Of the references, given the true tokens before each.',
    better: 'lower',
    format: (value) => formatPerplexity(value as number),
  },
  lengthRatio: {
    title: 'Length ratio',
    meaning: 'Tokens written for one of the references; 1 is as long.',
    better: null,
    format: asRatio,
  },
  brevityPenalty: {
    title: 'Brevity penalty',
    meaning: 'What BLEU is multiplied by because outputs are short.',
    better: 'higher',
    format: asRatio,
  },
  repetition: {
    title: 'Repetition',
    meaning: 'Share of 4-grams that stood earlier in the same output; filters have it from 0 to 1.',
    better: 'lower',
    format: (value) => formatPercentage(100 * (value as number)),
  },
  distinctOutputs: {
    title: 'Distinct outputs',
    meaning: 'How many different texts it wrote.',
    better: 'higher',
    format: asCount,
  },
  examples: {
    title: 'Examples scored',
    meaning: 'Examples of the evaluation.',
    better: null,
    format: asCount,
  },
};

const SPLITS = ['test', 'validation', 'train'] as const satisfies readonly SplitName[];

/** Metrics that are of the references alone: no decoder changes them. */
const WITHOUT_DECODER: readonly ListedMetric[] = ['perplexity', 'examples'];

/** `bleu`, `bleu.beam`, `bleu.validation`, `bleu.validation.beam`: greedy decoding where none is named, the test split too. */
const METRICS: readonly RunColumn[] = LISTED_METRICS.flatMap((metric, place) =>
  SPLITS.flatMap((split) =>
    (WITHOUT_DECODER.includes(metric) ? [null] : DECODERS).map((decoder) =>
      metricColumn(metric, place, split, decoder),
    ),
  ),
);

function metricColumn(
  metric: ListedMetric,
  place: number,
  split: SplitName,
  decoder: Decoder | null,
): RunColumn {
  const { title, aliases = [], ...common } = SCORES[metric];
  const ofSplit = split === 'test' ? [] : [split];
  const suffix = suffixOf([...ofSplit, ...(decoder && decoder !== HEADLINE_DECODER ? [decoder] : [])]);
  const named = decoder === HEADLINE_DECODER ? [suffixOf([...ofSplit, decoder])] : [];
  const note = [...ofSplit, ...(decoder ? [decoder] : [])].join(', ');
  return {
    ...common,
    id: `${metric}${suffix}`,
    aliases: [...aliases.map((alias) => `${alias}${suffix}`), ...named.map((full) => `${metric}${full}`)],
    title: note ? `${title}, ${note}` : title,
    short: title,
    note,
    kind: 'number',
    group: 'Test scores',
    family: metric,
    variant: variantTitle(split, decoder),
    width: Math.max(84, 24 + 7.5 * title.length),
    value: (run) => evaluationOf(run, split, decoder)?.metrics[place] ?? null,
  };
}

/** `beam`, `validation split, beam`, `test split` where there is no decoder. */
function variantTitle(split: SplitName, decoder: Decoder | null): string {
  if (decoder === null) return `${split} split`;
  return split === 'test' ? decoder : `${split} split, ${decoder}`;
}

function suffixOf(parts: readonly string[]): string {
  return parts.map((part) => `.${part}`).join('');
}

/** The evaluation of a split by a decoder, or by any. */
function evaluationOf(
  { evaluations }: RunRow,
  split: SplitName,
  decoder: Decoder | null,
): ListedEvaluation | undefined {
  return evaluations.find(
    (found) => found.split === split && (decoder === null || found.decoder === decoder),
  );
}

/** What was measured of a run: over its epochs, and by evaluations. */
export const MEASURED_COLUMNS: readonly RunColumn[] = [...LOSSES, CHECKPOINT_LOSS, ...METRICS];
