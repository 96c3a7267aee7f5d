import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { Dropout } from './dropout';
import type { ModelOptions } from '../../../src-shared/domain/model/model-options';
import type { ParameterValues } from './parameters';
import type { CellWeights } from './recurrent-cell';

/** What every part of a model is given for one pass over a batch. */
export interface Pass {
  readonly ops: TensorOperations;
  readonly options: ModelOptions;
  readonly weights: ParameterValues;
  /** Null when evaluating. */
  readonly dropout: Dropout | null;
}

/** Gradients by parameter name, filled part by part during a backward pass. */
export type Gradients = Record<string, Tensor>;

export function cellWeights(pass: Pass, name: string): CellWeights {
  return { kernel: pass.weights[`${name}.kernel`], bias: pass.weights[`${name}.bias`] };
}

/** `x @ kernel + bias`. */
export function linear(pass: Pass, name: string, x: Tensor): Tensor {
  return pass.ops.addBias(pass.ops.matMul(x, pass.weights[`${name}.kernel`]), pass.weights[`${name}.bias`]);
}

/** Records the gradients of `linear` and returns that of `x`. */
export function linearBackward(
  pass: Pass,
  gradients: Gradients,
  name: string,
  x: Tensor,
  gradient: Tensor,
): Tensor {
  const { ops } = pass;
  gradients[`${name}.kernel`] = ops.matMul(x, gradient, 'a');
  gradients[`${name}.bias`] = ops.sumRows(gradient);
  return ops.matMul(gradient, pass.weights[`${name}.kernel`], 'b');
}
