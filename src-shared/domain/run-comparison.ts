/** A comparison of runs on the same examples as a window shows it: counts stand for examples, which a link finds again. */
import type { Estimate, IntervalMethod, MetricName, Outcome, Significance } from './analysis';

/** Whose definition of the metrics: ours, or the notebooks', which drop `<UNK>` before they score. */
export const SCORINGS = ['ours', 'notebook'] as const;
export type Scoring = (typeof SCORINGS)[number];

export interface RunComparison {
  /** Of the first run, where there is a mismatch. */
  readonly examples: number;
  readonly scoring: Scoring;
  readonly intervals: IntervalMethod;
  /** Id of the run that all others are compared with. */
  readonly reference: string;
  readonly runs: readonly RunEstimates[];
  /** Why the runs cannot be held against each other, having answered different examples; null where they can. */
  readonly mismatch: string | null;
  /** One for each other run, in the order of `runs`; none where there is a mismatch. */
  readonly pairs: readonly ReferenceComparison[];
}

/** Beam search against greedy decoding. */
export interface DecoderComparison {
  readonly scoring: Scoring;
  readonly intervals: IntervalMethod;
  /** One for each run: its greedy evaluation is the reference. */
  readonly pairs: readonly ReferenceComparison[];
}

export interface RunEstimates {
  readonly run: string;
  readonly metrics: Readonly<Record<MetricName, Estimate>>;
}

/** How an evaluation differs from the reference; every difference is its value minus the reference's. */
export interface ReferenceComparison {
  readonly run: string;
  readonly differences: Readonly<Record<MetricName, Estimate>>;
  readonly significance: Significance;
  /** `p` corrected for all pairs of the comparison (Holm 1979). */
  readonly adjusted: Readonly<Record<MetricName, number>>;
  /** By each example's own score. */
  readonly wins: Readonly<Record<MetricName, WinCounts>>;
  /** `[outcome with the reference][outcome with the run]`. */
  readonly transitions: Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;
  /** Examples by the difference of their own BLEU, from -100 to 100. */
  readonly bleuDifferences: readonly DifferenceBin[];
}

export interface WinCounts {
  readonly better: number;
  readonly worse: number;
  readonly same: number;
}

/** Scores whose difference is smaller are equal in exact arithmetic. */
export const SAME_SCORE = 1e-9;

/** Whether a difference of scores belongs into a bin. */
export function isInBin(difference: number, { low, high }: Pick<DifferenceBin, 'low' | 'high'>): boolean {
  if (low === 0 && high === 0) return Math.abs(difference) <= SAME_SCORE;
  if (low >= 0) return difference > low + SAME_SCORE && difference <= high + SAME_SCORE;
  if (high <= 0) return difference >= low - SAME_SCORE && difference < high - SAME_SCORE;
  return difference >= low - SAME_SCORE && difference <= high + SAME_SCORE;
}

/** Differences above `low` and up to `high`, or below zero from `low` to below `high`; no difference has both 0. */
export interface DifferenceBin {
  readonly low: number;
  readonly high: number;
  readonly examples: number;
}
