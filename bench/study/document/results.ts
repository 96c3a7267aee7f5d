import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import { DECODERS, type Decoder } from '../../../src-shared/domain/run';
import { markdownTable } from '../../report/markdown-table';
import { PUBLISHED } from '../published';
import type { StudyRecord } from '../record';
import { bleuEstimate, evaluationOf } from '../statistics';
import { figureLinks } from './figures';
import { fullRuns } from './full-runs';

/** Every full run's metrics on test data. */
export function resultsSection(records: readonly StudyRecord[]): string | null {
  const full = fullRuns(records);
  if (full.length === 0) return null;
  return [
    '## Results on test data',
    markdownTable(
      [
        'rows',
        'preset',
        'model',
        'decoder',
        'BLEU-4 [95%]',
        'token accuracy',
        'exact match',
        'perplexity',
        'distinct outputs',
        'dominated by repetition',
        'length ratio',
        'best epoch',
      ],
      full.flatMap((record) => DECODERS.map((decoder) => resultRow(record, decoder))),
    ),
    'Perplexity is teacher-forced, of the references. An output is dominated by repetition when a quarter or more of its ' +
      '4-grams stood in it before; `NO_REPEAT_NGRAM` of 4 or less makes that impossible, so the share says something of a model ' +
      'only where it is off.',
    "The published run reported, on its own rows and with the notebooks' metrics:",
    markdownTable(
      ['model', 'decoder', 'BLEU', 'token accuracy', 'exact match'],
      PUBLISHED.map(({ architecture, decoder, bleu, tokenAccuracy, exactMatch }) => [
        ARCHITECTURE_TITLES[architecture],
        decoder,
        decimal(bleu, 3),
        `${decimal(tokenAccuracy, 1)}%`,
        `${decimal(exactMatch, 1)}%`,
      ]),
    ),
    ...figureLinks(records),
  ].join('\n\n');
}

function resultRow(record: StudyRecord, decoder: Decoder) {
  const { item, run } = record;
  const evaluation = evaluationOf(record, 'test', decoder);
  const { summary, repetitive } = evaluation;
  const { value, low, high } = bleuEstimate(evaluation);
  return [
    item.collection,
    item.preset,
    ARCHITECTURE_TITLES[item.architecture],
    decoder,
    `${decimal(value)} [${decimal(low)}, ${decimal(high)}]`,
    `${decimal(summary.tokenAccuracy, 1)}%`,
    `${decimal(summary.exactMatch, 1)}%`,
    decimal(summary.perplexity, 1),
    share(summary.distinctOutputs, summary.examples),
    share(repetitive, summary.examples),
    decimal(summary.lengthRatio),
    `${run.bestEpoch} of ${run.epoch}`,
  ];
}

export function share(count: number, all: number): string {
  return `${decimal((100 * count) / all, 1)}%`;
}
