import type { Tensor } from '../tensor/tensor-operations';
import { DROPOUT_SITES, masked } from './dropout';
import type { Packing } from './packing';
import { directionsOf } from './parameters';
import { cellWeights, type Gradients, type Pass } from './pass';
import type { RecurrentState } from './recurrent-cell';
import { layerBackward, layerForward, type LayerRun } from './recurrent-layer';

/** Final states by layer and direction. */
export type FinalStates = readonly (readonly RecurrentState[])[];

export interface EncoderRun {
  /** Top layer's hidden states, directions side by side: `[positions, directions * units]`. */
  readonly outputs: Tensor;
  readonly finals: FinalStates;
  readonly ids: Tensor;
  readonly embeddingMask: Tensor | null;
  readonly layers: readonly {
    readonly runs: readonly LayerRun[];
    /** Of the layer's input. */ readonly inputMask: Tensor | null;
  }[];
}

/** Embeds packed source ids (int32 `[positions]`) and reads them with every layer, in one or both directions. */
export function encoderForward(pass: Pass, packing: Packing, ids: Tensor): EncoderRun {
  const { ops, options, weights, dropout } = pass;
  const embedded = ops.gatherRows(weights['encoder.embedding'], ids);
  const embeddingMask = dropout?.mask(DROPOUT_SITES.sourceEmbedding, embedded.shape) ?? null;
  let outputs = masked(ops, embedded, embeddingMask);
  const layers = [];
  for (let layer = 0; layer < options.encoderLayers; layer++) {
    const inputMask =
      layer === 0 ? null : (dropout?.mask(DROPOUT_SITES.encoderLayer + layer, outputs.shape) ?? null);
    const inputs = masked(ops, outputs, inputMask);
    const runs = directionsOf(options).map((direction) =>
      layerForward(
        ops,
        options.cell,
        cellWeights(pass, `encoder.layer${layer}.${direction}`),
        inputs,
        packing,
        direction,
      ),
    );
    outputs = ops.concat(
      runs.map((run) => run.outputs),
      1,
    );
    layers.push({ runs, inputMask });
  }
  return {
    outputs,
    finals: layers.map(({ runs }) => runs.map((run) => run.final)),
    ids,
    embeddingMask,
    layers,
  };
}

/** Records the encoder's gradients from those of its outputs (null when nothing attends to them) and of its final states. */
export function encoderBackward(
  pass: Pass,
  gradients: Gradients,
  packing: Packing,
  run: EncoderRun,
  outputGradient: Tensor | null,
  finalGradients: FinalStates,
): void {
  const { ops, options } = pass;
  const directions = directionsOf(options);
  let above = outputGradient;
  for (let layer = options.encoderLayers - 1; layer >= 0; layer--) {
    const { runs, inputMask } = run.layers[layer];
    const perDirection =
      above === null
        ? null
        : ops.splitColumns(
            above,
            directions.map(() => options.units),
          );
    const inputGradients = directions.map((direction, index) => {
      const name = `encoder.layer${layer}.${direction}`;
      const weights = cellWeights(pass, name);
      const final = finalGradients[layer][index];
      const result = layerBackward(
        ops,
        weights,
        runs[index],
        packing,
        direction,
        perDirection?.[index] ?? null,
        final,
      );
      gradients[`${name}.kernel`] = result.kernel;
      gradients[`${name}.bias`] = result.bias;
      return result.inputs;
    });
    above = masked(ops, ops.addAll(inputGradients), inputMask);
  }
  const embedded = masked(ops, above!, run.embeddingMask);
  gradients['encoder.embedding'] = ops.scatterAddEmbeddings(embedded, run.ids, options.sourceVocabulary);
}
