/** What an answer to a text is made of. */

/** How to decode where it is not as the run's configuration says. */
export interface DecodingChoices {
  /** Exponent of the length penalty; 0 for none. */
  readonly lengthNormalisation?: number;
  /** Most tokens of a hypothesis, <EOS> counted. */
  readonly maximumLength?: number;
}

/** A token of a source before it is encoded. */
export interface SourceWord {
  readonly text: string;
  /** Whether the vocabulary has it; the run reads <UNK> in place of others. */
  readonly known: boolean;
  /** Whether it is read at all: longer sources are cut. */
  readonly read: boolean;
}

/** A token that was written, among those that could have been. */
export interface OutputStep {
  /** `<EOS>` at the end. */
  readonly token: string;
  /** It was given rather than chosen. */
  readonly forced: boolean;
  readonly probability: number;
  /** Of the distribution over the whole vocabulary, in nats. */
  readonly entropy: number;
  /** The most likely tokens, best first. */
  readonly alternatives: readonly { readonly token: string; readonly probability: number }[];
}
