import type { LossTarget } from '../fused-operations';
import type { Tensor, TensorOperations } from '../tensor-operations';

/** See `FusedOperations.crossEntropy`. Intermediate tensors belong to the caller's scope. */
export function crossEntropy(ops: TensorOperations, logits: Tensor, labels: Int32Array): Tensor {
  return crossEntropies(ops, exponentialsOf(ops, logits), labels);
}

/** See `FusedOperations.crossEntropyGradient`: softmax minus smoothed label. */
export function crossEntropyGradient(
  ops: TensorOperations,
  logits: Tensor,
  labels: Int32Array,
  { scale, labelSmoothing }: LossTarget,
) {
  const [rows, vocabulary] = logits.shape;
  const parts = exponentialsOf(ops, logits);
  const factor = ops.divide(ops.float32(Float32Array.of(scale), [1, 1]), parts.normaliser);
  const places = labels.map((label, row) => row * vocabulary + label);
  const labelled = ops.scatterAddRows(
    ops.float32(new Float32Array(rows).fill(-scale * (1 - labelSmoothing)), [rows]),
    ops.int32(places, [rows]),
    rows * vocabulary,
  );
  const spread = ops.float32(Float32Array.of((scale * labelSmoothing) / vocabulary), [1, 1]);
  const gradient = ops.add(
    ops.subtract(ops.multiply(parts.exponentials, factor), spread),
    ops.reshape(labelled, [rows, vocabulary]),
  );
  return {
    losses: crossEntropies(ops, parts, labels),
    logits: gradient,
    bias: ops.sumRows(gradient),
  };
}

interface Exponentials {
  /** Logits less each row's largest, so that no exponential overflows. */
  readonly shifted: Tensor;
  readonly exponentials: Tensor;
  /** Sum of each row's exponentials, `[rows, 1]`. */
  readonly normaliser: Tensor;
}

function exponentialsOf(ops: TensorOperations, logits: Tensor): Exponentials {
  const shifted = ops.subtract(logits, ops.maxColumns(logits));
  const exponentials = ops.exp(shifted);
  return { shifted, exponentials, normaliser: ops.sumColumns(exponentials) };
}

function crossEntropies(
  ops: TensorOperations,
  { shifted, normaliser }: Exponentials,
  labels: Int32Array,
): Tensor {
  const logNormaliser = ops.reshape(ops.log(normaliser), [labels.length]);
  return ops.subtract(logNormaliser, ops.gatherElements(shifted, labels));
}
