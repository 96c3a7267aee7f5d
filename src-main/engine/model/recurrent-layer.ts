import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import { readingOf, type Packing } from './packing';
import type { CellKind } from '../../../src-shared/domain/model/model-options';
import {
  cellBackward,
  cellForward,
  zeroState,
  type CellTape,
  type CellWeights,
  type RecurrentState,
} from './recurrent-cell';

/** How every layer of an encoder reads a batch; the tensors are the int32 fields of `Reading`. */
export interface LayerReading {
  readonly packing: Packing;
  readonly directions: number;
  readonly order: Tensor;
  readonly places: Tensor;
  readonly previous: Tensor;
  readonly last: Tensor;
}

/** All directions of an encoder layer over packed sentences, with what the backward pass needs. */
export interface LayerRun {
  /** `[positions, inputs]`. */
  readonly inputs: Tensor;
  /** Hidden states, directions side by side: `[positions, directions * units]`. */
  readonly outputs: Tensor;
  /** By direction, the state after each sentence's own last step: `[rows, units]`. */
  readonly finals: readonly RecurrentState[];
  readonly tapes: readonly CellTape[];
  /** Hidden states in the order of reading behind one row of zeros: `[1 + directions * positions, units]`. */
  readonly history: Tensor;
}

export function layerReading(ops: TensorOperations, packing: Packing, directions: number): LayerReading {
  const { order, places, previous, last } = readingOf(packing, directions);
  const tensor = (numbers: Int32Array) => ops.int32(numbers, [numbers.length]);
  return {
    packing,
    directions,
    order: tensor(order),
    places: tensor(places),
    previous: tensor(previous),
    last: tensor(last),
  };
}

/**
 * Runs a cell over packed inputs `[positions, inputs]` in every direction (`weights` by direction); no sentence ever sees
 * padding. What the inputs add to the gates waits for no earlier step, so it is one product before the loop.
 */
export function layerForward(
  ops: TensorOperations,
  cell: CellKind,
  weights: readonly CellWeights[],
  inputs: Tensor,
  reading: LayerReading,
): LayerRun {
  return ops.scope(() => {
    const { packing, directions } = reading;
    const kernels = layerKernels(ops, weights, inputs.shape[1]);
    const recurrent = ops.fused.packKernel(ops.concat(kernels.hidden, 0), directions);
    const [units] = kernels.hidden[0].shape;
    const fromInputs = byTime(ops, gatesFromInputs(ops, weights, kernels.input, inputs, reading), reading);
    const nothing = ops.zeros([recurrent.columns]);
    const tapes: CellTape[] = [];
    let state = zeroState(ops, cell, directions * packing.rows, units);
    packing.active.forEach((rows, time) => {
      const tape = ops.scope(() => {
        const before = firstOfBlocks(ops, state, directions, rows);
        // The first state is zero, and so is what it adds.
        const recurrence = time === 0 ? nothing : ops.fused.thinProduct([before[0]], recurrent);
        return cellForward(ops, cell, fromInputs[time], recurrence, before);
      });
      tapes.push(tape);
      state = tape.state;
    });
    const history = joinStates(ops, tapes, 0);
    const outputs = ops.gatherRows(ops.sliceRows(history, 1, directions * packing.positions), reading.places);
    return {
      inputs,
      outputs: ops.reshape(outputs, [packing.positions, directions * units]),
      finals: finalStates(ops, tapes, history, reading),
      tapes,
      history,
    };
  });
}

export interface LayerGradients {
  /** `[positions, inputs]`. */
  readonly inputs: Tensor;
  /** By direction. */
  readonly weights: readonly CellWeights[];
}

/**
 * Back-propagation through time. `outputGradient` `[positions, directions * units]` may be null; `finalGradients` are
 * those of `finals`. Everything but the recurrence itself is one product over all positions.
 */
export function layerBackward(
  ops: TensorOperations,
  weights: readonly CellWeights[],
  run: LayerRun,
  reading: LayerReading,
  outputGradient: Tensor | null,
  finalGradients: readonly RecurrentState[],
): LayerGradients {
  return ops.scope(() => {
    const { packing, directions } = reading;
    const kernels = layerKernels(ops, weights, run.inputs.shape[1]);
    const recurrent = ops.fused.packKernel(ops.concat(kernels.hidden, 0), directions, 'transposed');
    const units = recurrent.columns;
    const above = outputGradient && outputGradientsByTime(ops, outputGradient, reading, units);
    const joining = finalGradients[0].map((_, part) =>
      ops.concat(
        finalGradients.map((state) => state[part]),
        0,
      ),
    );
    const gates = new Array<Tensor>(run.tapes.length);
    let carried: RecurrentState = [];
    for (let time = run.tapes.length - 1; time >= 0; time--) {
      const step = ops.scope(() => {
        const next = growBlocks(ops, carried, joining, directions, packing, time);
        const { gates, previousCell } = cellBackward(ops, run.tapes[time], next, above && above[time]);
        if (time === 0) return { gates, carried: [] };
        return { gates, carried: [ops.fused.thinProduct([gates], recurrent), ...previousCell] };
      });
      gates[time] = step.gates;
      carried = step.carried;
    }
    return layerGradients(ops, kernels, run, reading, ops.concat(gates, 0));
  });
}

