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

/**
 * How much less probable an answer becomes when a token of its source is masked: when `<UNK>` stands in its place, so that
 * all others stay where they are. `<SOS>` and `<EOS>` are no tokens of the text, and what is `<UNK>` already has nothing to
 * be masked; those are left out.
 */
export interface SourceMasking {
  /** Positions of the masked tokens within the source, `<SOS>` standing at 0. */
  readonly positions: readonly number[];
  /** `[step][masked token]`: how much less probable (in nats) the step's token is, given the same tokens before it. */
  readonly drops: readonly (readonly number[])[];
}

/** Whether attention tells what an answer depends on. Correlations are Spearman's, from -1 to 1. */
export interface AnswerFaithfulness {
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
  /** Means over the steps, of the attention to all positions. */
  readonly entropy: number;
  readonly evenness: number;
  /** After the last step. */
  readonly coverage: number;
  /** Attention that is spread evenly at every step tells nothing, whatever its correlation is. */
  readonly isUniform: boolean;
}

export interface ExampleFaithfulness extends AnswerFaithfulness {
  /** Position within the split, from 0. */
  readonly index: number;
}

export interface RunFaithfulness {
  readonly examples: readonly ExampleFaithfulness[];
  /** Means over the examples that have the correlation, with 95% bootstrap intervals; null where none has. */
  readonly correlation: Estimate | null;
  readonly stepwise: Estimate | null;
  /** Means over all examples. */
  readonly entropy: number;
  readonly evenness: number;
  readonly coverage: number;
  /** Examples (positions) with uniform attention. */
  readonly uniformExamples: readonly number[];
  /** Whether at least half of the examples are uniform. */
  readonly isUniform: boolean;
  readonly seed: number;
}

/** What the attention of a run tells, by examples that were drawn at random from a split. */
export interface AttentionReport extends RunFaithfulness {
  /** Examples in the split. */
  readonly available: number;
  /** Epoch of the checkpoint. */
  readonly epoch: number;
}
