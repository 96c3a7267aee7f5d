import {
  type Diagnosis,
  type Finding,
  type FindingEvidence,
  SEVERITIES,
  type UncheckedFaults,
} from '../../../src-shared/domain/diagnosis';
import { formatPairs, whole } from '../table';

/** How many examples of a finding are named; the JSON document has all. */
const MOST_NAMED = 12;
const INDENT = '  ';

export function diagnosisText({ name, findings, unchecked }: Diagnosis): string {
  return [
    `${name}: ${summary(findings)}`,
    ...findings.map(findingText),
    ...(unchecked.length === 0 ? [] : [uncheckedText(unchecked)]),
  ].join('\n\n');
}

function summary(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing wrong was found';
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ');
}

function findingText({
  id,
  severity,
  title,
  explanation,
  evidence,
  examples,
  remedy,
  epoch,
}: Finding): string {
  const since = epoch === null ? '' : `, epoch ${epoch}`;
  return [
    `${severity.toUpperCase()}  ${title} (${id}${since})`,
    indented(explanation),
    indented(formatPairs(evidence.map((item) => [item.label, evidenceText(item)]))),
    ...(examples.length === 0 ? [] : [indented(`Examples: ${exampleNumbers(examples)}`)]),
    indented(`Remedy: ${remedy.text}`),
  ].join('\n');
}

function evidenceText({ value, unit, expected }: FindingEvidence): string {
  const number = typeof value === 'number' ? numberText(value) : value;
  const measured = unit === undefined ? number : `${number}${unit === '%' ? '' : ' '}${unit}`;
  return expected === undefined ? measured : `${measured} (expected: ${expected})`;
}

/** As many digits as say something, whatever the size. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return whole(value)!;
  return String(Number(value.toPrecision(4)));
}

function exampleNumbers(examples: readonly number[]): string {
  const named = examples.slice(0, MOST_NAMED).join(' ');
  return examples.length > MOST_NAMED ? `${named} … (${whole(examples.length)} in all)` : named;
}

function uncheckedText(unchecked: readonly UncheckedFaults[]): string {
  const lines = unchecked.map(({ faults, reason }) => indented(`${faults.join(', ')}: ${reason}`));
  return ['Not looked for', ...lines].join('\n');
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, INDENT);
}
