import type { Segments, Tensor, TensorOperations } from '../tensor/tensor-operations';
import { linear, linearBackward, type Gradients, type Pass } from './pass';

/** Energy of positions behind a sentence's end, which the softmax turns to 0. */
const PADDING_ENERGY = -1e9;

/** The encoder outputs that a decoder attends to, sentence after sentence without padding. */
export interface AttentionMemory {
  /** Sentences, in the decoder's row order. */
  readonly rows: number;
  /** Positions of the longest sentence. */
  readonly longest: number;
  /** What contexts are made of: `[positions, context units]`. */
  readonly values: Tensor;
  /** The same with rows of zeros for padding, for products by sentence: `[rows, longest, context units]`. */
  readonly paddedValues: Tensor;
  /** `values @ key + bias`, projected once: `[positions, units]`. */
  readonly keys: Tensor;
  /** Positions by sentence. */
  readonly segments: Segments;
  /** The energy of padding, `[1]`. */
  readonly paddingEnergy: Tensor;
  /** int32 `[rows * longest]`: 1 + the position that stands there, or 0 for padding. */
  readonly positionOfPlace: Tensor;
  /** int32 `[positions]`: each position's place in `[rows * longest]`. */
  readonly placeOfPosition: Tensor;
}

/** Indices of a memory for sentences of these lengths. */
export function memoryLayout(ops: TensorOperations, lengths: ArrayLike<number>) {
  const rows = lengths.length;
  const longest = Math.max(...Array.from(lengths));
  const positions = Array.from(lengths).reduce((sum, length) => sum + length, 0);
  const rowOfPosition = new Int32Array(positions);
  const positionOfPlace = new Int32Array(rows * longest);
  const placeOfPosition = new Int32Array(positions);
  let position = 0;
  for (let row = 0; row < rows; row++)
    for (let time = 0; time < lengths[row]; time++) {
      rowOfPosition[position] = row;
      placeOfPosition[position] = row * longest + time;
      positionOfPlace[row * longest + time] = ++position;
    }
  return {
    rows,
    longest,
    segments: ops.createSegments(rowOfPosition, rows),
    paddingEnergy: ops.float32(Float32Array.of(PADDING_ENERGY), [1]),
    positionOfPlace: ops.int32(positionOfPlace, [rows * longest]),
    placeOfPosition: ops.int32(placeOfPosition, [positions]),
  };
}

/** Projects `outputs` `[positions, encoder units]` (sentence after sentence) to the values and keys of a memory. */
export function createMemory(pass: Pass, outputs: Tensor, lengths: ArrayLike<number>): AttentionMemory {
  const { ops, options, weights } = pass;
  const values = options.attention!.projection ? linear(pass, 'encoder.projection', outputs) : outputs;
  const keys = ops.addBias(ops.matMul(values, weights['attention.key']), weights['attention.bias']);
  return memoryOf(ops, values, keys, lengths);
}

function memoryOf(
  ops: TensorOperations,
  values: Tensor,
  keys: Tensor,
  lengths: ArrayLike<number>,
): AttentionMemory {
  const layout = memoryLayout(ops, lengths);
  const units = values.shape[1];
  const paddedValues = ops.scope(() => {
    const rows = ops.gatherRows(ops.concat([ops.zeros([1, units]), values], 0), layout.positionOfPlace);
    return ops.reshape(rows, [layout.rows, layout.longest, units]);
  });
  return { ...layout, values, paddedValues, keys };
}

/** The memory of the first `rows` sentences, without copying the tensors. */
export function firstRows(ops: TensorOperations, memory: AttentionMemory, rows: number): AttentionMemory {
  if (rows === memory.rows) return memory;
  const segments = ops.firstSegments(memory.segments, rows);
  return {
    rows,
    longest: memory.longest,
    segments,
    paddingEnergy: memory.paddingEnergy,
    values: ops.sliceRows(memory.values, 0, segments.rows),
    paddedValues: ops.sliceRows(memory.paddedValues, 0, rows),
    keys: ops.sliceRows(memory.keys, 0, segments.rows),
    positionOfPlace: ops.sliceRows(memory.positionOfPlace, 0, rows * memory.longest),
    placeOfPosition: ops.sliceRows(memory.placeOfPosition, 0, segments.rows),
  };
}

