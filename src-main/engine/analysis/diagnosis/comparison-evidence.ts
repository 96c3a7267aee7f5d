import { METRIC_NAMES, type RunPredictions } from '../../../../src-shared/domain/analysis';
import type { ComparisonEvidence } from '../../../../src-shared/domain/diagnosis';
import { compareRuns } from '../comparison';

/**
 * The differences of a run to another one on the same examples, metric by metric.
 *
 * @throws UserError when the examples differ.
 */
export function comparisonEvidence(
  run: RunPredictions,
  other: RunPredictions,
  seed: number,
): ComparisonEvidence[] {
  const { examples, pairs } = compareRuns([other, run], seed);
  const [{ differences, significance }] = pairs;
  return METRIC_NAMES.map((metric) => ({
    other: other.run,
    metric,
    difference: differences[metric],
    p: significance.p[metric],
    examples,
  }));
}
