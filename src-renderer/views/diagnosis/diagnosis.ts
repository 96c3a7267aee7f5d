/** What a diagnosis comes to, in figures and as a table; and which curves show a fault. */
import {
  type Diagnosis,
  type Finding,
  SEVERITIES,
  type Severity,
} from '../../../src-shared/domain/diagnosis';
import type { ToldFinding } from '../../../src-shared/domain/training';
import { formatCountOf } from '../../../src-shared/format/numbers';
import type { DataTable } from '../../../src-shared/format/table-text';
import { evidenceText } from './evidence';

/** How many findings of each severity there are, the gravest first; severities without one are left out. */
export function severityCounts(
  findings: readonly Finding[],
): readonly { readonly severity: Severity; readonly count: number }[] {
  return SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
}

const NOUNS: Readonly<Record<Severity, readonly [string, string]>> = {
  critical: ['critical fault', 'critical faults'],
  warning: ['warning', 'warnings'],
  note: ['note', 'notes'],
};

/** `1 critical fault, 2 warnings`; `nothing found`. */
export function countsInWords(findings: readonly Finding[]): string {
  const parts = severityCounts(findings).map(({ severity, count }) =>
    formatCountOf(count, ...NOUNS[severity]),
  );
  return parts.join(', ') || 'nothing found';
}

/** What was told while a run trained, each fault once as it was told last, the gravest first. */
export function findingsTold(told: readonly ToldFinding[]): readonly Finding[] {
  const latest = new Map(told.map(({ finding }) => [finding.id, finding]));
  return [...latest.values()].toSorted(
    (first, second) => SEVERITIES.indexOf(first.severity) - SEVERITIES.indexOf(second.severity),
  );
}

/** A row for each finding, to be taken along. */
export function findingsTable({ name, findings }: Diagnosis): DataTable {
  return {
    title: `Diagnosis of ${name}`,
    columns: ['Severity', 'Fault', 'Since epoch', 'Explanation', 'Evidence', 'What may help'],
    rows: findings.map((finding) => [
      finding.severity,
      finding.title,
      finding.epoch,
      finding.explanation,
      finding.evidence.map((evidence) => `${evidence.label}: ${evidenceText(evidence)}`).join('; '),
      finding.remedy.text,
    ]),
  };
}

export type EvidenceCurves = 'losses' | 'gradient-norm';

const IN_LOSSES = [
  ...['loss-divergence', 'checkpoint-criterion', 'exposure-bias', 'decoder-ignores-input'],
  ...['unigram-plateau', 'learning-rate-too-high'],
];
const IN_GRADIENTS = ['exploding-gradients', 'mostly-clipped', 'vanishing-gradients'];

/** The curves in which a fault shows; null for one that shows in none. */
export function evidenceCurves({ id }: Finding): EvidenceCurves | null {
  if (IN_LOSSES.includes(id)) return 'losses';
  return IN_GRADIENTS.includes(id) ? 'gradient-norm' : null;
}

/** `bleu-by-repetition` as words. */
export function faultWords(fault: string): string {
  return fault.replaceAll('-', ' ');
}
