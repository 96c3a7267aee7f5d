import type { AttentionGradients, AttentionMemory } from '../tensor/fused-operations';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';
import { energyOf, queryKernel, recordQueryGradients } from './attention';
import {
  MemoryByRows,
  topOf,
  type DecoderKernels,
  type DecoderRun,
  type DecoderStates,
  type DecoderStep,
} from './decoder';
import { masked } from './dropout';
import { contextUnits } from '../../../src-shared/domain/model/model-options';
import type { Packing } from './packing';
import { cellWeights, type Gradients, type Pass } from './pass';
import { cellBackward, type RecurrentState } from './recurrent-cell';

export interface DecoderGradients {
  /** Of the decoder's first states, by layer. */
  readonly initial: DecoderStates;
  /** Of the memory's keys `[positions, units]`, and of its values through the contexts `[positions, context units]`. */
  readonly memory: { readonly keys: Tensor; readonly values: Tensor } | null;
}

/** Gradients that one time step adds, kept until all steps are done. */
interface StepGradients {
  /** By layer, `[rows, gates * units]`. */
  readonly gates: readonly Tensor[];
  readonly attention: (AttentionGradients & { readonly context: Tensor }) | null;
  readonly carried: DecoderStates;
}

/** Back-propagation through time from the gradients of what the output layer read of every step (`outputInputs`). */
export function decoderBackward(
  pass: Pass,
  gradients: Gradients,
  packing: Packing,
  run: DecoderRun,
  outputGradients: readonly (readonly Tensor[])[],
  memory: AttentionMemory | null,
): DecoderGradients {
  const { ops } = pass;
  const kernels = transposedKernels(pass);
  const memories = new MemoryByRows(ops, memory);
  const steps = new Array<StepGradients>(run.steps.length);
  let keys: Tensor | null = null;
  let carried: DecoderStates = zeroStates(pass, packing.active[run.steps.length - 1]);
  for (let time = run.steps.length - 1; time >= 0; time--) {
    const rows = packing.active[time];
    const view = memories.of(rows);
    const grown = grow(ops, carried, rows);
    const step = ops.scope(() =>
      stepBackward(pass, run.steps[time], view, kernels, outputGradients[time], grown, keys),
    );
    if (keys) ops.dispose(keys);
    keys = step.attention && step.attention.keys;
    carried = step.carried;
    steps[time] = step;
  }
  const ofEmbeddings = outputGradients.flatMap(([, , embedded]) => embedded ?? []);
  recordCellGradients(pass, gradients, run, steps, ofEmbeddings);
  if (memory === null) return { initial: grow(ops, carried, packing.rows), memory: null };
  recordAttentionGradients(pass, gradients, run, steps);
  return {
    initial: grow(ops, carried, packing.rows),
    memory: {
      keys: keys!,
      values: valuesGradient(ops, packing, run, steps, memory),
    },
  };
}

/**
 * The transposed kernels that the loop multiplies by; of the first layer only the rows whose gradients are needed inside
 * the loop: all but the embedding's.
 */
function transposedKernels(pass: Pass): DecoderKernels {
  const { ops, options } = pass;
  const packed = (kernel: Tensor) => ops.fused.packKernel(kernel, 1, 'transposed');
  const layers = Array.from({ length: options.decoderLayers }, (_, layer) => {
    const { kernel } = cellWeights(pass, `decoder.layer${layer}`);
    const inLoop = contextUnits(options) + options.units;
    return packed(layer > 0 ? kernel : ops.sliceRows(kernel, options.embedding, inLoop));
  });
  return {
    layers,
    query: options.attention && packed(queryKernel(pass)),
    energy: options.attention && energyOf(pass),
  };
}

function stepBackward(
  pass: Pass,
  step: DecoderStep,
  memory: AttentionMemory | null,
  kernels: DecoderKernels,
  [hiddenGradient, outputContext]: readonly Tensor[],
  after: DecoderStates,
  laterKeys: Tensor | null,
): StepGradients {
  const { ops, options } = pass;
  const gates: Tensor[] = [];
  const carried: RecurrentState[] = [];
  let fromAbove = masked(ops, hiddenGradient, step.masks.output);
  let context: Tensor | null = null;
  for (let layer = options.decoderLayers - 1; layer >= 0; layer--) {
    const result = cellBackward(ops, step.cells[layer], after[layer], fromAbove);
    gates[layer] = result.gates;
    const inputs = ops.fused.thinProduct([result.gates], kernels.layers[layer]);
    const inputUnits = layer > 0 ? options.units : contextUnits(options);
    const [below, previousHidden] =
      inputUnits === 0 ? [null, inputs] : ops.splitColumns(inputs, [inputUnits, options.units]);
    if (layer > 0) fromAbove = masked(ops, below!, step.masks.layers[layer] ?? null);
    else context = below && outputContext ? ops.add(below, outputContext) : below;
    carried[layer] = [previousHidden, ...result.previousCell];
  }
  if (memory === null || context === null) return { gates, attention: null, carried };
  const attention = ops.fused.attentionGradient(memory, step.attention!, kernels.energy!, context, laterKeys);
  const top = options.decoderLayers - 1;
  const [topHidden, ...topCells] = carried[top];
  const throughQuery = ops.fused.thinProduct([attention.query], kernels.query!);
  carried[top] = [ops.add(topHidden, throughQuery), ...topCells];
  return { gates, attention: { ...attention, context }, carried };
}

