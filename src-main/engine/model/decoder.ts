import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import type { AttentionMemory, AttentionStep, Energy, PackedKernel } from '../tensor/fused-operations';
import { energyOf, firstRows, queryKernel } from './attention';
import { DROPOUT_SITES, masked } from './dropout';
import { outputInputWidths } from '../../../src-shared/domain/model/model-options';
import { predict, type OutputLayer } from './output-layer';
import type { Packing } from './packing';
import { cellWeights, type Pass } from './pass';
import { cellForward, type CellTape, type RecurrentState } from './recurrent-cell';

/** States by layer. */
export type DecoderStates = readonly RecurrentState[];

/** Dropout masks of one step. */
export interface StepMasks {
  /** Of the inputs of each layer; none for the first, empty when nothing is dropped. */
  readonly layers: readonly (Tensor | null)[];
  /** Of the hidden state that the output layer reads. */
  readonly output: Tensor | null;
}

const NO_DROPOUT: StepMasks = { layers: [], output: null };

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
  /**
   * What the output layer reads, side by side: the top hidden state `[rows, units]`, and as the options say the context
   * `[rows, context units]` and the embedded token that was fed in `[rows, embedding]`.
   */
  readonly outputInputs: readonly Tensor[];
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

/** Kernels of a decoder that is fed tokens one step after another. */
export interface DecodingKernels extends DecoderKernels {
  /** What each token adds to the first layer's gates, its bias included: `[vocabulary, gates * units]`. */
  readonly tokens: Tensor;
}

/** In decoding every token is fed many times: what it adds to the first layer's gates is computed once for all of them. */
export function decodingKernels(pass: Pass): DecodingKernels {
  const { ops, options, weights } = pass;
  const { kernel, bias } = cellWeights(pass, 'decoder.layer0');
  const { layers, ...others } = decoderKernels(pass);
  const behindTokens = ops.sliceRows(kernel, options.embedding, kernel.shape[0] - options.embedding);
  const ofTokens = ops.sliceRows(kernel, 0, options.embedding);
  return {
    ...others,
    layers: [ops.fused.packKernel(behindTokens, 1), ...layers.slice(1)],
    tokens: ops.addBias(ops.matMul(weights['decoder.embedding'], ofTokens), bias),
  };
}

/** What a layer is fed: what its kernel multiplies, before context and hidden state, and what is added to the product. */
interface LayerInput {
  readonly operands: readonly Tensor[];
  /** `[rows, gates * units]`, or one row for all. */
  readonly addend: Tensor;
}

/** What the first layer is fed. */
export interface DecoderInput extends LayerInput {
  /** The embedded tokens `[rows, embedding]` for the output layer, or null where it reads none. */
  readonly embedded: Tensor | null;
}

/** Embedded tokens `[rows, embedding]`. */
export function embeddedInput(pass: Pass, embedded: Tensor): DecoderInput {
  return { operands: [embedded], addend: cellWeights(pass, 'decoder.layer0').bias, embedded };
}

/** Tokens, int32 `[rows]`, as the kernels have them ready. */
export function tokenInput(
  { ops, options, weights }: Pass,
  kernels: DecodingKernels,
  ids: Tensor,
): DecoderInput {
  const isRead = outputInputWidths(options).length > 2;
  return {
    operands: [],
    addend: ops.gatherRows(kernels.tokens, ids),
    embedded: isRead ? ops.gatherRows(weights['decoder.embedding'], ids) : null,
  };
}

/**
 * Feeds tokens and moves all layers one step: tokens (and context) into the first layer, each layer into the next.
 * Without masks nothing is dropped, as in decoding.
 */
export function decoderStep(
  pass: Pass,
  kernels: DecoderKernels,
  input: DecoderInput,
  states: DecoderStates,
  memory: AttentionMemory | null,
  masks: StepMasks = NO_DROPOUT,
): Omit<DecoderStep, 'ids' | 'outputProduct'> {
  const { ops, options } = pass;
  return ops.scope(() => {
    const topHidden = topOf(states)[0];
    const attention =
      memory === null
        ? null
        : ops.fused.attention(memory, ops.fused.thinProduct([topHidden], kernels.query!), kernels.energy!);
    const first = attention ? { ...input, operands: [...input.operands, attention.context] } : input;
    const cells: DecoderCell[] = [];
    for (let layer = 0; layer < options.decoderLayers; layer++) {
      const { operands, addend } = layer === 0 ? first : above(pass, cells[layer - 1], layer, masks);
      const inputs = [...operands, states[layer][0]];
      const product = ops.fused.thinProduct(inputs, kernels.layers[layer]);
      cells.push({ ...cellForward(ops, options.cell, product, addend, states[layer]), inputs });
    }
    const hidden = masked(ops, topOf(cells).state[0], masks.output);
    const all = attention === null ? [hidden] : [hidden, attention.context, input.embedded!];
    const outputInputs = all.slice(0, outputInputWidths(options).length);
    return { attention, cells, topHidden, masks, outputInputs };
  });
}

/** What a layer above the first is fed: the hidden state of the one below. */
function above(pass: Pass, below: DecoderCell, layer: number, masks: StepMasks): LayerInput {
  return {
    operands: [masked(pass.ops, below.state[0], masks.layers[layer] ?? null)],
    addend: cellWeights(pass, `decoder.layer${layer}`).bias,
  };
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
  const outputMask = options.dropsOutput
    ? (dropout?.mask(DROPOUT_SITES.output, [packing.positions, options.units]) ?? null)
    : null;
  const active = [...packing.active];
  const byTime = (rows: Tensor | null) => rows && ops.splitRows(rows, active);
  const embedding = pass.weights['decoder.embedding'];
  const trueIds = ops.splitRows(inputIds, active);
  const truth = ops.scope(() => masked(ops, ops.gatherRows(embedding, inputIds), embeddingMask));
  const embeddedTruth = ops.splitRows(truth, active);
  const embeddingMasks = byTime(embeddingMask);
  const masksOfLayers = layerMasks.map(byTime);
  const outputMasks = byTime(outputMask);
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
    const masks = {
      layers: masksOfLayers.map((ofSteps) => ofSteps && ofSteps[time]),
      output: outputMasks && outputMasks[time],
    };
    const step = decoderStep(pass, kernels, embeddedInput(pass, embedded), states, memories.of(rows), masks);
    states = step.cells.map((cell) => cell.state);
    const nextRunsFreely = time + 1 < packing.active.length && !coins[time + 1];
    const prediction = nextRunsFreely
      ? predict(ops, output, step.outputInputs, packing.active[time + 1])
      : null;
    predicted = prediction && prediction.columns;
    steps.push({ ...step, ids, outputProduct: prediction && prediction.product });
  });
  return { steps, embeddingMask };
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
