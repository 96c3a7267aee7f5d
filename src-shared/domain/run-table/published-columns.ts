import { formatPercentScore, formatScore } from '../../format/numbers';
import type { MetricsElsewhere } from '../import';
import { type Decoder, DECODERS, HEADLINE_DECODER } from '../run';
import type { RunColumn } from './column';
import type { PublishedMetrics, RunRow } from './run-list';

/** How files call the metrics that they publish. */
const NAMES = {
  bleu: /bleu/i,
  tokenAccuracy: /token.*acc/i,
  exactMatch: /exact/i,
} as const;
type PublishedMetric = keyof typeof NAMES;

/** What a table shows of a row that was published. */
export function publishedMetrics({ decoder, values }: MetricsElsewhere): PublishedMetrics {
  const named = (metric: PublishedMetric) =>
    Object.entries(values).find(([name]) => NAMES[metric].test(name))?.[1] ?? null;
  return {
    decoder,
    bleu: named('bleu'),
    tokenAccuracy: named('tokenAccuracy'),
    exactMatch: named('exactMatch'),
  };
}

const TITLES: Readonly<Record<PublishedMetric, string>> = {
  bleu: 'Published BLEU',
  tokenAccuracy: 'Published token accuracy',
  exactMatch: 'Published exact match',
};

/** `published.bleu`, `published.bleu.beam`: beside our own, for imported runs whose files have them. */
export const PUBLISHED_COLUMNS: readonly RunColumn[] = (Object.keys(TITLES) as PublishedMetric[]).flatMap(
  (metric) =>
    DECODERS.map((decoder): RunColumn => {
      const isHeadline = decoder === HEADLINE_DECODER;
      return {
        id: `published.${metric}${isHeadline ? '' : `.${decoder}`}`,
        aliases: isHeadline ? [`published.${metric}.${decoder}`] : [],
        title: `${TITLES[metric]}, ${decoder}`,
        short: TITLES[metric],
        note: decoder,
        kind: 'number',
        percent: true,
        group: 'Test scores',
        meaning: 'As the files of the imported run have it; how it was computed is not known.',
        better: 'higher',
        family: `published.${metric}`,
        variant: decoder,
        width: Math.max(84, 24 + 7.5 * TITLES[metric].length),
        value: (run) => publishedOf(run, decoder)?.[metric] ?? null,
        format: (value) => (metric === 'bleu' ? formatScore : formatPercentScore)(value as number),
      };
    }),
);

/** What was published for a decoder. A row that names none is taken for the headline's. */
function publishedOf({ published }: RunRow, wanted: Decoder): PublishedMetrics | undefined {
  return published.find(({ decoder }) => (decoder ?? HEADLINE_DECODER) === wanted);
}
