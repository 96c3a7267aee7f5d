import { formatCount, formatLoss, formatScore } from '../../format/numbers';
import type { SplitName } from '../data';
import { DECODERS, type Decoder } from '../run';
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
const asRatio = (value: unknown) => (value as number).toFixed(3);

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
    format: asScore,
  },
  exactMatch: {
    title: 'Exact match',
    aliases: ['exact'],
    meaning: 'Percent of examples whose tokens are all right.',
    percent: true,
    better: 'higher',
    format: asScore,
  },
  exactMatchText: {
    title: 'Exact match of texts',
    meaning: 'Percent of examples whose texts are equal, white space folded.',
    percent: true,
    better: 'higher',
    format: asScore,
  },
  perplexity: {
    title: 'Perplexity',
    aliases: ['ppl'],
    meaning: 'Of the references, given the true tokens before each.',
    better: 'lower',
    format: asScore,
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
    meaning: 'Share of 4-grams that stood earlier in the same output, from 0 to 1.',
    better: 'lower',
    format: asRatio,
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
const READINGS = ['best', ...DECODERS] as const;

/** `bleu`, `bleu.greedy`, `bleu.validation`, `bleu.validation.beam`: the better decoder where none is named, the test split too. */
const METRICS: readonly RunColumn[] = LISTED_METRICS.flatMap((metric, place) =>
  SPLITS.flatMap((split) =>
    READINGS.map((reading): RunColumn => {
      const { title, aliases = [], ...common } = SCORES[metric];
      const parts = [...(split === 'test' ? [] : [split]), ...(reading === 'best' ? [] : [reading])];
      const suffix = parts.map((part) => `.${part}`).join('');
      return {
        ...common,
        id: `${metric}${suffix}`,
        aliases: aliases.map((alias) => `${alias}${suffix}`),
        title: parts.length === 0 ? title : `${title}, ${parts.join(' ')}`,
        kind: 'number',
        group: 'Test scores',
        family: metric,
        variant: variantTitle(split, reading),
        width: Math.max(84, 24 + 7.5 * title.length),
        value: (run) => evaluationOf(run, split, reading)?.metrics[place] ?? null,
      };
    }),
  ),
);

function variantTitle(split: SplitName, reading: (typeof READINGS)[number]): string {
  const which = reading === 'best' ? 'better decoder' : reading;
  return split === 'test' ? which : `${split} split, ${which}`;
}

const BLEU = LISTED_METRICS.indexOf('bleu');

/** The evaluation of a split by a decoder, or by that with the higher BLEU. */
function evaluationOf(
  { evaluations }: RunRow,
  split: SplitName,
  reading: 'best' | Decoder,
): ListedEvaluation | null {
  let best: ListedEvaluation | null = null;
  for (const evaluation of evaluations) {
    if (evaluation.split !== split || (reading !== 'best' && evaluation.decoder !== reading)) continue;
    if (!best || (evaluation.metrics[BLEU] ?? 0) > (best.metrics[BLEU] ?? 0)) best = evaluation;
  }
  return best;
}

/** What was measured of a run: over its epochs, and by evaluations. */
export const MEASURED_COLUMNS: readonly RunColumn[] = [...LOSSES, ...METRICS];
