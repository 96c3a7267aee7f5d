/** The comparison of a study's runs, ready to print. */
import { ARCHITECTURES, type Architecture } from '../../../src-shared/domain/architecture';
import type { Decoder, EvaluationSummary, MetricValues, Run } from '../../../src-shared/domain/run';

export const DECODERS: readonly Decoder[] = ['greedy', 'beam'];

export const METRICS = [
  { key: 'bleu', title: 'BLEU' },
  { key: 'tokenAccuracy', title: 'Token accuracy' },
  { key: 'exactMatch', title: 'Exact match' },
] as const satisfies readonly { key: keyof MetricValues; title: string }[];

export interface ComparisonCell {
  readonly decoder: Decoder;
  readonly metric: keyof MetricValues;
  readonly value: number;
  readonly asNotebook: number;
  /** The highest value of its metric over all runs and decoders. */
  readonly best: boolean;
}

export interface ComparisonRow {
  readonly architecture: Architecture;
  readonly evaluations: Readonly<Partial<Record<Decoder, EvaluationSummary>>>;
  /** Greedy's metrics, then beam's; null where a run has no such evaluation. */
  readonly cells: readonly (ComparisonCell | null)[];
}

/** One row per architecture that has a run, in the order in which a study trains them. */
export function compareRuns(
  runs: readonly Run[],
  evaluations: readonly EvaluationSummary[],
): ComparisonRow[] {
  return ARCHITECTURES.filter((architecture) => runs.some((run) => run.architecture === architecture)).map(
    (architecture) => {
      const own = (decoder: Decoder) =>
        evaluations.find((other) => other.architecture === architecture && other.decoder === decoder);
      return {
        architecture,
        evaluations: { greedy: own('greedy'), beam: own('beam') },
        cells: DECODERS.flatMap((decoder) =>
          METRICS.map(({ key }) => cellOf(own(decoder), key, evaluations)),
        ),
      };
    },
  );
}

function cellOf(
  evaluation: EvaluationSummary | undefined,
  metric: keyof MetricValues,
  all: readonly EvaluationSummary[],
): ComparisonCell | null {
  if (!evaluation) return null;
  const value = evaluation[metric];
  const highest = Math.max(...all.map((other) => other[metric]));
  return {
    decoder: evaluation.decoder,
    metric,
    value,
    asNotebook: evaluation.asNotebook[metric],
    // Nothing is best where all are equal to zero.
    best: value === highest && value > 0 && all.length > 1,
  };
}