/** The memory of chosen sentences, in any order and number: for beams, and for dropping finished sentences. */
export function selectRows(
  ops: TensorOperations,
  memory: AttentionMemory,
  rows: readonly number[],
): AttentionMemory {
  const { starts } = memory.segments;
  const lengths = rows.map((row) => starts[row + 1] - starts[row]);
  const positions = Int32Array.from(
    rows.flatMap((row, index) => Array.from({ length: lengths[index] }, (_, time) => starts[row] + time)),
  );
  const index = ops.int32(positions, [positions.length]);
  const values = ops.gatherRows(memory.values, index);
  const keys = ops.gatherRows(memory.keys, index);
  ops.dispose(index);
  return memoryOf(ops, values, keys, lengths);
}

export interface AttentionStep {
  /** `[rows, context units]`. */
  readonly context: Tensor;
  /** Attention weights with zeros for padding, `[rows, longest]`. */
  readonly weights: Tensor;
  /** `tanh(W_c [decoder hidden; encoder output])`, `[positions, units]`. */
  readonly features: Tensor;
  /** Energies before the softmax, `[positions, 1]`. */
  readonly energies: Tensor;
}

/**
 * Additive attention (Bahdanau et al. 2015): energy = v tanh(W_q h + W_k e + b), with a tanh around it where the options
 * say so; softmax over the sentence's own positions; context = weighted sum. `hidden` is the decoder's previous top
 * hidden state, `[rows, units]`.
 */
export function attentionForward(pass: Pass, memory: AttentionMemory, hidden: Tensor): AttentionStep {
  const { ops, options, weights } = pass;
  return ops.scope(() => {
    const query = ops.matMul(hidden, weights['attention.query']);
    const features = ops.tanh(ops.add(memory.keys, ops.spreadSegments(query, memory.segments)));
    const scores = ops.matMul(features, weights['attention.energy']);
    const energies = options.attention!.outerTanh ? ops.tanh(scores) : scores;
    const padded = ops.concat([memory.paddingEnergy, ops.reshape(energies, [memory.segments.rows])], 0);
    const dense = ops.reshape(ops.gatherRows(padded, memory.positionOfPlace), [memory.rows, memory.longest]);
    const attention = ops.softmax(dense);
    const context = ops.batchMatMul(
      ops.reshape(attention, [memory.rows, 1, memory.longest]),
      memory.paddedValues,
    );
    return {
      context: ops.reshape(context, [memory.rows, memory.values.shape[1]]),
      weights: attention,
      features,
      energies,
    };
  });
}

/**
 * Gradients of one step from that of its context: of the query `[rows, units]`, of the keys `[positions, units]` and of
 * the energy kernel. That of the values through the context is left to `valuesGradient`, for all steps at once.
 */
export function attentionBackward(
  pass: Pass,
  memory: AttentionMemory,
  step: AttentionStep,
  contextGradient: Tensor,
) {
  const { ops, options, weights } = pass;
  return ops.scope(() => {
    const { segments, rows, longest } = memory;
    const products = ops.batchMatMul(
      ops.reshape(contextGradient, [rows, 1, contextGradient.shape[1]]),
      memory.paddedValues,
      'b',
    );
    const weighted = ops.multiply(step.weights, ops.reshape(products, [rows, longest]));
    // The derivative of the softmax; padding has weight 0 and so no gradient.
    const dense = ops.subtract(weighted, ops.multiply(step.weights, ops.sumColumns(weighted)));
    const energyGradient = ops.reshape(
      ops.gatherRows(ops.reshape(dense, [rows * longest]), memory.placeOfPosition),
      [segments.rows, 1],
    );
    const scoreGradient = options.attention!.outerTanh
      ? ops.tanhGradient(step.energies, energyGradient)
      : energyGradient;
    const energyRow = ops.reshape(weights['attention.energy'], [1, options.units]);
    const keys = ops.tanhGradient(step.features, ops.matMul(scoreGradient, energyRow));
    const energyKernel = ops.matMul(scoreGradient, step.features, 'a');
    return { query: ops.sumSegments(keys, segments), keys, energyKernel };
  });
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
