import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { Gradients, Pass } from './pass';

/** The projection to the vocabulary, with its kernel in both orientations (made once per pass). */
export interface OutputLayer {
  /** `[vocabulary, units]`. */
  readonly kernel: Tensor;
  /** `[units, vocabulary]`. */
  readonly kernelTransposed: Tensor;
  /** `[vocabulary]`. */
  readonly bias: Tensor;
}

/** Rows per product: few enough to keep a chunk of logits in the processor's cache, enough for fast products. */
const CHUNK_ROWS = 256;

export function outputLayer(pass: Pass): OutputLayer {
  const kernel = pass.weights['output.kernel'];
  return { kernel, kernelTransposed: pass.ops.transpose(kernel), bias: pass.weights['output.bias'] };
}

/** Logits `[rows, vocabulary]` of top hidden states `[rows, units]`. */
export function logitsOf(ops: TensorOperations, layer: OutputLayer, hidden: Tensor): Tensor {
  return ops.scope(() => ops.addBias(ops.matMul(hidden, layer.kernelTransposed), layer.bias));
}

/** What one time step of the decoder hands to the output layer. */
export interface OutputStep {
  /** Top hidden state, `[rows, units]`. */
  readonly hidden: Tensor;
  /** Target ids of the rows. */
  readonly labels: Int32Array;
  /** Logits that a free-running step has already computed, or null. */
  readonly logits: Tensor | null;
}

export interface OutputLoss {
  /** Sum of the cross-entropies of all rows, a scalar. */
  readonly lossSum: Tensor;
  readonly tokens: number;
}

/** Cross-entropy over the rows of all steps, computed after the loop in large chunks. */
export function outputLoss(
  ops: TensorOperations,
  layer: OutputLayer,
  steps: readonly OutputStep[],
): OutputLoss {
  const { chunks, tokens } = chunkSteps(steps);
  const sums = chunks.map((chunk) =>
    ops.scope(() => chunkLoss(ops, chunk, chunkLogits(ops, layer, chunk)).lossSum),
  );
  return { lossSum: ops.addAll(sums), tokens };
}

/**
 * The loss with the gradients of the mean loss over `batchTokens` (those of the steps, unless they are a part of a batch): records those of the kernel and bias and returns those of every step's
 * hidden state. The softmax gradient P - Y is never formed: P enters as `exp(logits) / sum`, Y by gathering and scattering rows.
 */
export function outputLossBackward(
  pass: Pass,
  gradients: Gradients,
  layer: OutputLayer,
  steps: readonly OutputStep[],
  batchTokens?: number,
): OutputLoss & { readonly hiddenGradients: readonly Tensor[] } {
  const { ops } = pass;
  const { chunks, tokens: ownTokens } = chunkSteps(steps);
  const tokens = batchTokens ?? ownTokens;
  const results = chunks.map((chunk) => ops.scope(() => chunkBackward(ops, layer, chunk, tokens)));
  const vocabulary = layer.kernel.shape[0];
  ops.scope(() => {
    const hidden = ops.concat(
      chunks.flatMap((chunk) => chunk.steps.map((step) => step.hidden)),
      0,
    );
    const labels = concatLabels(chunks.flatMap((chunk) => chunk.steps));
    const share = ops.scale(hidden, 1 / tokens);
    const labelPart = ops.scatterAddRows(share, ops.int32(labels, [ownTokens]), vocabulary);
    gradients['output.kernel'] = ops.subtract(ops.addAll(results.map((result) => result.kernel)), labelPart);
    const predicted = ops.reshape(ops.addAll(results.map((result) => result.bias)), [vocabulary]);
    gradients['output.bias'] = ops.subtract(
      predicted,
      ops.float32(shares(labels, tokens, vocabulary), [vocabulary]),
    );
    return [gradients['output.kernel'], gradients['output.bias']];
  });
  const hiddenGradients = new Array<Tensor>(steps.length);
  chunks.forEach((chunk, index) => {
    let start = 0;
    for (const step of chunk.steps) {
      const rows = step.hidden.shape[0];
      hiddenGradients[steps.indexOf(step)] = ops.sliceRows(results[index].hidden, start, rows);
      start += rows;
    }
  });
  for (const result of results) ops.dispose(result.kernel, result.bias);
  const lossSum = ops.addAll(results.map((result) => result.lossSum));
  return { lossSum, tokens: ownTokens, hiddenGradients };
}

