import type { Tensor } from '../tensor/tensor-operations';
import { DROPOUT_SITES, masked } from './dropout';
import type { Packing } from './packing';
import { directionsOf } from '../../../src-shared/domain/model/parameter-definitions';
import { cellWeights, type Gradients, type Pass } from './pass';
import type { CellWeights, RecurrentState } from './recurrent-cell';
import {
  layerBackward,
  layerForward,
  layerReading,
  type LayerReading,
  type LayerRun,
} from './recurrent-layer';

/** Final states by layer and direction. */
export type FinalStates = readonly (readonly RecurrentState[])[];

export interface EncoderRun {
  /** Top layer's hidden states, directions side by side: `[positions, directions * units]`. */
  readonly outputs: Tensor;
  readonly finals: FinalStates;
  readonly ids: Tensor;
  readonly embeddingMask: Tensor | null;
  readonly reading: LayerReading;
  readonly layers: readonly {
    readonly run: LayerRun;
    /** Of the layer's input. */ readonly inputMask: Tensor | null;
  }[];
}

/** Embeds packed source ids (int32 `[positions]`) and reads them with every layer, in one or both directions. */
export function encoderForward(pass: Pass, packing: Packing, ids: Tensor): EncoderRun {
  const { ops, options, weights, dropout } = pass;
  const embedded = ops.gatherRows(weights['encoder.embedding'], ids);
  const embeddingMask = dropout?.mask(DROPOUT_SITES.sourceEmbedding, embedded.shape) ?? null;
  let outputs = masked(ops, embedded, embeddingMask);
  const reading = layerReading(ops, packing, directionsOf(options).length);
  const layers = [];
  for (let layer = 0; layer < options.encoderLayers; layer++) {
    const inputMask =
      layer === 0 ? null : (dropout?.mask(DROPOUT_SITES.encoderLayer + layer, outputs.shape) ?? null);
    const inputs = masked(ops, outputs, inputMask);
    const run = layerForward(ops, options.cell, weightsOfLayer(pass, layer), inputs, reading);
    outputs = run.outputs;
    layers.push({ run, inputMask });
  }
  return {
    outputs,
    finals: layers.map(({ run }) => run.finals),
    ids,
    embeddingMask,
    reading,
    layers,
  };
}

/** Records the encoder's gradients from those of its outputs (null when nothing attends to them) and of its final states. */
export function encoderBackward(
  pass: Pass,
  gradients: Gradients,
  run: EncoderRun,
  outputGradient: Tensor | null,
  finalGradients: FinalStates,
): void {
  const { ops, options } = pass;
  let above = outputGradient;
  for (let layer = options.encoderLayers - 1; layer >= 0; layer--) {
    const { run: layerRun, inputMask } = run.layers[layer];
    const weights = weightsOfLayer(pass, layer);
    const result = layerBackward(ops, weights, layerRun, run.reading, above, finalGradients[layer]);
    directionsOf(options).forEach((direction, index) => {
      const name = `encoder.layer${layer}.${direction}`;
      gradients[`${name}.kernel`] = result.weights[index].kernel;
      gradients[`${name}.bias`] = result.weights[index].bias;
    });
    above = masked(ops, result.inputs, inputMask);
  }
  const embedded = masked(ops, above!, run.embeddingMask);
  gradients['encoder.embedding'] = ops.scatterAddEmbeddings(embedded, run.ids, options.sourceVocabulary);
}

/** By direction. */
function weightsOfLayer(pass: Pass, layer: number): CellWeights[] {
  return directionsOf(pass.options).map((direction) =>
    cellWeights(pass, `encoder.layer${layer}.${direction}`),
  );
}