/** Rows in the order of reading, step by step. */
function byTime(ops: TensorOperations, rows: Tensor, { packing, directions }: LayerReading): Tensor[] {
  return ops.splitRows(
    rows,
    Array.from(packing.active, (active) => directions * active),
  );
}

function outputGradientsByTime(
  ops: TensorOperations,
  gradient: Tensor,
  reading: LayerReading,
  units: number,
): Tensor[] {
  const { packing, directions, order } = reading;
  const byDirection = ops.reshape(gradient, [packing.positions * directions, units]);
  return byTime(ops, ops.gatherRows(byDirection, order), reading);
}

/** The products over all positions that end the backward pass; `gates` are gradients in the order of reading. */
function layerGradients(
  ops: TensorOperations,
  kernels: LayerKernels,
  run: LayerRun,
  { packing, directions, places, previous }: LayerReading,
  gates: Tensor,
): LayerGradients {
  const units = run.history.shape[1];
  const columns = new Array<number>(directions);
  const sideBySide = ops.reshape(ops.gatherRows(gates, places), [
    packing.positions,
    directions * gates.shape[1],
  ]);
  const before = ops.reshape(ops.gatherRows(run.history, previous), [packing.positions, directions * units]);
  const gatesByDirection = ops.splitColumns(sideBySide, columns.fill(gates.shape[1]));
  const beforeByDirection = ops.splitColumns(before, columns.fill(units));
  return {
    inputs: ops.matMul(sideBySide, ops.transpose(ops.concat(kernels.input, 1))),
    weights: gatesByDirection.map((gradient, direction) => ({
      kernel: ops.concat(
        [ops.matMul(run.inputs, gradient, 'a'), ops.matMul(beforeByDirection[direction], gradient, 'a')],
        0,
      ),
      bias: ops.sumRows(gradient),
    })),
  };
}

/** By direction. */
interface LayerKernels {
  /** `[inputs, gates * units]`. */
  readonly input: readonly Tensor[];
  /** `[units, gates * units]`. */
  readonly hidden: readonly Tensor[];
}

function layerKernels(ops: TensorOperations, weights: readonly CellWeights[], inputs: number): LayerKernels {
  return {
    input: weights.map(({ kernel }) => ops.sliceRows(kernel, 0, inputs)),
    hidden: weights.map(({ kernel }) => ops.sliceRows(kernel, inputs, kernel.shape[0] - inputs)),
  };
}

/** `x W + b` of every position and direction in the order of reading, `[directions * positions, gates * units]`. */
function gatesFromInputs(
  ops: TensorOperations,
  weights: readonly CellWeights[],
  inputKernels: readonly Tensor[],
  inputs: Tensor,
  { packing, directions, order }: LayerReading,
): Tensor {
  const bias = ops.concat(
    weights.map((direction) => direction.bias),
    0,
  );
  const sideBySide = ops.addBias(ops.matMul(inputs, ops.concat(inputKernels, 1)), bias);
  return ops.gatherRows(
    ops.reshape(sideBySide, [packing.positions * directions, bias.shape[0] / directions]),
    order,
  );
}

function finalStates(
  ops: TensorOperations,
  tapes: readonly CellTape[],
  history: Tensor,
  { packing, directions, last }: LayerReading,
): RecurrentState[] {
  const parts = tapes[0].state.map((_, part) => {
    const all = part === 0 ? history : joinStates(ops, tapes, part);
    return ops.gatherRows(ops.sliceRows(all, 1, directions * packing.positions), last);
  });
  return Array.from({ length: directions }, (_, direction) =>
    parts.map((part) => ops.sliceRows(part, direction * packing.rows, packing.rows)),
  );
}

/** One part of the states of all steps, behind a row of zeros. */
function joinStates(ops: TensorOperations, tapes: readonly CellTape[], part: number): Tensor {
  const units = tapes[0].state[part].shape[1];
  return ops.concat([ops.zeros([1, units]), ...tapes.map((tape) => tape.state[part])], 0);
}

/** The first `rows` of each block of the state's rows: sentences that have ended leave. */
function firstOfBlocks(
  ops: TensorOperations,
  state: RecurrentState,
  blocks: number,
  rows: number,
): RecurrentState {
  const present = state[0].shape[0] / blocks;
  if (present === rows) return state;
  return state.map((part) => {
    if (blocks === 1) return ops.sliceRows(part, 0, rows);
    const units = part.shape[1];
    const [kept] = ops.splitColumns(ops.reshape(part, [blocks, present * units]), [
      rows * units,
      (present - rows) * units,
    ]);
    return ops.reshape(kept, [blocks * rows, units]);
  });
}

/** The way back: each block gets the rows of the sentences whose last step this is, from `joining` `[blocks * all rows, units]`. */
function growBlocks(
  ops: TensorOperations,
  carried: RecurrentState,
  joining: RecurrentState,
  blocks: number,
  { rows: all, active }: Packing,
  time: number,
): RecurrentState {
  const rows = active[time];
  const present = time + 1 < active.length ? active[time + 1] : 0;
  if (rows === present) return carried;
  return joining.map((part, index) => {
    const units = part.shape[1];
    const sizes = [present, rows - present, all - rows].map((count) => count * units);
    const [, added] = ops.splitColumns(ops.reshape(part, [blocks, all * units]), sizes);
    const parts = present === 0 ? [added] : [ops.reshape(carried[index], [blocks, present * units]), added];
    return ops.reshape(ops.concat(parts, 1), [blocks * rows, units]);
  });
}