interface Chunk {
  readonly steps: OutputStep[];
  readonly rows: number;
  readonly hasLogits: boolean;
}

/** Groups steps into chunks that either all have logits or all need them. */
function chunkSteps(steps: readonly OutputStep[]): { chunks: Chunk[]; tokens: number } {
  const chunks: { steps: OutputStep[]; rows: number; hasLogits: boolean }[] = [];
  let tokens = 0;
  for (const hasLogits of [true, false])
    for (const step of steps.filter((candidate) => (candidate.logits !== null) === hasLogits)) {
      const rows = step.labels.length;
      tokens += rows;
      const last = chunks.at(-1);
      if (last && last.hasLogits === hasLogits && last.rows + rows <= CHUNK_ROWS) {
        last.steps.push(step);
        last.rows += rows;
      } else chunks.push({ steps: [step], rows, hasLogits });
    }
  return { chunks, tokens };
}

function chunkHidden(ops: TensorOperations, chunk: Chunk): Tensor {
  return ops.concat(
    chunk.steps.map((step) => step.hidden),
    0,
  );
}

/** The logits that free-running steps kept, or those of the hidden states. */
function chunkLogits(
  ops: TensorOperations,
  layer: OutputLayer,
  chunk: Chunk,
  hidden = () => chunkHidden(ops, chunk),
): Tensor {
  if (!chunk.hasLogits) return logitsOf(ops, layer, hidden());
  return ops.concat(
    chunk.steps.map((step) => step.logits!),
    0,
  );
}

/** Shifted by each row's maximum, so that no exponential overflows. */
function chunkLoss(ops: TensorOperations, chunk: Chunk, logits: Tensor) {
  const shifted = ops.subtract(logits, ops.maxColumns(logits));
  const exponentials = ops.exp(shifted);
  const normaliser = ops.sumColumns(exponentials);
  const labels = concatLabels(chunk.steps);
  const labelled = ops.reshape(ops.gatherElements(shifted, labels), [chunk.rows, 1]);
  return {
    lossSum: ops.sumAll(ops.subtract(ops.log(normaliser), labelled)),
    exponentials,
    normaliser,
    labels,
  };
}

function chunkBackward(ops: TensorOperations, layer: OutputLayer, chunk: Chunk, tokens: number) {
  const hidden = chunkHidden(ops, chunk);
  const logits = chunkLogits(ops, layer, chunk, () => hidden);
  const { lossSum, exponentials, normaliser, labels } = chunkLoss(ops, chunk, logits);
  const factor = ops.divide(ops.float32(Float32Array.of(1 / tokens), [1, 1]), normaliser);
  const expected = ops.multiply(ops.matMul(exponentials, layer.kernel), factor);
  const labelled = ops.scale(ops.gatherRows(layer.kernel, ops.int32(labels, [chunk.rows])), 1 / tokens);
  return {
    lossSum,
    hidden: ops.subtract(expected, labelled),
    kernel: ops.matMul(exponentials, ops.multiply(hidden, factor), 'a'),
    bias: ops.matMul(factor, exponentials, 'a'),
  };
}

function concatLabels(steps: readonly OutputStep[]): Int32Array {
  const labels = new Int32Array(steps.reduce((sum, step) => sum + step.labels.length, 0));
  let start = 0;
  for (const step of steps) {
    labels.set(step.labels, start);
    start += step.labels.length;
  }
  return labels;
}

/** Each token's share of the batch's tokens. */
function shares(labels: Int32Array, tokens: number, vocabulary: number): Float32Array {
  const shares = new Float32Array(vocabulary);
  for (const label of labels) shares[label] += 1 / tokens;
  return shares;
}
