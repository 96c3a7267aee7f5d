import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { AttentionMemory, AttentionStep, Energy, PackedKernel } from '../tensor/fused-operations';
import { energyOf, firstRows, queryKernel } from './attention';
import { DROPOUT_SITES, masked } from './dropout';
import { outputInputWidths, type ModelOptions } from './model-options';
import { outputProduct, type OutputLayer } from './output-layer';
import type { Packing } from './packing';
import { cellWeights, type Pass } from './pass';
import { cellForward, type CellTape, type RecurrentState } from './recurrent-cell';

/** States by layer. */
export type DecoderStates = readonly RecurrentState[];

/** Dropout masks of one step. */
export interface StepMasks {
  /** Of the inputs of each layer; none for the first, empty when nothing is dropped. */
  readonly layers: readonly (Tensor | null)[];
}

/** A layer's cell at one time step. */
export interface DecoderCell extends CellTape {
  /** What stands side by side: the inputs, and last the previous hidden state. */
  readonly inputs: readonly Tensor[];
}

/** One time step of the decoder for all rows that are still going on. */
export interface DecoderStep {
  /** int32 `[rows]`, the tokens fed in. */
  readonly ids: Tensor;
  readonly attention: AttentionStep | null;
  /** By layer. */
  readonly cells: readonly DecoderCell[];
  /** Previous hidden state of the top layer, from which attention's query is projected. */
  readonly topHidden: Tensor;
  readonly masks: StepMasks;
  /** The logits without their bias `[rows, vocabulary]`, computed where the next step runs freely. */
  readonly outputProduct: Tensor | null;
}

export interface DecoderRun {
  readonly steps: readonly DecoderStep[];
  readonly embeddingMask: Tensor | null;
}

/** The kernels that every step multiplies by, laid out once for all steps. */
export interface DecoderKernels {
  /** By layer. */
  readonly layers: readonly PackedKernel[];
  /** Null without attention. */
  readonly query: PackedKernel | null;
  /** Null without attention. */
  readonly energy: Energy | null;
}

export function decoderKernels(pass: Pass): DecoderKernels {
  const { fused } = pass.ops;
  return {
    layers: Array.from({ length: pass.options.decoderLayers }, (_, layer) =>
      fused.packKernel(cellWeights(pass, `decoder.layer${layer}`).kernel, 1),
    ),
    query: pass.options.attention && fused.packKernel(queryKernel(pass), 1),
    energy: pass.options.attention && energyOf(pass),
  };
}

/**
 * Feeds embedded tokens and moves all layers one step: embedding (and context) into the first layer, each layer into the
 * next.
 * `masks` is empty when nothing is dropped, as in decoding.
 */
export function decoderStep(
  pass: Pass,
  kernels: DecoderKernels,
  embedded: Tensor,
  states: DecoderStates,
  memory: AttentionMemory | null,
  masks: StepMasks,
): Omit<DecoderStep, 'ids' | 'outputProduct'> {
  const { ops, options } = pass;
  return ops.scope(() => {
    const topHidden = topOf(states)[0];
    const attention =
      memory === null
        ? null
        : ops.fused.attention(memory, ops.fused.thinProduct([topHidden], kernels.query!), kernels.energy!);
    let x = attention === null ? [embedded] : [embedded, attention.context];
    const cells: DecoderCell[] = [];
    for (let layer = 0; layer < options.decoderLayers; layer++) {
      if (layer > 0) x = [masked(ops, cells[layer - 1].state[0], masks.layers[layer] ?? null)];
      cells.push(decoderCell(pass, kernels, layer, x, states[layer]));
    }
    return { attention, cells, topHidden, masks };
  });
}

function decoderCell(
  pass: Pass,
  kernels: DecoderKernels,
  layer: number,
  x: readonly Tensor[],
  state: RecurrentState,
): DecoderCell {
  const { ops, options } = pass;
  const { bias } = cellWeights(pass, `decoder.layer${layer}`);
  const inputs = [...x, state[0]];
  return ops.scope(() => {
    const product = ops.fused.thinProduct(inputs, kernels.layers[layer]);
    return { ...cellForward(ops, options.cell, product, bias, state), inputs };
  });
}

/**
 * What the output layer reads of a step, side by side: the top hidden state `[rows, units]`, and as the options say the
 * context `[rows, context units]` and the embedded token that was fed in `[rows, embedding]`.
 */
