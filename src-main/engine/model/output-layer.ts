import type { LossTarget, PackedKernel } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { Gradients, Pass } from './pass';

/** The projection to the vocabulary, with its kernel in two layouts (made once per pass). */
export interface OutputLayer {
  /** `[vocabulary, inputs]`, where several inputs stand side by side. */
  readonly kernel: Tensor;
  /** Laid out for the rows of one time step. */
  readonly packed: PackedKernel;
  /** `[vocabulary]`. */
  readonly bias: Tensor;
}

/** Numbers per product, 52 megabytes: large products are the fastest, and all logits of a large vocabulary would be too many. */
const CHUNK_LOGITS = 13_000_000;

export function outputLayer(pass: Pass): OutputLayer {
  const kernel = pass.weights[kernelName(pass)];
  return {
    kernel,
    packed: pass.ops.fused.packKernel(kernel, 1, 'transposed'),
    bias: pass.weights['output.bias'],
  };
}

function kernelName({ options }: Pass): string {
  return options.tied ? 'decoder.embedding' : 'output.kernel';
}

/** The logits of one time step's inputs (`outputInputs`) without their bias, `[rows, vocabulary]`. */
export function outputProduct(ops: TensorOperations, layer: OutputLayer, inputs: readonly Tensor[]): Tensor {
  return ops.fused.thinProduct(inputs, layer.packed);
}

/** The same with the most likely tokens of the first `rows` rows, int32 `[rows]`. */
export function predict(ops: TensorOperations, layer: OutputLayer, inputs: readonly Tensor[], rows: number) {
  return ops.fused.predict(inputs, layer.packed, layer.bias, rows);
}

/** Logits `[rows, vocabulary]` of one time step's inputs (`outputInputs`). */
export function logitsOf(ops: TensorOperations, layer: OutputLayer, inputs: readonly Tensor[]): Tensor {
  return ops.scope(() => ops.addBias(outputProduct(ops, layer, inputs), layer.bias));
}

/** The `count` most likely tokens (all, if they are fewer) after one time step's inputs; see `FusedOperations.likeliest`. */
export function likeliest(
  ops: TensorOperations,
  layer: OutputLayer,
  inputs: readonly Tensor[],
  count: number,
) {
  return ops.fused.likeliest(inputs, layer.packed, layer.bias, Math.min(count, layer.kernel.shape[0]));
}

/** What one time step of the decoder hands to the output layer. */
export interface OutputStep {
  /** What stands side by side, each `[rows, width]`: the top hidden state first. */
  readonly inputs: readonly Tensor[];
  /** Target ids of the rows. */
  readonly labels: Int32Array;
  /** What a free-running step has already computed, or null. */
  readonly product: Tensor | null;
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
  const { chunks, tokens } = chunkSteps(steps, layer);
  const sums = chunks.map((chunk) =>
    ops.scope(() => {
      const products = chunkProducts(ops, layer, chunk, chunkInputs(ops, chunk));
      return ops.sumAll(ops.fused.crossEntropy(products, layer.bias, chunkLabels(chunk)));
    }),
  );
  return { lossSum: ops.addAll(sums), tokens };
}

export interface LabelScores {
  /** Cross-entropies of the labels of all rows, in nats. */
  readonly losses: Float32Array;
  /** The most likely id of each row; the lower one wins ties. */
  readonly mostLikely: Int32Array;
}

/** Losses row by row, step after step. No step has a product yet: chunks are then in the order of the steps. */
export function outputScores(
  ops: TensorOperations,
  layer: OutputLayer,
  steps: readonly OutputStep[],
): LabelScores {
  const { chunks, tokens } = chunkSteps(steps, layer);
  const losses = new Float32Array(tokens);
  const mostLikely = new Int32Array(tokens);
  let start = 0;
  for (const chunk of chunks) {
    ops.scope(() => {
      const product = ops.matMul(chunkInputs(ops, chunk), layer.kernel, 'b');
      losses.set(ops.readFloat32(ops.fused.crossEntropy([product], layer.bias, chunkLabels(chunk))), start);
      mostLikely.set(ops.readInt32(ops.fused.mostLikely(product, layer.bias)), start);
    });
    start += chunk.rows;
  }
  return { losses, mostLikely };
}

/** What each row says of its label and of all else that could stand there. */
export interface LabelDistributions {
  /** Log-probabilities of the labels of all rows. */
  readonly logProbabilities: Float32Array;
  /** Entropies of the rows' distributions over the vocabulary, in nats. */
  readonly entropies: Float32Array;
  /** How many of the most likely ids there are for each row. */
  readonly width: number;
  /** The most likely ids, best first, `[rows, width]`, with their log-probabilities. */
  readonly mostLikely: Int32Array;
  readonly mostLikelyLogProbabilities: Float32Array;
}

