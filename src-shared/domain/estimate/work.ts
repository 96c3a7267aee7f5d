/** How much a run computes: known from its settings and data alone, in the same units for every machine. */
import type { Architecture } from '../architecture';
import type { RunConfiguration } from '../configuration';
import { contextUnits, encoderOutputUnits, modelOptions, type ModelOptions } from '../model/model-options';
import { parameterDefinitions, type ParameterDefinition } from '../model/parameter-definitions';

/** What a run is trained with, as far as it decides how long that takes. */
export interface DataSizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly sourceVocabulary: number;
  readonly targetVocabulary: number;
  /** Mean tokens of an example after it was cut, special tokens included. */
  readonly sourceLength: number;
  readonly targetLength: number;
}

/** Weighted operations of each part of a run. */
export interface Work {
  /** Of the training steps of an epoch. */
  readonly epoch: number;
  /** Of both validation losses of an epoch. */
  readonly validation: number;
  /** Of the evaluation on the test split, greedily and by beam search. */
  readonly evaluation: number;
}

/**
 * What a time step of a recurrent layer costs however narrow the layer is, in floating-point operations that would take as
 * long: its small operations are started one by one. Measured on two CPU cores.
 */
const OPERATIONS_OF_A_START = 2e7;

/** A backward pass computes two products for each of the forward pass. */
const TRAINING_PASSES = 3;

/** The longest sentence of a batch, beside the mean. */
const LONGEST_IN_BATCH = 1.6;

/** The work of a run of an architecture. */
export function workOf(architecture: Architecture, configuration: RunConfiguration, data: DataSizes): Work {
  const options = modelOptionsOf(architecture, configuration, data);
  const forward = forwardOperations(options, data);
  const starts = startsOfBatch(options, configuration, data) * OPERATIONS_OF_A_START;
  const batches = (examples: number) => Math.ceil(examples / configuration.BATCH_SIZE);
  return {
    epoch: TRAINING_PASSES * (data.train * forward + batches(data.train) * starts),
    validation: 2 * (data.validation * forward + batches(data.validation) * starts),
    evaluation: (1 + configuration.BEAM_SIZE) * (data.test * forward + batches(data.test) * starts),
  };
}

/** The model of a configuration over vocabularies of these sizes. */
export function modelOptionsOf(
  architecture: Architecture,
  configuration: RunConfiguration,
  { sourceVocabulary, targetVocabulary }: Pick<DataSizes, 'sourceVocabulary' | 'targetVocabulary'>,
): ModelOptions {
  return modelOptions(architecture, configuration, { source: sourceVocabulary, target: targetVocabulary });
}

/** Floating-point operations of an example's way through the model: two for each weight that it meets, as often as it does. */
function forwardOperations(options: ModelOptions, data: DataSizes): number {
  const weights = parameterDefinitions(options).reduce(
    (sum, definition) => sum + sizeOf(definition) * timesMet(definition, data),
    0,
  );
  const perPair = options.attention === null ? 0 : options.units + contextUnits(options);
  return 2 * (weights + perPair * data.sourceLength * data.targetLength);
}

function timesMet({ name, role }: ParameterDefinition, data: DataSizes): number {
  if (role.kind === 'embedding') return 0;
  if (name.startsWith('encoder.') || name === 'attention.key') return data.sourceLength;
  return name.startsWith('bridge.') ? 1 : data.targetLength;
}

function sizeOf({ shape }: ParameterDefinition): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Steps in time of all layers that a batch takes one after another. */
function startsOfBatch(
  options: ModelOptions,
  { MAX_DOCSTRING_LEN, MAX_CODE_LEN }: RunConfiguration,
  data: DataSizes,
) {
  const longest = (mean: number, most: number) => Math.min(most, LONGEST_IN_BATCH * mean);
  const decoderLayers = options.decoderLayers + (options.attention === null ? 0 : 1);
  return (
    options.encoderLayers * longest(data.sourceLength, MAX_DOCSTRING_LEN) +
    decoderLayers * longest(data.targetLength, MAX_CODE_LEN)
  );
}

/** Numbers that a training step of a batch keeps for its way back, beside the parameters. */
export function activationsOf(options: ModelOptions, batchSize: number, data: DataSizes): number {
  const gates = options.cell === 'lstm' ? 6 : 2;
  const perSource = options.encoderLayers * encoderOutputUnits(options) * gates + options.embedding;
  const attention =
    options.attention === null ? 0 : data.sourceLength + contextUnits(options) + options.units;
  const perTarget = options.decoderLayers * options.units * gates + options.embedding + attention;
  return batchSize * (data.sourceLength * perSource + data.targetLength * perTarget);
}
