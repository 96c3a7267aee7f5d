import type { CellKind } from '../../../src-shared/domain/model/model-options';
import type { LstmActivations } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';

/** `[hidden]` of an RNN, `[hidden, cell]` of an LSTM; each `[rows, units]`. */
export type RecurrentState = readonly Tensor[];

export interface CellWeights {
  /** `[inputs + units, gates * units]`: rows of the input first, then those of the previous hidden state. */
  readonly kernel: Tensor;
  /** `[gates * units]`. */
  readonly bias: Tensor;
}

/** What a step leaves for its backward step. */
export interface CellTape {
  readonly state: RecurrentState;
  /** Null for an RNN, whose state says all. */
  readonly activations: LstmActivations | null;
}

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
 * One step from its gates before their non-linearities, `product + addend = [x; h] W + b` `[rows, gates * units]`; the
 * addend may be one row for all. RNN (Elman 1990): `h' = tanh(gates)`. LSTM (Gers et al. 2000), of whose previous state
 * only the cell is read here: `c' = f * c + i * g`, `h' = o * tanh(c')`.
 */
export function cellForward(
  ops: TensorOperations,
  cell: CellKind,
  product: Tensor,
  addend: Tensor,
  state: RecurrentState,
): CellTape {
  if (cell === 'rnn') return { state: [ops.fused.rnnCell(product, addend)], activations: null };
  const activations = ops.fused.lstmCell(product, addend, state[1]);
  return { state: [activations.hidden, activations.cell], activations };
}

/**
 * Gradients of a step from those of its new state, as the next time step has them, and of the hidden state from what reads
 * it (or null): of the gates before their non-linearities `[rows, gates * units]`, and of the previous cell (LSTM). The gradient of `[x; h]` is `gates @ kernelᵀ`, left to the caller, who needs only part of it.
 */
export function cellBackward(
  ops: TensorOperations,
  tape: CellTape,
  next: RecurrentState,
  above: Tensor | null,
): { gates: Tensor; previousCell: Tensor[] } {
  const [hidden, cell] = next;
  if (tape.activations === null)
    return { gates: ops.fused.rnnCellGradient(tape.state[0], hidden, above), previousCell: [] };
  const { gates, previousCell } = ops.fused.lstmCellGradient(tape.activations, hidden, above, cell);
  return { gates, previousCell: [previousCell] };
}
