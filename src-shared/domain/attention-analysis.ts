import type { Estimate } from './analysis';

/** Attention weights `[step][source position]`; each row sums to 1. */
export type AttentionMatrix = readonly (readonly number[])[];

/** Where the decoder looked while it wrote one token. */
export interface AttentionStep {
  /** Shannon entropy of the weights in nats: 0 looks at one position, ln(positions) at all alike. */
  readonly entropy: number;
  /** Entropy over its largest value ln(positions), from 0 to 1 (Pielou 1966). 0 where there is one position only. */
  readonly evenness: number;
  /** Share of the source looked at so far, up to this step: the mean over positions of min(1, sum of weights). */
  readonly coverage: number;
}

export interface AttentionProfile {
  readonly steps: readonly AttentionStep[];
  /** Sum of the weights of all steps on each source position. */
  readonly mass: readonly number[];
}

/** Whether attention tells what an answer depends on. Correlations are Spearman's, from -1 to 1. */
export interface ExampleFaithfulness {
  /** Position within the split, from 0. */
  readonly index: number;
  /**
   * Of a source token's attention over all steps with the drop of the answer's log-probability when it is masked; null
   * where either is the same for all tokens.
   */
  readonly correlation: number | null;
  /**
   * The same for every pair of step and source token on its own. It also rates a model that copies word by word, which
   * gives every token the same attention in all.
   */
  readonly stepwise: number | null;
  /** Mean evenness over the steps. */
  readonly evenness: number;
  /** Attention that is spread evenly at every step tells nothing, whatever its correlation is. */
  readonly isUniform: boolean;
}

export interface RunFaithfulness {
  readonly examples: readonly ExampleFaithfulness[];
  /** Means over the examples that have the correlation, with 95% bootstrap intervals; null where none has. */
  readonly correlation: Estimate | null;
  readonly stepwise: Estimate | null;
  /** Mean over all examples. */
  readonly evenness: number;
  /** Examples (positions) with uniform attention. */
  readonly uniformExamples: readonly number[];
  /** Whether at least half of the examples are uniform. */
  readonly isUniform: boolean;
  readonly seed: number;
}
