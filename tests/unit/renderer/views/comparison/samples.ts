import type { WholeRun } from '../../../../../src-renderer/state/chosen-runs';
import { METRIC_NAMES, OUTCOMES, type Outcome } from '../../../../../src-shared/domain/analysis';
import type { Architecture } from '../../../../../src-shared/domain/architecture';
import type { EvaluationSummary } from '../../../../../src-shared/domain/run';
import type { ReferenceComparison, RunComparison } from '../../../../../src-shared/domain/run-comparison';
import { sampleEvaluation, sampleRun, sampleStudy } from '../../samples';

/** A chosen run with evaluations that differ from the sample as told. */
export function chosenRun(
  id: string,
  architecture: Architecture,
  evaluations: readonly Partial<EvaluationSummary>[],
): WholeRun {
  const run = sampleRun({
    id,
    architecture,
    evaluations: evaluations.map((changes) => sampleEvaluation({ run: id, architecture, ...changes })),
  });
  return { study: sampleStudy([run]), run, label: architecture, turn: 0 };
}

const byMetric = <Value>(value: Value) =>
  Object.fromEntries(METRIC_NAMES.map((metric) => [metric, value])) as Record<
    (typeof METRIC_NAMES)[number],
    Value
  >;

export function noTransitions(): Record<Outcome, Record<Outcome, number>> {
  const byOutcome = <Value>(valueOf: () => Value) =>
    Object.fromEntries(OUTCOMES.map((outcome) => [outcome, valueOf()])) as Record<Outcome, Value>;
  return byOutcome(() => byOutcome(() => 0));
}

/** A run whose every metric is above the reference's by `difference`. */
export function samplePair(run: string, difference: number, adjusted: number): ReferenceComparison {
  const estimate = { value: difference, low: difference - 1, high: difference + 1 };
  return {
    run,
    differences: byMetric(estimate),
    significance: {
      method: 'paired approximate randomisation, two-sided',
      seed: 42,
      shuffles: 10_000,
      p: byMetric(adjusted / 2),
    },
    adjusted: byMetric(adjusted),
    wins: byMetric({ better: 3, worse: 1, same: 46 }),
    transitions: noTransitions(),
    bleuDifferences: [],
  };
}

export function sampleComparison(changes: Partial<RunComparison> = {}): RunComparison {
  return {
    examples: 50,
    scoring: 'ours',
    intervals: { method: 'paired bootstrap, percentiles 2.5 and 97.5', seed: 42, resamples: 1000 },
    reference: 'a',
    mismatch: null,
    runs: ['a', 'b'].map((run) => ({ run, metrics: byMetric({ value: 2, low: 1, high: 4 }) })),
    pairs: [samplePair('b', 3, 0.004)],
    ...changes,
  };
}
