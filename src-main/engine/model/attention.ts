import { attentionMemory } from '../tensor/attention-memory';
import type { AttentionMemory, Energy } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import { linear, linearBackward, type Gradients, type Pass } from './pass';

/** Projects `outputs` `[positions, encoder units]` (sentence after sentence) to the values and keys of a memory. */
export function createMemory(pass: Pass, outputs: Tensor, lengths: ArrayLike<number>): AttentionMemory {
  const { ops, options } = pass;
  const values = options.attention!.projection ? linear(pass, 'encoder.projection', outputs) : outputs;
  const { key, bias } = attentionKernels(pass);
  const keys = ops.addBias(ops.matMul(values, key), bias);
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

/** The weights of attention as the fused operations take them. */
interface AttentionKernels {
  /** `[units, features]`. */
  readonly query: Tensor;
  /** `[context units, features]`. */
  readonly key: Tensor;
  /** `[features]`. */
  readonly bias: Tensor;
  /** `[features, 1]`. */
  readonly energy: Tensor;
}

/** Its tanh is 1 in float32. */
const SATURATED = 20;

/** There are as many features as units. A bias of the energy is the weight of one more, which is always tanh(SATURATED) = 1. */
function attentionKernels({ ops, options, weights }: Pass): AttentionKernels {
  const query = weights['attention.query'];
  const key = weights['attention.key'];
  const bias = weights['attention.bias'];
  const energy = weights['attention.energy'];
  if (!options.attention!.energyBias) return { query, key, bias, energy };
  const withoutInput = (kernel: Tensor) => ops.concat([kernel, ops.zeros([kernel.shape[0], 1])], 1);
  const saturated = ops.float32(Float32Array.of(SATURATED), [1]);
  const energyBias = ops.reshape(weights['attention.energy-bias'], [1, 1]);
  return {
    query: withoutInput(query),
    key: withoutInput(key),
    bias: ops.concat([bias, saturated], 0),
    energy: ops.concat([energy, energyBias], 0),
  };
}

/** What queries are made with, `[units, features]`. */
export function queryKernel(pass: Pass): Tensor {
  return attentionKernels(pass).query;
}

/** The energy of the model's attention. */
export function energyOf(pass: Pass): Energy {
  return { kernel: attentionKernels(pass).energy, outerTanh: pass.options.attention!.outerTanh };
}

/** Records the gradients of the query kernel `[units, features]` and of the energy kernel `[features]`. */
export function recordQueryGradients(pass: Pass, gradients: Gradients, query: Tensor, energy: Tensor): void {
  const { ops, options } = pass;
  gradients['attention.query'] = ofUnits(pass, query);
  const [ofKernel, ofBias] = options.attention!.energyBias
    ? ops.splitRows(energy, [options.units, 1])
    : [energy];
  gradients['attention.energy'] = ops.reshape(ofKernel, [options.units, 1]);
  if (ofBias) gradients['attention.energy-bias'] = ofBias;
}

/** The columns of the features that are units. */
function ofUnits({ ops, options }: Pass, features: Tensor): Tensor {
  return options.attention!.energyBias ? ops.splitColumns(features, [options.units, 1])[0] : features;
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
  const keys = ofUnits(pass, keysGradient);
  gradients['attention.key'] = ops.matMul(memory.values, keys, 'a');
  gradients['attention.bias'] = ops.sumRows(keys);
  const values = ops.add(valuesGradient, ops.matMul(keys, weights['attention.key'], 'b'));
  return options.attention!.projection
    ? linearBackward(pass, gradients, 'encoder.projection', outputs, values)
    : values;
}
