import type { FusedOperations } from './fused-operations';

/**
 * The one interface of tensor operations on which the models are written. Two implementations: `native` (raw TensorFlow
 * operations) and `portable` (tfjs-core on WebAssembly). All values are float32 unless a name says otherwise.
 */

/** A handle; its memory belongs to the scope in which it was made. */
export interface Tensor {
  readonly shape: readonly number[];
}

/** A trainable parameter with its two Adam moments, living outside all scopes. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The part of all variables' numbers that one of several replicas looks after. */
export interface VariablePart {
  /** Counted from 0. */
  readonly index: number;
  readonly of: number;
}

export const WHOLE: VariablePart = { index: 0, of: 1 };

/** How the replicas of a model, each in a thread, show each other tensors: by reference, since they share one memory. */
export interface Sharing {
  /** Places are numbers that the caller chooses; what stood there before is taken away. */
  show(place: number, tensors: readonly Tensor[]): void;
  /** A tensor that any thread shows; it stays valid when it is taken away. */
  shown(place: number, index: number): Tensor;
  clear(place: number): void;
  showVariables(place: number, variables: readonly Variable[]): void;
  /** A variable of the same numbers as the one shown, not a copy. */
  shownVariable(place: number, index: number, name: string, shape: readonly number[]): Variable;
}

export interface AdamStep {
  /** Counted from 1 (for the bias corrections). */
  readonly step: number;
  readonly learningRate: number;
  /** Factor for the gradients (clipping); 1 leaves them. */
  readonly gradientScale: number;
}

export interface BackendDescription {
  readonly backend: 'native' | 'portable';
  /** Version of TensorFlow, or of tfjs where that computes. */
  readonly tensorflow: string;
  readonly device: string;
  /** Of all replicas together. */
  readonly threads: number;
  /** Copies of a model that compute at the same time, each in a thread of its own. */
  readonly replicas: number;
  readonly oneDnn: boolean;
  /** How the fused operations are computed: by kernels that set-up compiled, or composed of TensorFlow's. */
  readonly fusedKernels: 'compiled' | 'composed';
}

/** Consecutive rows that belong together, such as the source positions of each sentence of a batch. */
export interface Segments {
  readonly segments: number;
  /** Rows of all segments together. */
  readonly rows: number;
  /** Row at which each segment starts, and the end of the last: `[segments + 1]`. */
  readonly starts: Int32Array;
}

/** A scope that can be left and entered again, for work that takes turns with other work. */
export interface OpenScope {
  /** Tensors that `body` makes stay until the scope is closed. */
  within<Result>(body: () => Result): Result;
  /** Frees what is left of them. */
  close(): void;
}

export interface TensorOperations {
  readonly description: BackendDescription;
  /** Whole layers' point-wise parts. */
  readonly fused: FusedOperations;
  /** Null where a model can have but one replica. */
  readonly sharing: Sharing | null;

  /**
   * Runs `body`; every tensor made in it is freed afterwards, except those in what it returns (a tensor, or arrays and
   * plain objects of them to any depth), which pass to the outer scope.
   */
  scope<Result>(body: () => Result): Result;
  openScope(): OpenScope;
  /** Takes a tensor out of all scopes; `dispose` frees it. */
  keep(tensor: Tensor): Tensor;
  dispose(...tensors: Tensor[]): void;
  /** Live tensors, variables not counted. For tests of flat memory. */
  liveTensors(): number;

  float32(values: Float32Array, shape: readonly number[]): Tensor;
  int32(values: Int32Array, shape: readonly number[]): Tensor;
  zeros(shape: readonly number[]): Tensor;
  readFloat32(tensor: Tensor): Float32Array;
  readInt32(tensor: Tensor): Int32Array;

  createVariable(name: string, shape: readonly number[], values: Float32Array): Variable;
  /** The current value. Valid until the next `applyAdam`; free it before. */
  valueOf(variable: Variable): Tensor;
  assign(variable: Variable, values: Float32Array): void;
  readMoments(variable: Variable): { readonly first: Float32Array; readonly second: Float32Array };
  assignMoments(variable: Variable, first: Float32Array, second: Float32Array): void;
  disposeVariable(variable: Variable): void;
  /**
   * Adam (Kingma and Ba 2015) with PyTorch's placing of epsilon. `biasCopies` 2: the variable stands for the sum of two
   * equal bias vectors, each of which would take its own step, so it moves twice as far. The gradient is the sum of
   * `gradients`, added up in their order; of the variable only the part's numbers change (all, where nothing is shared).
   */
  applyAdam(
    variable: Variable,
    gradients: readonly Tensor[],
    step: AdamStep,
    biasCopies: 1 | 2,
    part: VariablePart,
  ): void;

