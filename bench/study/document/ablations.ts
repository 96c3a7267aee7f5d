import { decimal } from '../../../src-main/cli/table';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { markdownTable } from '../../report/markdown-table';
import { ABLATION_BASE, ABLATION_SIZES, ABLATIONS } from '../plan';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { share } from './results';

/** What each choice gave on validation data, and what became the preset. */
export function ablationsSection(records: readonly StudyRecord[]): string | null {
  const ablations = records.filter(({ item }) => item.part === 'ablation');
  if (ablations.length === 0) return null;
  const { TRAIN_SIZE, VAL_SIZE, HIDDEN_DIM, EPOCHS } = ABLATION_SIZES;
  return [
    '## What trains these models well',
    `LSTM with attention, ${TRAIN_SIZE.toLocaleString('en')} examples, ${HIDDEN_DIM} units, ${EPOCHS} epochs, judged on ` +
      `${VAL_SIZE} validation examples; no test data were looked at. Each row changes what it says in the preset as it was before ` +
      'this study.',
    markdownTable(
      [
        'change',
        'perplexity',
        'BLEU greedy / beam',
        'distinct greedy / beam',
        'repetitive greedy / beam',
        'best epoch',
      ],
      ablations.map(ablationRow),
    ),
    `What became of it: \`recommended\` now has ${changedSettings()}.`,
  ].join('\n\n');
}

function ablationRow(record: StudyRecord) {
  const [greedy, beam] = (['greedy', 'beam'] as const).map((decoder) =>
    evaluationOf(record, 'validation', decoder),
  );
  const change = ABLATIONS[record.item.name.replace(/^ablation-/, '')];
  return [
    settingsText(change) || 'none',
    decimal(greedy.summary.perplexity),
    `${decimal(greedy.summary.bleu)} / ${decimal(beam.summary.bleu)}`,
    `${share(greedy.summary.distinctOutputs, greedy.summary.examples)} / ${share(beam.summary.distinctOutputs, beam.summary.examples)}`,
    `${share(greedy.repetitive, greedy.summary.examples)} / ${share(beam.repetitive, beam.summary.examples)}`,
    `${record.run.bestEpoch} of ${record.run.epoch}`,
  ];
}

function changedSettings(): string {
  const changed = Object.entries(PRESETS.recommended).filter(
    ([key, value]) => key in ABLATION_BASE && ABLATION_BASE[key as keyof typeof ABLATION_BASE] !== value,
  );
  return settingsText(Object.fromEntries(changed)) || 'no other settings than before';
}

function settingsText(settings: object): string {
  return Object.entries(settings)
    .map(([key, value]) => `\`${key}=${value}\``)
    .join(', ');
}
