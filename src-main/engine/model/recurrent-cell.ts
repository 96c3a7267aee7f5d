import type { LstmActivations, Tensor, TensorOperations } from '../tensor/tensor-operations';

export type CellKind = 'rnn' | 'lstm';

/** Blocks of columns in a cell's kernel: one for the tanh RNN; input, candidate, forget and output gate for the LSTM. */
export const GATES: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 4 };

/** `[hidden]` of an RNN, `[hidden, cell]` of an LSTM; each `[rows, units]`. */
export type RecurrentState = readonly Tensor[];

export interface CellWeights {
  /** `[inputs + units, gates * units]`: rows of the input first, then those of the previous hidden state. */
  readonly kernel: Tensor;
  /** `[gates * units]`. */
  readonly bias: Tensor;
}

/** What a step leaves for its backward step. */
export type CellTape = {
  /** `[x; previous hidden]`, `[rows, inputs + units]`. */
  readonly inputs: Tensor;
  readonly state: RecurrentState;
  readonly activations: LstmActivations | null;
};

export function zeroState(
  ops: TensorOperations,
  cell: CellKind,
  rows: number,
  units: number,
): RecurrentState {
  const hidden = ops.zeros([rows, units]);
  return cell === 'lstm' ? [hidden, hidden] : [hidden];
}

/**
 * One step on `x` `[rows, inputs]`. RNN (Elman 1990): `h' = tanh([x; h] W + b)`. LSTM (Gers et al. 2000):
 * `c' = f * c + i * g`, `h' = o * tanh(c')`.
 */
export function cellForward(
  ops: TensorOperations,
  cell: CellKind,
  weights: CellWeights,
  x: Tensor,
  state: RecurrentState,
): CellTape {
  return ops.scope(() => {
    const inputs = ops.concat([x, state[0]], 1);
    if (cell === 'lstm') {
      const activations = ops.lstmCell(inputs, weights.kernel, weights.bias, state[1]);
      return { inputs, state: [activations.hidden, activations.cell], activations };
    }
    const hidden = ops.tanh(ops.addBias(ops.matMul(inputs, weights.kernel), weights.bias));
    return { inputs, state: [hidden], activations: null };
  });
}

/**
 * Gradients of a step from those of its new state: of the gates before their non-linearities `[rows, gates * units]`,
 * and of the previous cell (LSTM). The gradient of `[x; h]` is `gates @ kernelᵀ`, left to the caller, who needs only part of it.
 */
export function cellBackward(
  ops: TensorOperations,
  weights: CellWeights,
  tape: CellTape,
  stateGradient: RecurrentState,
): { gates: Tensor; previousCell: Tensor[] } {
  if (tape.activations === null)
    return { gates: ops.tanhGradient(tape.state[0], stateGradient[0]), previousCell: [] };
  const [hiddenGradient, cellGradient] = stateGradient;
  const { gates, previousCell } = ops.lstmCellGradient(
    tape.activations,
    weights.bias,
    hiddenGradient,
    cellGradient,
  );
  return { gates, previousCell: [previousCell] };
}

/** The gradients of a cell's weights, one product over all time steps. `inputs` and `gates` are `[positions, ...]`. */
export function cellWeightGradients(
  ops: TensorOperations,
  inputs: readonly Tensor[],
  gates: readonly Tensor[],
) {
  return ops.scope(() => {
    const allGates = ops.concat(gates, 0);
    const kernel = ops.matMul(ops.concat(inputs, 0), allGates, 'a');
    return { kernel, bias: ops.sumRows(allGates), allGates };
  });
}
