/** A hypothesis that beam search weighed at one step. */
export interface BeamCandidate {
  /** The token that was put behind its parent, `<EOS>` if that ended it. */
  readonly token: string;
  /** Place among the candidates of the step before; null at the first step. */
  readonly parent: number | null;
  /** Sum of the log-probabilities of all its tokens, `<EOS>` counted. */
  readonly logProbability: number;
  /** What it is ranked by: its log-probability, divided by the length penalty where lengths are normalised. */
  readonly score: number;
  readonly ended: boolean;
  /** It ended at an earlier step and stands in the beam as it was: its parent is the same hypothesis. */
  readonly carriedOver: boolean;
  /** Whether it stays in the beam; the others are pruned. */
  readonly kept: boolean;
}

export interface BeamStep {
  /** Best first, so that the kept ones come before the pruned ones. */
  readonly candidates: readonly BeamCandidate[];
}

/**
 * All that beam search weighed for one input, step by step: of every live hypothesis its most likely continuations, as many
 * as the beam is wide. The kept candidates of the last step are the hypotheses, in their order.
 */
export interface BeamTree {
  readonly beamSize: number;
  /** Exponent of the length penalty; 0 for none. */
  readonly lengthNormalisation: number;
  readonly steps: readonly BeamStep[];
}