/** Distributions row by row, as `outputScores` orders them, each with its `count` most likely ids. */
export function outputDistributions(
  ops: TensorOperations,
  layer: OutputLayer,
  steps: readonly OutputStep[],
  count: number,
): LabelDistributions {
  const { chunks, tokens } = chunkSteps(steps, layer);
  const width = Math.min(count, layer.kernel.shape[0]);
  const logProbabilities = new Float32Array(tokens);
  const entropies = new Float32Array(tokens);
  const mostLikely = new Int32Array(tokens * width);
  const mostLikelyLogProbabilities = new Float32Array(tokens * width);
  let start = 0;
  for (const chunk of chunks) {
    ops.scope(() => {
      const product = ops.matMul(chunkInputs(ops, chunk), layer.kernel, 'b');
      const all = ops.logSoftmax(ops.addBias(product, layer.bias));
      logProbabilities.set(ops.readFloat32(ops.gatherElements(all, chunkLabels(chunk))), start);
      const information = ops.sumColumns(ops.multiply(ops.exp(all), all));
      entropies.set(
        ops.readFloat32(information).map((sum) => Math.max(0, -sum)),
        start,
      );
      const best = ops.topK(all, width);
      mostLikely.set(ops.readInt32(best.indices), start * width);
      mostLikelyLogProbabilities.set(ops.readFloat32(best.values), start * width);
    });
    start += chunk.rows;
  }
  return { logProbabilities, entropies, width, mostLikely, mostLikelyLogProbabilities };
}

/**
 * The loss with the gradients of the mean loss over `batchTokens` (those of the steps, unless they are a part of a
 * batch), its labels smoothed as the options say: records those of the kernel and bias and returns those of every step's inputs.
 */
export function outputLossBackward(
  pass: Pass,
  gradients: Gradients,
  layer: OutputLayer,
  steps: readonly OutputStep[],
  batchTokens?: number,
): OutputLoss & { readonly inputGradients: readonly (readonly Tensor[])[] } {
  const { ops } = pass;
  const { chunks, tokens } = chunkSteps(steps, layer);
  const scale = 1 / (batchTokens ?? tokens);
  const { labelSmoothing } = pass.options;
  const results = chunks.map((chunk) =>
    ops.scope(() => chunkBackward(ops, layer, chunk, { scale, labelSmoothing })),
  );
  gradients[kernelName(pass)] = ops.addAll(results.map((result) => result.kernel));
  gradients['output.bias'] = ops.addAll(results.map((result) => result.bias));
  const inputGradients = new Array<readonly Tensor[]>(steps.length);
  chunks.forEach((chunk, index) => {
    const rows = chunk.steps.map(({ labels }) => labels.length);
    const ofSteps = results[index].inputs.map((input) => ops.splitRows(input, rows));
    chunk.steps.forEach((step, place) => {
      inputGradients[steps.indexOf(step)] = ofSteps.map((parts) => parts[place]);
    });
  });
  for (const result of results) ops.dispose(result.kernel, result.bias);
  return { lossSum: ops.addAll(results.map((result) => result.lossSum)), tokens, inputGradients };
}

interface Chunk {
  readonly steps: OutputStep[];
  readonly rows: number;
}

/** Groups steps into chunks, those that have their product first. */
function chunkSteps(steps: readonly OutputStep[], layer: OutputLayer): { chunks: Chunk[]; tokens: number } {
  const mostRows = CHUNK_LOGITS / layer.kernel.shape[0];
  const chunks: { steps: OutputStep[]; rows: number }[] = [];
  let tokens = 0;
  for (const step of [
    ...steps.filter(({ product }) => product),
    ...steps.filter(({ product }) => !product),
  ]) {
    const rows = step.labels.length;
    tokens += rows;
    const last = chunks.at(-1);
    if (last && last.rows + rows <= mostRows) {
      last.steps.push(step);
      last.rows += rows;
    } else chunks.push({ steps: [step], rows });
  }
  return { chunks, tokens };
}

/** The inputs of all steps below each other, `[rows, inputs]`. */
function chunkInputs(ops: TensorOperations, { steps }: Chunk): Tensor {
  const parts = steps[0].inputs.map((_, part) =>
    ops.concat(
      steps.map(({ inputs }) => inputs[part]),
      0,
    ),
  );
  return parts.length === 1 ? parts[0] : ops.concat(parts, 1);
}

/** What free-running steps kept, and below it the product with the inputs of the others. */
function chunkProducts(ops: TensorOperations, layer: OutputLayer, chunk: Chunk, inputs: Tensor): Tensor[] {
  const products = chunk.steps.flatMap(({ product }) => product ?? []);
  const done = products.reduce((rows, product) => rows + product.shape[0], 0);
  if (done === chunk.rows) return products;
  const others = ops.sliceRows(inputs, done, chunk.rows - done);
  return [...products, ops.matMul(others, layer.kernel, 'b')];
}

function chunkBackward(ops: TensorOperations, layer: OutputLayer, chunk: Chunk, target: LossTarget) {
  const inputs = chunkInputs(ops, chunk);
  const products = chunkProducts(ops, layer, chunk, inputs);
  const result = ops.fused.crossEntropyGradient(products, layer.bias, chunkLabels(chunk), target);
  const ofInputs = ops.matMul(result.logits, layer.kernel);
  const widths = chunk.steps[0].inputs.map(({ shape }) => shape[1]);
  return {
    lossSum: ops.sumAll(result.losses),
    inputs: widths.length === 1 ? [ofInputs] : ops.splitColumns(ofInputs, widths),
    kernel: ops.matMul(result.logits, inputs, 'a'),
    bias: result.bias,
  };
}

function chunkLabels({ steps, rows }: Chunk): Int32Array {
  const labels = new Int32Array(rows);
  let start = 0;
  for (const step of steps) {
    labels.set(step.labels, start);
    start += step.labels.length;
  }
  return labels;
}
