import { PRESETS } from '../../src-shared/domain/configuration';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { modelOptions } from '../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../src-shared/domain/model/parameter-definitions';
import { Parameters } from '../../src-main/engine/model/parameters';
import { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import type { Dropout } from '../../src-main/engine/model/dropout';
import type { ModelOptions } from '../../src-shared/domain/model/model-options';
import type { TensorOperations } from '../../src-main/engine/tensor/tensor-operations';
import type { ReferenceExample, ReferenceOptions, ReferenceParameters } from './reference-models';

/** A run's configuration for the options of a reference model. */
export function engineConfiguration(options: ReferenceOptions, dropout = 0): RunConfiguration {
  return {
    ...PRESETS.recommended,
    EMBEDDING_DIM: options.embeddingUnits,
    HIDDEN_DIM: options.units,
    NUM_LAYERS: options.encoderLayers,
    DECODER_LAYERS: options.decoderLayers,
    BIDIRECTIONAL: options.bidirectional,
    VANILLA_BIDIRECTIONAL: options.bidirectional,
    BRIDGE: options.bridge,
    ENERGY_OUTER_TANH: options.energyOuterTanh,
    ENCODER_PROJECTION: options.encoderProjection,
    ENERGY_BIAS: options.energyBias,
    OUTPUT_INPUT: options.outputInput,
    WEIGHT_TYING: options.tied,
    LABEL_SMOOTHING: options.labelSmoothing,
    DROPOUT_PLACEMENT: options.dropsOutput ? 'inputs-and-output' : 'inputs',
    DROPOUT: dropout,
  };
}

/** The engine's options for those of a reference model. */
export function engineOptions(options: ReferenceOptions, dropout = 0): ModelOptions {
  return modelOptions(options.architecture, engineConfiguration(options, dropout), {
    source: options.sourceVocabulary,
    target: options.targetVocabulary,
  });
}

/** The engine's model with given parameters. Dispose of its parameters afterwards. */
export function engineModel(
  ops: TensorOperations,
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  dropout = 0,
): SequenceToSequence {
  const built = engineOptions(options, dropout);
  const variables = Parameters.create(
    ops,
    parameterDefinitions(built),
    ({ name }) => parameters[name].values,
  );
  return new SequenceToSequence(ops, built, variables);
}

/** Examples as a batch, with `padding` tokens of `<PAD>` (0) behind the longest sentence of each side. */
export function batchOf(examples: readonly ReferenceExample[], padding = 0): Batch {
  const pad = (sentences: readonly (readonly number[])[]): Int32Array[] => {
    const length = Math.max(...sentences.map((sentence) => sentence.length)) + padding;
    return sentences.map((sentence) => Int32Array.from({ length }, (_, position) => sentence[position] ?? 0));
  };
  return {
    sources: pad(examples.map(({ source }) => source)),
    targets: pad(examples.map(({ target }) => target)),
  };
}

export interface EngineResult {
  /** Mean cross-entropy over the batch's target tokens. */
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** What the engine computes, read out of its tensors. */
export function engineGradients(
  model: SequenceToSequence,
  batch: Batch,
  teacherForced: readonly boolean[],
  dropout: Dropout | null = null,
): EngineResult {
  const { ops } = model;
  let result: EngineResult | null = null;
  ops.scope(() => {
    const { lossSum, tokens, gradients } = model.lossAndGradients(model.pass(dropout), batch, teacherForced);
    result = {
      loss: ops.readFloat32(lossSum)[0] / tokens,
      gradients: Object.fromEntries(
        Object.entries(gradients).map(([name, gradient]) => [name, ops.readFloat32(gradient)]),
      ),
    };
  });
  return result!;
}

/** The engine's mean loss without a backward pass. */
export function engineLoss(
  model: SequenceToSequence,
  batch: Batch,
  teacherForced: readonly boolean[],
  dropout: Dropout | null = null,
): number {
  const { ops } = model;
  let loss = Number.NaN;
  ops.scope(() => {
    const { lossSum, tokens } = model.loss(model.pass(dropout), batch, teacherForced);
    loss = ops.readFloat32(lossSum)[0] / tokens;
  });
  return loss;
}
