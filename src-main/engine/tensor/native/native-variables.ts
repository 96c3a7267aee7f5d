import type { AdamStep, Tensor, Variable, VariablePart } from '../tensor-operations';

export interface NativeMoments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Where a backend keeps its variables with their two Adam moments, and how they are updated. */
export interface NativeVariables {
  /** Handles that variables hold, for counting. */
  readonly handles: number;
  create(name: string, shape: readonly number[], values: Float32Array): Variable;
  valueOf(variable: Variable): Tensor;
  assign(variable: Variable, values: Float32Array): void;
  readMoments(variable: Variable): NativeMoments;
  assignMoments(variable: Variable, moments: NativeMoments): void;
  dispose(variable: Variable): void;
  /** See `TensorOperations.sumOfSquares`. */
  sumOfSquares(summands: readonly Tensor[], part: VariablePart): Tensor;
  /** See `TensorOperations.applyAdam`. */
  applyAdam(
    variable: Variable,
    gradients: readonly Tensor[],
    step: AdamStep,
    biasCopies: number,
    part: VariablePart,
  ): void;
}
