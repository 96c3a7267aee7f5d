/** The distribution over the vocabulary that a token was taken from. */
export interface PositionDistribution {
  /** Of the token. */
  readonly logProbability: number;
  /** In nats. */
  readonly entropy: number;
  /** The most likely tokens, best first, with their log-probabilities. */
  readonly mostLikely: Int32Array;
  readonly logProbabilities: Float32Array;
}

/** One decoded token sequence. */
export interface DecodedHypothesis {
  /** Without <SOS>; the <EOS> that ended it is not among them. */
  readonly ids: Int32Array;
  /** Sum of the log-probabilities of the tokens and of <EOS>. */
  readonly logProbability: number;
  /** Whether it ended by <EOS> rather than by the longest length. */
  readonly ended: boolean;
  /** A row of attention weights over the source positions for every token, and one for <EOS>; null if not asked for. */
  readonly attention: readonly Float32Array[] | null;
  /** Of every token, and of <EOS>; null if not asked for. */
  readonly distributions: readonly PositionDistribution[] | null;
}

/** A hypothesis as it grows: a token behind an earlier hypothesis. */
export interface Node {
  readonly token: number;
  readonly parent: Node | null;
  readonly logProbability: number;
  /** Tokens so far, <EOS> counted. */
  readonly length: number;
  readonly attention: Float32Array | null;
  /** The decoder's row, at the step of that many tokens, that the token was taken from. */
  readonly row: number;
}

/** Nodes from the first to `last`. */
export function chainOf(last: Node): Node[] {
  const nodes: Node[] = [];
  for (let node: Node | null = last; node !== null; node = node.parent) nodes.push(node);
  return nodes.reverse();
}

/** Reads a finished chain of nodes from its end. */
export function collect(
  last: Node,
  eos: number,
  distributions: readonly PositionDistribution[] | null,
): DecodedHypothesis {
  const nodes = chainOf(last);
  const ended = last.token === eos;
  return {
    ids: Int32Array.from(ended ? nodes.slice(0, -1) : nodes, (node) => node.token),
    logProbability: last.logProbability,
    ended,
    attention: last.attention === null ? null : nodes.map((node) => node.attention!),
    distributions,
  };
}
