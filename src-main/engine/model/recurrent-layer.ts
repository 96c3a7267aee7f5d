import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { Packing } from './packing';
import type { Direction } from './parameters';
import {
  cellBackward,
  cellForward,
  cellWeightGradients,
  zeroState,
  type CellKind,
  type CellTape,
  type CellWeights,
  type RecurrentState,
} from './recurrent-cell';

/** One direction of an encoder layer over packed sentences, with what its backward pass needs. */
export interface LayerRun {
  /** Hidden state at every position, `[positions, units]`. */
  readonly outputs: Tensor;
  /** State after each sentence's own last token (forward) or first token (backward), `[rows, units]` each. */
  readonly final: RecurrentState;
  readonly tapes: readonly CellTape[];
}

/** Runs a cell over packed inputs `[positions, inputs]`; no sentence ever sees padding. */
export function layerForward(
  ops: TensorOperations,
  cell: CellKind,
  weights: CellWeights,
  inputs: Tensor,
  packing: Packing,
  direction: Direction,
): LayerRun {
  const units = weights.kernel.shape[0] - inputs.shape[1];
  const times = timesOf(packing, direction);
  const tapes = new Array<CellTape>(times.length);
  const ended: RecurrentState[] = [];
  let state = zeroState(ops, cell, packing.active[times[0]], units);
  for (const time of times) {
    const rows = packing.active[time];
    const before = state[0].shape[0];
    if (rows < before) ended.push(state.map((part) => ops.sliceRows(part, rows, before - rows)));
    state = resizeState(ops, state, rows);
    const x = ops.sliceRows(inputs, packing.starts[time], rows);
    tapes[time] = cellForward(ops, cell, weights, x, state);
    ops.dispose(x);
    state = tapes[time].state;
  }
  // Sentences that ended first stand last among the rows.
  const final = state.map((part, index) =>
    ops.concat([part, ...ended.map((parts) => parts[index]).reverse()], 0),
  );
  return {
    outputs: ops.concat(
      tapes.map((tape) => tape.state[0]),
      0,
    ),
    final,
    tapes,
  };
}

/**
 * Back-propagation through time. `outputGradient` `[positions, units]` may be null; `finalGradient` is that of `final`.
 * The input gradient is `[positions, inputs]`.
 */
export function layerBackward(
  ops: TensorOperations,
  weights: CellWeights,
  run: LayerRun,
  packing: Packing,
  direction: Direction,
  outputGradient: Tensor | null,
  finalGradient: RecurrentState,
): { inputs: Tensor; kernel: Tensor; bias: Tensor } {
  const units = run.outputs.shape[1];
  const inputUnits = weights.kernel.shape[0] - units;
  const hiddenKernel = ops.transpose(ops.sliceRows(weights.kernel, inputUnits, units));
  const times = timesOf(packing, direction).reverse();
  const gates = new Array<Tensor>(times.length);
  let carried: RecurrentState = finalGradient.map((part) => ops.sliceRows(part, 0, packing.active[times[0]]));
  times.forEach((time, visited) => {
    const rows = packing.active[time];
    const step = ops.scope(() => {
      const [hidden, ...cells] = resizeGradient(ops, carried, rows, finalGradient);
      const above =
        outputGradient === null
          ? hidden
          : ops.add(hidden, ops.sliceRows(outputGradient, packing.starts[time], rows));
      const { gates, previousCell } = cellBackward(ops, weights, run.tapes[time], [above, ...cells]);
      const isLast = visited === times.length - 1;
      return { gates, carried: isLast ? [] : [ops.matMul(gates, hiddenKernel), ...previousCell] };
    });
    ops.dispose(...carried);
    gates[time] = step.gates;
    carried = step.carried;
  });
  const { kernel, bias, allGates } = cellWeightGradients(
    ops,
    run.tapes.map((tape) => tape.inputs),
    gates,
  );
  const inputKernel = ops.transpose(ops.sliceRows(weights.kernel, 0, inputUnits));
  const inputs = ops.matMul(allGates, inputKernel);
  ops.dispose(...gates, allGates, hiddenKernel, inputKernel);
  return { inputs, kernel, bias };
}

function timesOf(packing: Packing, direction: Direction): number[] {
  const times = [...packing.active.keys()];
  return direction === 'forward' ? times : times.reverse();
}

/** Reading forward, sentences leave; reading backward, they join with a state of zeros. */
function resizeState(ops: TensorOperations, state: RecurrentState, rows: number): RecurrentState {
  const present = state[0].shape[0];
  if (rows === present) return state;
  return state.map((part) => (rows < present ? ops.sliceRows(part, 0, rows) : ops.padRows(part, rows)));
}

/** The mirror image: a sentence that ended here joins with the gradient of its final state; one that started here leaves. */
function resizeGradient(
  ops: TensorOperations,
  carried: RecurrentState,
  rows: number,
  finalGradient: RecurrentState,
): RecurrentState {
  const present = carried[0].shape[0];
  if (rows === present) return carried;
  return carried.map((part, index) =>
    rows < present
      ? ops.sliceRows(part, 0, rows)
      : ops.concat([part, ops.sliceRows(finalGradient[index], present, rows - present)], 0),
  );
}
