import { decimal } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import { markdownTable } from '../../report/markdown-table';
import { COLLECTIONS } from '../plan';
import type { StudyRecord } from '../record';
import { fullRuns } from './full-runs';

/** What Unroll's own diagnosis says of each full run. */
export function diagnosisSection(records: readonly StudyRecord[]): string | null {
  const full = fullRuns(records);
  if (full.length === 0) return null;
  const rows = full.flatMap(({ item, findings }) =>
    findings.map(({ severity, title, evidence }) => [
      item.collection,
      item.preset,
      ARCHITECTURE_TITLES[item.architecture],
      severity,
      title,
      evidence.length === 0 ? null : `${evidence[0].label}: ${valueText(evidence[0])}`,
    ]),
  );
  return [
    '## Diagnosis',
    markdownTable(['rows', 'preset', 'model', 'severity', 'finding', 'first evidence'], rows),
  ].join('\n\n');
}

function valueText({ value, unit }: { readonly value: number | string; readonly unit?: string }): string {
  const text = typeof value === 'number' ? decimal(value) : value;
  return (unit === '%' ? `${text}%` : [text, unit].filter(Boolean).join(' ')).replaceAll('|', '¦');
}

/** The files by which another machine verifies these numbers. */
export function passportsSection(records: readonly StudyRecord[]): string | null {
  const rows = records.flatMap(({ item, splitHash, passport }) =>
    passport === null
      ? []
      : [
          [
            `[${item.name}](study/passports/${passport.file})`,
            `\`${COLLECTIONS[item.collection]}\``,
            `\`${splitHash.slice(0, 16)}\``,
            Object.entries(passport.verified)
              .map(([agreement, items]) => `${items} ${agreement}`)
              .join(', '),
          ],
        ],
  );
  if (rows.length === 0) return null;
  return [
    '## Passports',
    'Each holds configuration, losses, metrics and the hashes of every example, tokenizer, tensor and prediction of a run: ' +
      '`npm run unroll -- verify docs/study/passports/NAME.json --data ROWS` says item by item whether they come out again (with ' +
      '`--run` also weights and what they decode).',
    markdownTable(['passport', 'rows', 'split', 'items verified here, with weights'], rows),
  ].join('\n\n');
}