function recordCellGradients(
  pass: Pass,
  gradients: Gradients,
  run: DecoderRun,
  steps: readonly StepGradients[],
  ofEmbeddings: readonly Tensor[],
): void {
  const { ops, options } = pass;
  for (let layer = 0; layer < options.decoderLayers; layer++) {
    const name = `decoder.layer${layer}`;
    const allGates = ops.concat(
      steps.map((step) => step.gates[layer]),
      0,
    );
    gradients[`${name}.kernel`] = ops.scope(() => {
      const parts = run.steps[0].cells[layer].inputs.map((_, part) => {
        const inputs = run.steps.map((step) => step.cells[layer].inputs[part]);
        return ops.matMul(ops.concat(inputs, 0), allGates, 'a');
      });
      return ops.concat(parts, 0);
    });
    gradients[`${name}.bias`] = ops.sumRows(allGates);
    if (layer === 0)
      gradients['decoder.embedding'] = ops.scope(() => {
        const kernel = ops.transpose(ops.sliceRows(cellWeights(pass, name).kernel, 0, options.embedding));
        const ofCells = ops.matMul(allGates, kernel);
        const unmasked = ofEmbeddings.length === 0 ? ofCells : ops.add(ofCells, ops.concat(ofEmbeddings, 0));
        const embedded = masked(ops, unmasked, run.embeddingMask);
        const ids = ops.concat(
          run.steps.map((step) => step.ids),
          0,
        );
        const ofInputs = ops.scatterAddEmbeddings(embedded, ids, options.targetVocabulary);
        const ofOutputs = gradients['decoder.embedding'];
        return ofOutputs ? ops.add(ofInputs, ofOutputs) : ofInputs;
      });
    ops.dispose(allGates);
  }
}

function recordAttentionGradients(
  pass: Pass,
  gradients: Gradients,
  run: DecoderRun,
  steps: readonly StepGradients[],
): void {
  const { ops } = pass;
  const queries = ops.concat(
    steps.map((step) => step.attention!.query),
    0,
  );
  const hidden = ops.concat(
    run.steps.map((step) => step.topHidden),
    0,
  );
  const energy = ops.addAll(steps.map((step) => step.attention!.energyKernel));
  recordQueryGradients(pass, gradients, ops.matMul(hidden, queries, 'a'), energy);
}

/** Sum over time of weight x context gradient for every position: one batched product instead of one per step. */
function valuesGradient(
  ops: TensorOperations,
  packing: Packing,
  run: DecoderRun,
  steps: readonly StepGradients[],
  memory: AttentionMemory,
): Tensor {
  return ops.scope(() => {
    const times = steps.length;
    const { rows, positions } = packing;
    const { longest } = memory;
    const units = memory.values.shape[1];
    // Index `positions` is a row of zeros for the steps behind a sentence's end.
    const index = new Int32Array(rows * times).fill(positions);
    for (let time = 0; time < times; time++)
      for (let row = 0; row < packing.active[time]; row++)
        index[row * times + time] = packing.starts[time] + row;
    const places = ops.int32(index, [rows * times]);
    const dense = (parts: readonly Tensor[], width: number) => {
      const packed = ops.concat([...parts, ops.zeros([1, width])], 0);
      return ops.reshape(ops.gatherRows(packed, places), [rows, times, width]);
    };
    const weights = dense(
      run.steps.map((step) => step.attention!.weights),
      longest,
    );
    const contexts = dense(
      steps.map((step) => step.attention!.context),
      units,
    );
    const sums = ops.reshape(ops.batchMatMul(weights, contexts, 'a'), [rows * longest, units]);
    return ops.gatherRows(sums, memory.placeOfPosition);
  });
}

function zeroStates(pass: Pass, rows: number): DecoderStates {
  const { ops, options } = pass;
  const zeros = ops.zeros([rows, options.units]);
  const state = options.cell === 'lstm' ? [zeros, zeros] : [zeros];
  return new Array<RecurrentState>(options.decoderLayers).fill(state);
}

/** Sentences that end at this step join with gradients of zero. */
function grow(ops: TensorOperations, states: DecoderStates, rows: number): DecoderStates {
  if (topOf(states)[0].shape[0] === rows) return states;
  return states.map((state) => state.map((part) => ops.padRows(part, rows)));
}
