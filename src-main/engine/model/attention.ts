import { attentionMemory } from '../tensor/attention-memory';
import type { AttentionMemory, Energy } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import { linear, linearBackward, type Gradients, type Pass } from './pass';

/** Projects `outputs` `[positions, encoder units]` (sentence after sentence) to the values and keys of a memory. */
export function createMemory(pass: Pass, outputs: Tensor, lengths: ArrayLike<number>): AttentionMemory {
  const { ops, options, weights } = pass;
  const values = options.attention!.projection ? linear(pass, 'encoder.projection', outputs) : outputs;
  const keys = ops.addBias(ops.matMul(values, weights['attention.key']), weights['attention.bias']);
  return attentionMemory(ops, values, keys, lengths);
}

/** The memory of the first `rows` sentences, without copying the tensors. */
export function firstRows(ops: TensorOperations, memory: AttentionMemory, rows: number): AttentionMemory {
  if (rows === memory.rows) return memory;
  const segments = ops.firstSegments(memory.segments, rows);
  return {
    rows,
    sentences: null,
    longest: memory.longest,
    segments,
    starts: ops.sliceRows(memory.starts, 0, rows + 1),
    values: ops.sliceRows(memory.values, 0, segments.rows),
    paddedValues: ops.sliceRows(memory.paddedValues, 0, rows),
    keys: ops.sliceRows(memory.keys, 0, segments.rows),
    positionOfPlace: ops.sliceRows(memory.positionOfPlace, 0, rows * memory.longest),
    placeOfPosition: ops.sliceRows(memory.placeOfPosition, 0, segments.rows),
  };
}

/** The energy of the model's attention. */
export function energyOf({ options, weights }: Pass): Energy {
  return { kernel: weights['attention.energy'], outerTanh: options.attention!.outerTanh };
}

/**
 * The gradient of the encoder outputs that the memory was made from, `[positions, encoder units]`, from that of the keys
 * and that of the values through the contexts; records the gradients of the key projection.
 */
export function memoryBackward(
  pass: Pass,
  gradients: Gradients,
  memory: AttentionMemory,
  outputs: Tensor,
  keysGradient: Tensor,
  valuesGradient: Tensor,
): Tensor {
  const { ops, options, weights } = pass;
  gradients['attention.key'] = ops.matMul(memory.values, keysGradient, 'a');
  gradients['attention.bias'] = ops.sumRows(keysGradient);
  const values = ops.add(valuesGradient, ops.matMul(keysGradient, weights['attention.key'], 'b'));
  return options.attention!.projection
    ? linearBackward(pass, gradients, 'encoder.projection', outputs, values)
    : values;
}
