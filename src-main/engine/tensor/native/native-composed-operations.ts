import { ComposedOperations } from '../composed/composed-operations';
import type { ComposedLstmActivations } from '../composed/lstm-cell';
import type { LstmActivations } from '../fused-operations';
import type { Tensor, TensorOperations } from '../tensor-operations';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

const id = (tensor: Tensor) => (tensor as NativeTensor).id;

/** Composed operations where TensorFlow computes: it has a kernel for the gradient of an LSTM's step, also on a GPU. */
export class NativeComposedOperations extends ComposedOperations {
  constructor(
    ops: TensorOperations,
    private readonly memory: NativeMemory,
    private readonly attributes: CommonAttributes,
  ) {
    super(ops);
  }

  /** `LSTMBlockCellGrad` reads only the shapes of x, h, w and the bias, so any tensors of those shapes do. */
  protected override lstmStepGradient(
    activations: LstmActivations,
    hiddenGradient: Tensor,
    cellGradient: Tensor,
  ) {
    const { memory, attributes } = this;
    const { inputGate, candidate, forgetGate, outputGate, previousCell, cell, cellTanh, hidden } =
      activations as ComposedLstmActivations;
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
}
