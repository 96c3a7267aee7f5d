import { formatCount, formatDecimal } from '../../../../../src-shared/format/numbers';
import { METRIC_TITLES } from '../../../../../src-shared/domain/analysis';
import type { ComparisonEvidence, Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';

const SIGNIFICANT = 0.05;

/** Differences between runs that so few examples cannot tell from chance. */
export function chanceDifferences({ comparisons }: RunEvidence): (Finding | null)[] {
  const uncertain = (comparisons ?? []).filter(
    ({ difference, p }) => difference.value !== 0 && p >= SIGNIFICANT,
  );
  return [uncertain.length === 0 ? null : finding(uncertain)];
}

function finding(uncertain: readonly ComparisonEvidence[]): Finding {
  const examples = Math.max(...uncertain.map((comparison) => comparison.examples));
  const needed = Math.max(...uncertain.map(examplesNeeded));
  const size = Number.isFinite(needed) ? ` to about ${formatCount(needed)}` : '';
  return {
    id: 'chance-differences',
    severity: 'note',
    title: 'Too few examples for a claimed difference',
    explanation: `${uncertain.map(sentence).join(' ')} With ${formatCount(examples)} examples, chance alone makes such differences.`,
    evidence: uncertain.flatMap(({ other, metric, difference, p }) => [
      {
        label: `${METRIC_TITLES[metric]} minus that of ${other}`,
        value: difference.value,
        expected: `an interval without 0 (${formatDecimal(difference.low)} to ${formatDecimal(difference.high)})`,
      },
      { label: `p of ${METRIC_TITLES[metric]} against ${other}`, value: p, expected: `below ${SIGNIFICANT}` },
    ]),
    examples: [],
    remedy: {
      text: `Claim no difference, or raise TEST_SIZE${size} and evaluate both runs again.`,
      keys: ['TEST_SIZE'],
    },
    epoch: null,
  };
}

function sentence({ other, metric, difference, p }: ComparisonEvidence): string {
  const direction = difference.value > 0 ? 'above' : 'below';
  return `${METRIC_TITLES[metric]} is ${formatDecimal(Math.abs(difference.value))} ${direction} that of ${other} (p = ${p.toFixed(2)}).`;
}

/** Intervals narrow with the square root of the number of examples: as many as bring their end to 0. */
function examplesNeeded({ difference: { value, low, high }, examples }: ComparisonEvidence): number {
  const needed = examples * ((high - low) / 2 / value) ** 2;
  return Math.max(examples, Number(needed.toPrecision(2)));
}
