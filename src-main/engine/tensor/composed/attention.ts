import type { AttentionGradients, AttentionMemory, AttentionStep, Energy } from '../fused-operations';
import type { Tensor, TensorOperations } from '../tensor-operations';

/** Energy of positions behind a sentence's end, which the softmax turns to 0. */
const PADDING_ENERGY = -1e9;

interface ComposedAttentionStep extends AttentionStep {
  /** `tanh(query + key)`, `[positions, units]`. */
  readonly features: Tensor;
  /** Energies before the softmax, `[positions, 1]`. */
  readonly energies: Tensor;
}

/** See `FusedOperations.attention`. Intermediate tensors belong to the caller's scope. */
export function attention(
  ops: TensorOperations,
  memory: AttentionMemory,
  query: Tensor,
  energy: Energy,
): ComposedAttentionStep {
  const { rows, longest, segments } = memory;
  const features = ops.tanh(ops.add(memory.keys, ops.spreadSegments(query, segments)));
  const scores = ops.matMul(features, energy.kernel);
  const energies = energy.outerTanh ? ops.tanh(scores) : scores;
  const padding = ops.float32(Float32Array.of(PADDING_ENERGY), [1]);
  const padded = ops.concat([padding, ops.reshape(energies, [segments.rows])], 0);
  const dense = ops.reshape(ops.gatherRows(padded, memory.positionOfPlace), [rows, longest]);
  const weights = ops.softmax(dense);
  const context = ops.batchMatMul(ops.reshape(weights, [rows, 1, longest]), memory.paddedValues);
  return {
    query,
    context: ops.reshape(context, [rows, memory.values.shape[1]]),
    weights,
    features,
    energies,
  };
}

/** See `FusedOperations.attentionGradient`. Intermediate tensors belong to the caller's scope. */
export function attentionGradient(
  ops: TensorOperations,
  memory: AttentionMemory,
  step: AttentionStep,
  energy: Energy,
  contextGradient: Tensor,
  laterKeys: Tensor | null,
): AttentionGradients {
  const { segments, rows, longest } = memory;
  const { weights, features, energies } = step as ComposedAttentionStep;
  const [, units] = features.shape;
  const products = ops.batchMatMul(
    ops.reshape(contextGradient, [rows, 1, contextGradient.shape[1]]),
    memory.paddedValues,
    'b',
  );
  const weighted = ops.multiply(weights, ops.reshape(products, [rows, longest]));
  // The derivative of the softmax; padding has weight 0 and so no gradient.
  const dense = ops.subtract(weighted, ops.multiply(weights, ops.sumColumns(weighted)));
  const ofEnergies = ops.reshape(
    ops.gatherRows(ops.reshape(dense, [rows * longest]), memory.placeOfPosition),
    [segments.rows, 1],
  );
  const ofScores = energy.outerTanh ? ops.tanhGradient(energies, ofEnergies) : ofEnergies;
  const keys = ops.tanhGradient(features, ops.matMul(ofScores, ops.reshape(energy.kernel, [1, units])));
  return {
    query: ops.sumSegments(keys, segments),
    keys: laterKeys === null ? keys : ops.add(ops.padRows(laterKeys, segments.rows), keys),
    energyKernel: ops.reshape(ops.matMul(ofScores, features, 'a'), [units]),
  };
}