export function outputInputs(
  options: ModelOptions,
  { cells, attention }: Pick<DecoderStep, 'cells' | 'attention'>,
): Tensor[] {
  const [embedded] = cells[0].inputs;
  const hidden = topOf(cells).state[0];
  const all = attention === null ? [hidden] : [hidden, attention.context, embedded];
  return all.slice(0, outputInputWidths(options).length);
}

/** The last, topmost layer's entry. */
export function topOf<Item>(layers: readonly Item[]): Item {
  return layers[layers.length - 1];
}

/**
 * Runs the decoder over packed targets. `inputIds` are the true previous tokens (int32, packed). Where `coins[t]` is
 * false, step t is fed the most likely token of step t - 1 instead; one coin for the whole batch (Bengio et al. 2015).
 */
export function decoderForward(
  pass: Pass,
  packing: Packing,
  inputIds: Tensor,
  coins: readonly boolean[],
  initial: DecoderStates,
  memory: AttentionMemory | null,
  output: OutputLayer,
): DecoderRun {
  const { ops, options, dropout } = pass;
  const embeddingMask =
    dropout?.mask(DROPOUT_SITES.targetEmbedding, [packing.positions, options.embedding]) ?? null;
  const layerMasks = Array.from({ length: options.decoderLayers }, (_, layer) =>
    layer === 0
      ? null
      : (dropout?.mask(DROPOUT_SITES.decoderLayer + layer, [packing.positions, options.units]) ?? null),
  );
  const active = [...packing.active];
  const byTime = (rows: Tensor | null) => rows && ops.splitRows(rows, active);
  const embedding = pass.weights['decoder.embedding'];
  const trueIds = ops.splitRows(inputIds, active);
  const truth = ops.scope(() => masked(ops, ops.gatherRows(embedding, inputIds), embeddingMask));
  const embeddedTruth = ops.splitRows(truth, active);
  const embeddingMasks = byTime(embeddingMask);
  const masksOfLayers = layerMasks.map(byTime);
  const kernels = decoderKernels(pass);
  const steps: DecoderStep[] = [];
  let states = initial;
  let predicted: Tensor | null = null;
  const memories = new MemoryByRows(ops, memory);
  packing.active.forEach((rows, time) => {
    const ids = predicted ?? trueIds[time];
    const embedded = predicted
      ? ops.scope(() => masked(ops, ops.gatherRows(embedding, ids), embeddingMasks && embeddingMasks[time]))
      : embeddedTruth[time];
    states = shrink(ops, states, rows);
    const masks = { layers: masksOfLayers.map((ofSteps) => ofSteps && ofSteps[time]) };
    const step = decoderStep(pass, kernels, embedded, states, memories.of(rows), masks);
    states = step.cells.map((cell) => cell.state);
    const nextRunsFreely = time + 1 < packing.active.length && !coins[time + 1];
    const product = nextRunsFreely ? outputProduct(ops, output, outputInputs(options, step)) : null;
    predicted = product && mostLikely(ops, output, product, packing.active[time + 1]);
    steps.push({ ...step, ids, outputProduct: product });
  });
  return { steps, embeddingMask };
}

/** The most likely tokens of the first `rows` sentences, int32 `[rows]`. */
function mostLikely(ops: TensorOperations, output: OutputLayer, product: Tensor, rows: number): Tensor {
  // Sliced as floats: a GPU would send integers to the host for that.
  const ofRows = product.shape[0] === rows ? product : ops.sliceRows(product, 0, rows);
  return ops.fused.mostLikely(ofRows, output.bias);
}

/** Finished sentences leave from the end of the rows. */
function shrink(ops: TensorOperations, states: DecoderStates, rows: number): DecoderStates {
  if (states[0][0].shape[0] === rows) return states;
  return states.map((state) => state.map((part) => ops.sliceRows(part, 0, rows)));
}

/** Views of a memory by the number of its first sentences, made once each. */
export class MemoryByRows {
  private readonly views = new Map<number, AttentionMemory>();

  constructor(
    private readonly ops: TensorOperations,
    private readonly memory: AttentionMemory | null,
  ) {}

  of(rows: number): AttentionMemory | null {
    if (this.memory === null) return null;
    let view = this.views.get(rows);
    if (!view) this.views.set(rows, (view = firstRows(this.ops, this.memory, rows)));
    return view;
  }
}
