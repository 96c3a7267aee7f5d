import type { Segments, Tensor } from './tensor-operations';

/** What an LSTM cell's backward step needs of its forward step, each `[rows, units]`; a backend may keep more in it. */
export interface LstmActivations {
  readonly previousCell: Tensor;
  readonly cell: Tensor;
  readonly hidden: Tensor;
}

/** A kernel as `packKernel` laid it out; what else it holds is the backend's. */
export interface PackedKernel {
  readonly columns: number;
}

/** The encoder outputs that a decoder attends to, sentence after sentence without padding. */
export interface AttentionMemory {
  /** Rows of the decoder that attend to it. */
  readonly rows: number;
  /** int32 `[rows]`: to which sentence each row attends; null where row r attends to sentence r. */
  readonly sentences: Tensor | null;
  /** Positions of the longest sentence. */
  readonly longest: number;
  /** What contexts are made of: `[positions, context units]`. */
  readonly values: Tensor;
  /** The same with rows of zeros for padding, for products by sentence: `[rows, longest, context units]`. */
  readonly paddedValues: Tensor;
  /** `values @ key + bias`, projected once: `[positions, units]`. */
  readonly keys: Tensor;
  /** Positions by sentence. */
  readonly segments: Segments;
  /** int32 `[rows + 1]`: where each sentence starts, and the end of the last. */
  readonly starts: Tensor;
  /** int32 `[rows * longest]`: 1 + the position that stands there, or 0 for padding. */
  readonly positionOfPlace: Tensor;
  /** int32 `[positions]`: each position's place in `[rows * longest]`. */
  readonly placeOfPosition: Tensor;
}

/** The energy of a position: `kernel . tanh(query + key)`, `kernel` `[units, 1]`, with a tanh around it or without. */
export interface Energy {
  readonly kernel: Tensor;
  readonly outerTanh: boolean;
}

/** One look at a memory; a backend may keep more in it for the way back. */
export interface AttentionStep {
  /** The projected query, `[rows, units]`. */
  readonly query: Tensor;
  /** `[rows, context units]`. */
  readonly context: Tensor;
  /** Attention weights with zeros for padding, `[rows, longest]`. */
  readonly weights: Tensor;
}

export interface AttentionGradients {
  /** Of the projected query, `[rows, units]`. */
  readonly query: Tensor;
  /** Of the keys, those of later time steps included: `[positions, units]`. */
  readonly keys: Tensor;
  /** Of the energy kernel, `[units]`. */
  readonly energyKernel: Tensor;
}

/**
 * The point-wise parts of layers, which cost as much as the matrix products when each of their elementary operations is
 * one of its own. Where set-up could compile them they are kernels of ours in TensorFlow; elsewhere compositions.
 */
/** What the gradients of cross-entropies are of. */
export interface LossTarget {
  /** Factor of their sum. */
  readonly scale: number;
  /** Share of each label that is spread evenly over the vocabulary (Szegedy et al. 2016, section 7); 0 is the label itself. */
  readonly labelSmoothing: number;
}

