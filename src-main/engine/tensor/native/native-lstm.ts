import type { LstmActivations, Tensor } from '../tensor-operations';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

/** Elementary operations: faster than `LSTMBlockCell`, whose matrix product is slow. */
export function lstmCell(
  memory: NativeMemory,
  attributes: CommonAttributes,
  gates: NativeTensor,
  previousCell: NativeTensor,
): LstmActivations {
  const run = (name: string, ...operands: NativeTensor[]) =>
    memory.run(
      name,
      [],
      operands.map(({ id }) => id),
    );
  const [i, g, f, o] = memory.runAll('Split', attributes.fourWays, [memory.integers(1), gates.id], 4);
  const inputGate = run('Sigmoid', i);
  const candidate = run('Tanh', g);
  const forgetGate = run('Sigmoid', f);
  const outputGate = run('Sigmoid', o);
  const written = run('Mul', inputGate, candidate);
  const remembered = run('Mul', forgetGate, previousCell);
  const cell = run('AddV2', written, remembered);
  const cellTanh = run('Tanh', cell);
  const hidden = run('Mul', outputGate, cellTanh);
  memory.dispose([i, g, f, o, written, remembered]);
  return { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden };
}

/** `LSTMBlockCellGrad` reads only the shapes of x, h, w and the bias, so any tensors of those shapes do. */
export function lstmCellGradient(
  memory: NativeMemory,
  attributes: CommonAttributes,
  activations: LstmActivations,
  hiddenGradient: NativeTensor,
  cellGradient: NativeTensor,
): { gates: NativeTensor; previousCell: NativeTensor } {
  const id = (tensor: Tensor) => (tensor as NativeTensor).id;
  const { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden } = activations;
  const units = hidden.shape[1];
  const noPeephole = memory.zeros([units]);
  const inputs = [
    ...[id(hidden), id(previousCell), id(hidden), memory.zeros([2 * units, 4 * units])],
    ...[noPeephole, noPeephole, noPeephole, memory.zeros([4 * units])],
    ...[inputGate, cell, forgetGate, outputGate, candidate, cellTanh, cellGradient, hiddenGradient].map(id),
  ];
  const [previous, gates, ...peepholes] = memory.runAll(
    'LSTMBlockCellGrad',
    attributes.noPeephole,
    inputs,
    5,
  );
  memory.dispose(peepholes);
  return { gates, previousCell: previous };
}
