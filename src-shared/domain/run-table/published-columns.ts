import { formatScore } from '../../format/numbers';
import type { MetricsElsewhere } from '../import';
import { DECODERS } from '../run';
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
const READINGS = ['best', ...DECODERS] as const;

/** `published.bleu`, `published.bleu.beam`: beside our own, for imported runs whose files have them. */
export const PUBLISHED_COLUMNS: readonly RunColumn[] = (Object.keys(TITLES) as PublishedMetric[]).flatMap(
  (metric) =>
    READINGS.map((reading): RunColumn => {
      const isBest = reading === 'best';
      const title = isBest ? TITLES[metric] : `${TITLES[metric]}, ${reading}`;
      return {
        id: `published.${metric}${isBest ? '' : `.${reading}`}`,
        title,
        kind: 'number',
        percent: true,
        group: 'Test scores',
        meaning: 'As the files of the imported run have it; how it was computed is not known.',
        better: 'higher',
        family: `published.${metric}`,
        variant: isBest ? 'better decoder' : reading,
        width: Math.max(84, 24 + 7.5 * title.length),
        value: (run) => publishedOf(run, reading)?.[metric] ?? null,
        format: (value) => formatScore(value as number),
      };
    }),
);

/** What was published for a decoder, or with the highest BLEU. */
function publishedOf({ published }: RunRow, reading: (typeof READINGS)[number]): PublishedMetrics | null {
  const candidates = published.filter(({ decoder }) => reading === 'best' || decoder === reading);
  return candidates.reduce<PublishedMetrics | null>(
    (best, next) => (best && (best.bleu ?? 0) >= (next.bleu ?? 0) ? best : next),
    null,
  );
}