  add(a: Tensor, b: Tensor): Tensor;
  subtract(a: Tensor, b: Tensor): Tensor;
  multiply(a: Tensor, b: Tensor): Tensor;
  divide(a: Tensor, b: Tensor): Tensor;
  scale(a: Tensor, factor: number): Tensor;
  addAll(tensors: readonly Tensor[]): Tensor;
  /** `[rows, columns] + [columns]`. */
  addBias(a: Tensor, bias: Tensor): Tensor;
  tanh(a: Tensor): Tensor;
  sigmoid(a: Tensor): Tensor;
  exp(a: Tensor): Tensor;
  log(a: Tensor): Tensor;
  /** Over the last axis. */
  softmax(a: Tensor): Tensor;
  /** Over the last axis. */
  logSoftmax(a: Tensor): Tensor;
  /** `gradient * (1 - output^2)`, where `output = tanh(x)`. */
  tanhGradient(output: Tensor, gradient: Tensor): Tensor;

  /** `[m, k] x [k, n]`; `transpose` names the operands to transpose first. */
  matMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor;
  /** `[batch, m, k] x [batch, k, n]`, a product for each entry of the batch; `transpose` as for `matMul`. */
  batchMatMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor;

  reshape(a: Tensor, shape: readonly number[]): Tensor;
  /** Of a matrix. */
  transpose(a: Tensor): Tensor;
  concat(tensors: readonly Tensor[], axis: 0 | 1): Tensor;
  /** Rows `[begin, begin + count)` of a tensor of any rank. Without copying where the backend can. */
  sliceRows(a: Tensor, begin: number, count: number): Tensor;
  /** Splits a tensor of any rank into blocks of rows. Without copying where the backend can. */
  splitRows(a: Tensor, sizes: readonly number[]): Tensor[];
  /** Splits `[rows, columns]` into blocks of columns. */
  splitColumns(a: Tensor, sizes: readonly number[]): Tensor[];
  /** Appends rows of zeros until there are `rows`. */
  padRows(a: Tensor, rows: number): Tensor;
  /** Rows of `a` by int32 `indices`. */
  gatherRows(a: Tensor, indices: Tensor): Tensor;
  /** `a[i, columns[i]]` of `[rows, columns]`, as `[rows]`. */
  gatherElements(a: Tensor, columns: Int32Array): Tensor;

  /** Of `[rows, columns]` to `[columns]`. */
  sumRows(a: Tensor): Tensor;
  /** Of `[rows, columns]` to `[rows, 1]`. */
  sumColumns(a: Tensor): Tensor;
  /** Of `[rows, columns]` to `[rows, 1]`. */
  maxColumns(a: Tensor): Tensor;
  /** Of anything to a scalar. */
  sumAll(a: Tensor): Tensor;
  /** Of the part's numbers in the sum of tensors of one shape, a scalar. */
  sumOfSquares(summands: readonly Tensor[], part: VariablePart): Tensor;
  /** Groups consecutive rows; `segmentOfRow` rises from 0 to `segments` - 1 without a gap. */
  createSegments(segmentOfRow: Int32Array, segments: number): Segments;
  /** The first `segments` of them. */
  firstSegments(all: Segments, segments: number): Segments;
  /** Sums the rows of each segment: `[n, columns]` to `[segments, columns]`. */
  sumSegments(a: Tensor, segments: Segments): Tensor;
  /** Repeats each segment's row for all its members: `[segments, columns]` to `[n, columns]`. */
  spreadSegments(a: Tensor, segments: Segments): Tensor;
  /** Adds row i of `a` to row `targetRow[i]` of a result with `rows` rows. */
  scatterAddRows(a: Tensor, targetRow: Tensor, rows: number): Tensor;
  /** As `scatterAddRows` onto the rows of an embedding; what belongs to id 0 (PAD) is dropped. */
  scatterAddEmbeddings(a: Tensor, ids: Tensor, vocabulary: number): Tensor;

  /** Index of the largest value of each row, int32; the lower index wins ties. */
  argMax(a: Tensor): Tensor;
  /** The `k` largest values of each row with their columns (int32), falling; the lower column wins ties. */
  topK(a: Tensor, k: number): { readonly values: Tensor; readonly indices: Tensor };

  /** Inverted dropout: 0 with probability `rate`, else 1 / (1 - rate). Depends on nothing but its arguments. */
  dropoutMask(shape: readonly number[], rate: number, seed: number, draw: number): Tensor;
}
