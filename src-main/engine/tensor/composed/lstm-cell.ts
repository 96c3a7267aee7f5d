import type { LstmActivations } from '../fused-operations';
import type { Tensor, TensorOperations } from '../tensor-operations';

export interface ComposedLstmActivations extends LstmActivations {
  readonly inputGate: Tensor;
  readonly candidate: Tensor;
  readonly forgetGate: Tensor;
  readonly outputGate: Tensor;
  readonly cellTanh: Tensor;
}

/**
 * One LSTM step (Gers et al. 2000, without peepholes):
 *
 *     [i, g, f, o] = [sigmoid, tanh, sigmoid, sigmoid](gates)
 *     c = f * c_previous + i * g
 *     h = o * tanh(c)
 *
 * Intermediate tensors belong to the caller's scope.
 */
export function lstmCell(
  ops: TensorOperations,
  gates: Tensor,
  previousCell: Tensor,
): ComposedLstmActivations {
  const units = previousCell.shape[1];
  const [i, g, f, o] = ops.splitColumns(gates, [units, units, units, units]);
  const inputGate = ops.sigmoid(i);
  const candidate = ops.tanh(g);
  const forgetGate = ops.sigmoid(f);
  const outputGate = ops.sigmoid(o);
  const cell = ops.add(ops.multiply(forgetGate, previousCell), ops.multiply(inputGate, candidate));
  const cellTanh = ops.tanh(cell);
  const hidden = ops.multiply(outputGate, cellTanh);
  return { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden };
}

/**
 * The same step backwards, from the gradients of h and c to those of the gates before their non-linearities:
 *
 *     dc = dc_next + dh * o * (1 - tanh(c)^2)
 *     di = dc * g * i (1 - i)              dg = dc * i * (1 - g^2)
 *     df = dc * c_previous * f (1 - f)     do = dh * tanh(c) * o (1 - o)
 *     dc_previous = dc * f
 *
 * Intermediate tensors belong to the caller's scope.
 */
export function lstmCellGradient(
  ops: TensorOperations,
  activations: LstmActivations,
  hiddenGradient: Tensor,
  cellGradient: Tensor,
): { gates: Tensor; previousCell: Tensor } {
  const { inputGate, candidate, forgetGate, outputGate, previousCell, cellTanh } =
    activations as ComposedLstmActivations;
  const sigmoidGradient = (output: Tensor, gradient: Tensor) =>
    ops.multiply(gradient, ops.subtract(output, ops.multiply(output, output)));
  const throughHidden = ops.tanhGradient(cellTanh, ops.multiply(hiddenGradient, outputGate));
  const cell = ops.add(cellGradient, throughHidden);
  const gates = ops.concat(
    [
      sigmoidGradient(inputGate, ops.multiply(cell, candidate)),
      ops.tanhGradient(candidate, ops.multiply(cell, inputGate)),
      sigmoidGradient(forgetGate, ops.multiply(cell, previousCell)),
      sigmoidGradient(outputGate, ops.multiply(hiddenGradient, cellTanh)),
    ],
    1,
  );
  return { gates, previousCell: ops.multiply(cell, forgetGate) };
}
