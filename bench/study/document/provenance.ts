import { decimal, whole } from '../../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import { SEVERITIES } from '../../../src-shared/domain/diagnosis';
import { markdownTable } from '../../report/markdown-table';
import { COLLECTIONS } from '../plan';
import type { StudyRecord } from '../record';
import { fullRuns } from './full-runs';

/** What Unroll's own diagnosis says of each full run. */
export function diagnosisSection(records: readonly StudyRecord[]): string | null {
  const full = fullRuns(records);
  if (full.length === 0) return null;
  const collections = [...new Set(full.map(({ item }) => item.collection))];
  return [
    '## Diagnosis',
    'What Unroll itself finds in these runs, with the first evidence of each finding; a dash where it does not find it.',
    ...collections.flatMap((collection) => [
      `\`${collection}\`:`,
      diagnosisTable(full.filter(({ item }) => item.collection === collection)),
    ]),
  ].join('\n\n');
}

/** Findings by run, the most severe first. */
function diagnosisTable(runs: readonly StudyRecord[]): string {
  const findings = runs.flatMap((run) => run.findings);
  const found = new Map(findings.map((finding) => [finding.id, finding]));
  const ordered = [...found.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return markdownTable(
    [
      'finding',
      'evidence',
      ...runs.map(({ item }) => `${item.preset} ${ARCHITECTURE_TITLES[item.architecture]}`),
    ],
    ordered.map(({ id, title, evidence }) => [
      escaped(title),
      escaped(evidence.at(0)?.label ?? '–'),
      ...runs.map((run) => findingText(run.findings.find((finding) => finding.id === id))),
    ]),
  );
}

function findingText(finding: StudyRecord['findings'][number] | undefined): string | null {
  if (!finding) return null;
  const [evidence] = finding.evidence;
  return evidence ? `${finding.severity}: ${valueText(evidence)}` : finding.severity;
}

function valueText({ value, unit }: { readonly value: number | string; readonly unit?: string }): string {
  const number = (given: number) => (Number.isInteger(given) ? whole(given) : decimal(given));
  const text = typeof value === 'number' ? number(value) : value;
  return escaped(unit === '%' ? `${text}%` : [text, unit].filter(Boolean).join(' '));
}

/** Text that Markdown would take as a tag or as the end of a cell. */
function escaped(text: string): string {
  return text.replaceAll('<', '\\<').replaceAll('|', '\\|');
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
