import type { Architecture } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { PreparedData } from '../data/prepare';
import { initialValue, logUnigramFrequencies } from './initialisation';
import { modelOptions, type ModelOptions } from '../../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../../src-shared/domain/model/parameter-definitions';
import { Parameters } from './parameters';
import { SequenceToSequence } from './sequence-to-sequence';
import type { TensorOperations } from '../tensor/tensor-operations';

/** A new model with the configuration's initial weights. */
export function createModel(
  ops: TensorOperations,
  architecture: Architecture,
  configuration: RunConfiguration,
  data: PreparedData,
): SequenceToSequence {
  const vocabularies = { source: data.sourceVocabulary.size, target: data.targetVocabulary.size };
  const options = modelOptions(architecture, configuration, vocabularies);
  const targets = data.train.map(({ target }) => target);
  const initialisation = {
    scheme: configuration.INITIALISATION,
    forgetGateBias: configuration.FORGET_GATE_BIAS,
    outputBias:
      configuration.OUTPUT_BIAS === 'log-unigram'
        ? logUnigramFrequencies(targets, vocabularies.target)
        : null,
    seed: configuration.SEED,
  };
  const parameters = Parameters.create(ops, parameterDefinitions(options), (definition) =>
    initialValue(definition, initialisation),
  );
  return new SequenceToSequence(ops, options, parameters);
}

/** A model whose weights a checkpoint is about to fill. */
export function createEmptyModel(ops: TensorOperations, options: ModelOptions): SequenceToSequence {
  const parameters = Parameters.create(
    ops,
    parameterDefinitions(options),
    ({ shape }) => new Float32Array(shape.reduce((product, extent) => product * extent, 1)),
  );
  return new SequenceToSequence(ops, options, parameters);
}