export interface FusedOperations {
  /**
   * Lays a kernel out for products with few rows at a time, which a recurrence repeats at every step: one of `blocks` equal
   * matrices below each other `[blocks * inner, columns]`, or with 'transposed' of their transposes `[blocks * columns, inner]`.
   */
  packKernel(kernel: Tensor, blocks: number, orientation?: 'transposed'): PackedKernel;
  /**
   * Rows in as many equal blocks as the kernel has, each times its own: `[blocks * rows, inner]` to `[blocks * rows, columns]`.
   * The rows may be given in up to three parts that stand side by side.
   */
  thinProduct(parts: readonly Tensor[], kernel: PackedKernel): Tensor;
  /** One step of a tanh RNN (Elman 1990): `tanh(product + addend)`; `addend` `[rows, units]` or `[units]`. */
  rnnCell(product: Tensor, addend: Tensor): Tensor;
  /** The gradient of `product + addend` from those of the hidden state: of the next time step, and from above or null. */
  rnnCellGradient(hidden: Tensor, next: Tensor, above: Tensor | null): Tensor;
  /**
   * One step of an LSTM (Hochreiter and Schmidhuber 1997; Gers et al. 2000) from its gates before their non-linearities,
   * `product + addend`, in the order input i, candidate g, forget f, output o: `c' = f * c + i * g`, `h' = o * tanh(c')`.
   * `product` is `[rows, 4 units]`, `addend` the same or `[4 units]`, `previousCell` `[rows, units]`.
   */
  lstmCell(product: Tensor, addend: Tensor, previousCell: Tensor): LstmActivations;
  /**
   * Gradients of an LSTM step: of its gates before their non-linearities `[rows, 4 units]`, and of the previous cell; from
   * those of its hidden state (of the next time step, and from above or null) and of its cell.
   */
  lstmCellGradient(
    activations: LstmActivations,
    next: Tensor,
    above: Tensor | null,
    cellGradient: Tensor,
  ): { readonly gates: Tensor; readonly previousCell: Tensor };

  /**
   * Additive attention (Bahdanau et al. 2015): softmax of the energies over a sentence's own positions; context = weighted
   * sum of the values.
   */
  attention(memory: AttentionMemory, query: Tensor, energy: Energy): AttentionStep;
  /**
   * A memory in which row r attends to sentence `sentences[r]`, in any order and number: for beams, and when sentences leave.
   * Only for looking, not for gradients; `memory` itself must be one in which row r attends to sentence r.
   */
  selectSentences(memory: AttentionMemory, sentences: readonly number[]): AttentionMemory;
  /**
   * Gradients of one look, in which row r attended to sentence r, from that of its context. `laterKeys` are the keys' gradients of later time steps, which may
   * cover fewer sentences; null for the last step. That of the values is left to the caller, for all steps at once.
   */
  attentionGradient(
    memory: AttentionMemory,
    step: AttentionStep,
    energy: Energy,
    contextGradient: Tensor,
    laterKeys: Tensor | null,
  ): AttentionGradients;

  /**
   * Cross-entropies `[rows]` of logits `product + bias` `[rows, vocabulary]` with a label for each row, in nats. The
   * products may be given in any number of parts below each other.
   */
  crossEntropy(products: readonly Tensor[], bias: Tensor, labels: Int32Array): Tensor;
  /**
   * The same, and the gradients of `scale` times the sum of the cross-entropies with smoothed labels: of the logits, and of the
   * bias `[vocabulary]`.
   */
  crossEntropyGradient(
    products: readonly Tensor[],
    bias: Tensor,
    labels: Int32Array,
    target: LossTarget,
  ): { readonly losses: Tensor; readonly logits: Tensor; readonly bias: Tensor };
  /** Column of the largest `product + bias` of each row, int32; the lower one wins ties. */
  mostLikely(product: Tensor, bias: Tensor): Tensor;
  /**
   * `thinProduct` with a kernel of one block, and of the first `rows` of its rows the column of the largest `product + bias`,
   * int32 `[rows]`; the lower one wins ties.
   */
  predict(
    parts: readonly Tensor[],
    kernel: PackedKernel,
    bias: Tensor,
    rows: number,
  ): { readonly product: Tensor; readonly columns: Tensor };
  /**
   * The `count` most likely columns of each row of the logits `rows @ kernel + bias`, best first, the lower one winning ties,
   * with their log-probabilities: both `[rows, count]`, the columns int32. The kernel is one block; the rows may be given in up
   * to three parts that stand side by side. What a row gives does not depend on the other rows.
   */
  likeliest(
    parts: readonly Tensor[],
    kernel: PackedKernel,
    bias: Tensor,
    count: number,
  ): { readonly logProbabilities: Tensor; readonly columns: Tensor };
}
