/** Dimensions of a synthetic training step. */
export interface StepSizes {
  /** Sentences. */
  readonly batch: number;
  /** Longest source and target, in tokens with <SOS> and <EOS>. */
  readonly source: number;
  readonly target: number;
  /** Entries of each of the two vocabularies, special tokens included. */
  readonly vocabulary: number;
  /** Units of the embeddings and of the hidden states. */
  readonly hidden: number;
}

/** Those of the specification. */
export const SPECIFIED_SIZES: StepSizes = {
  batch: 64,
  source: 50,
  target: 80,
  vocabulary: 5000,
  hidden: 256,
};
