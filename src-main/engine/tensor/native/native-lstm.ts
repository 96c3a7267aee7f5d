import type { LstmActivations, Tensor } from '../tensor-operations';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

/** The four gates by one product and elementary operations: faster than `LSTMBlockCell`. */
export function lstmCell(
  memory: NativeMemory,
  attributes: CommonAttributes,
  inputs: NativeTensor,
  kernel: NativeTensor,
  bias: NativeTensor,
  previousCell: NativeTensor,
): LstmActivations {
  const run = (name: string, ...operands: NativeTensor[]) =>
    memory.run(
      name,
      [],
      operands.map(({ id }) => id),
    );
  const products = run('MatMul', inputs, kernel);
  const gates = run('BiasAdd', products, bias);
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
  memory.dispose([products, gates, i, g, f, o, written, remembered]);
  return { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden };
}

/** `LSTMBlockCellGrad` reads only the shapes of x, h and w, so any tensors of those shapes do. */
export function lstmCellGradient(
  memory: NativeMemory,
  attributes: CommonAttributes,
  activations: LstmActivations,
  bias: NativeTensor,
  hiddenGradient: NativeTensor,
  cellGradient: NativeTensor,
): { gates: NativeTensor; previousCell: NativeTensor } {
  const id = (tensor: Tensor) => (tensor as NativeTensor).id;
  const { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden } = activations;
  const units = hidden.shape[1];
  const noPeephole = memory.zeros([units]);
  const inputs = [
    ...[id(hidden), id(previousCell), id(hidden), memory.zeros([2 * units, 4 * units])],
    ...[noPeephole, noPeephole, noPeephole, bias.id],
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
