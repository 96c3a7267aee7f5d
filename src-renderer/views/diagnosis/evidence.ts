/** How the figures of a finding are written. */
import type { FindingEvidence } from '../../../src-shared/domain/diagnosis';
import { formatCount, formatDecimal, NO_VALUE } from '../../../src-shared/format/numbers';

/** `5.2 nats`, `97.0%`, `1,500 examples`; words stay as they are. */
export function evidenceText({ value, unit }: FindingEvidence): string {
  const text = valueText(value, unit);
  if (unit === undefined) return text;
  return unit === '%' ? `${text}%` : `${text} ${unit}`;
}

function valueText(value: number | string | null, unit?: string): string {
  if (typeof value === 'string') return value;
  if (value === null || Number.isNaN(value)) return NO_VALUE;
  if (unit === '%') return value.toFixed(1);
  return Number.isInteger(value) ? formatCount(value) : formatDecimal(value);
}
