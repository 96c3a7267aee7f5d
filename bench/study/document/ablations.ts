import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES, ARCHITECTURES } from '../../../src-shared/domain/architecture';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { markdownTable } from '../../report/markdown-table';
import { ABLATION_BASE, ABLATION_SIZES } from '../plan';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { share } from './results';
import { DECODERS } from '../../../src-shared/domain/run';

/** What each choice gave on validation data, and what became the preset. */
export function ablationsSection(records: readonly StudyRecord[]): string | null {
  const ablations = records.filter(({ item }) => item.part === 'ablation');
  if (ablations.length === 0) return null;
  const { TRAIN_SIZE, VAL_SIZE, HIDDEN_DIM, EPOCHS } = ABLATION_SIZES;
  return [
    '## What trains these models well',
    `${TRAIN_SIZE.toLocaleString('en')} examples, ${HIDDEN_DIM} units, ${EPOCHS} epochs, judged on ` +
      `${VAL_SIZE} validation examples; no test data were looked at. Each row changes what it says in the preset as it was before ` +
      'this study.',
    ...[...ARCHITECTURES].reverse().flatMap((architecture) => {
      const own = ablations.filter(({ item }) => item.architecture === architecture);
      return own.length === 0 ? [] : [`### ${ARCHITECTURE_TITLES[architecture]}`, ablationsTable(own)];
    }),
    `What became of it: \`recommended\` now has ${changedSettings()}.`,
  ].join('\n\n');
}

function ablationsTable(ablations: readonly StudyRecord[]): string {
  return markdownTable(
    [
      'change',
      'perplexity',
      'BLEU greedy / beam',
      'distinct greedy / beam',
      'repetitive greedy / beam',
      'best epoch',
    ],
    ablations.map(ablationRow),
  );
}

function ablationRow(record: StudyRecord) {
  const [greedy, beam] = DECODERS.map((decoder) => evaluationOf(record, 'validation', decoder));
  const base = new Map<string, unknown>(Object.entries({ ...ABLATION_SIZES, ...ABLATION_BASE }));
  const change = Object.entries(record.item.settings).filter(([key, value]) => base.get(key) !== value);
  return [
    settingsText(Object.fromEntries(change)) || 'none',
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
