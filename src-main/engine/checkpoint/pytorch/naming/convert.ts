import type { Architecture } from '../../../../../src-shared/domain/architecture';
import {
  checkValue,
  type ConfigurationKeyName,
  completeConfiguration,
  PRESETS,
  type RunConfiguration,
} from '../../../../../src-shared/domain/configuration';
import { UserError } from '../../../../../src-shared/domain/errors';
import type { Assumption } from '../../../../../src-shared/domain/import';
import { modelOptions } from '../../../../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../../../../src-shared/domain/model/parameter-definitions';
import type { NamedArray } from '../../safetensors';
import { tensorProblems } from './expectations';
import { FoundTensors } from './found-tensors';
import { ourParameters } from './our-parameters';
import { inferStructure, type Structure } from './structure';

export interface ConversionOptions {
  /** Named in errors. */
  readonly file: string;
  /** What decides where names and shapes cannot tell: BRIDGE between average and sum, and ENERGY_OUTER_TANH. */
  readonly settings: Partial<RunConfiguration>;
  /** Tokens of the vocabularies, where they are at hand. */
  readonly vocabularies?: { readonly source: number; readonly target: number };
}

/** A checkpoint as a model of ours. */
export interface ConvertedModel {
  readonly architecture: Architecture;
  /** All keys that the model's structure decides. */
  readonly configuration: Partial<RunConfiguration>;
  readonly assumed: readonly Assumption[];
  /** What else was taken for granted, or left out, in words. */
  readonly notes: readonly string[];
  /** The modules' names, such as `encoder.lstm, decoder.attention.W_c, decoder.fc_out`. */
  readonly style: string;
  /** Rows of the embeddings, which may be more than the vocabularies have tokens. */
  readonly vocabularies: { readonly source: number; readonly target: number };
  /** Numbers in the file's tensors, as PyTorch counts them. */
  readonly counted: number;
  /** By our names and in our layouts, in the order of `parameterDefinitions`. */
  readonly parameters: readonly NamedArray[];
}

/**
 * Turns the tensors of a PyTorch state dictionary, under any of the names in `PART_NAMES`, into a model of ours.
 * @throws UserError with every tensor that is missing, surplus or misshapen, and with what Unroll has no model for.
 */
export function convertStateDictionary(
  tensors: readonly NamedArray[],
  { file, settings, vocabularies }: ConversionOptions,
): ConvertedModel {
  const found = new FoundTensors(tensors);
  const { structure, assumed, notes, problems } = inferStructure(found, settings);
  const configuration = configurationOf(structure, settings);
  const all = [
    ...problems,
    ...tensorProblems(found, structure),
    ...(vocabularies ? vocabularyProblems(structure, vocabularies) : []),
  ];
  // Sizes are out of range in a file that lacks tensors; then that says more.
  if (all.length === 0) all.push(...rangeProblems(configuration));
  if (all.length > 0)
    throw new UserError(
      `${file}: its tensors are not those of a model that Unroll has:\n${all.map((problem) => `- ${problem}`).join('\n')}`,
    );
  const sizes = { source: structure.sourceVocabulary, target: structure.targetVocabulary };
  const whole = completeConfiguration(PRESETS.notebook, configuration);
  const definitions = parameterDefinitions(modelOptions(structure.architecture, whole, sizes));
  return {
    architecture: structure.architecture,
    configuration,
    assumed,
    notes: [...notes, ...contradictions(configuration, settings)],
    style: found.style,
    vocabularies: sizes,
    counted: tensors.reduce((sum, { values }) => sum + values.length, 0),
    parameters: ourParameters(found, structure, definitions),
  };
}

function configurationOf(
  structure: Structure,
  settings: Partial<RunConfiguration>,
): Partial<RunConfiguration> {
  const { architecture, attention, bridge, bidirectional } = structure;
  const largest = Math.max(structure.sourceVocabulary, structure.targetVocabulary);
  const shared = {
    EMBEDDING_DIM: structure.embedding,
    HIDDEN_DIM: structure.units,
    VOCAB_SIZE: Math.max(largest, settings.VOCAB_SIZE ?? 0),
    BRIDGE: bridge !== null ? 'linear-tanh' : settings.BRIDGE === 'sum' ? 'sum' : 'average',
  } as const;
  if (architecture === 'vanilla-rnn') return { ...shared, VANILLA_BIDIRECTIONAL: bidirectional };
  const lstm = { ...shared, NUM_LAYERS: structure.encoderLayers, BIDIRECTIONAL: bidirectional };
  if (attention === null) return lstm;
  return {
    ...lstm,
    DECODER_LAYERS: structure.decoderLayers,
    ENCODER_PROJECTION: structure.projection,
    ENERGY_OUTER_TANH: attention.outerTanh,
    ENERGY_BIAS: attention.energyBias,
    OUTPUT_INPUT: structure.outputInput,
  };
}

function rangeProblems(configuration: Partial<RunConfiguration>): string[] {
  return entriesOf(configuration).flatMap(([key, value]) => {
    const problem = checkValue(key, value);
    return problem ? [`out of range: ${problem.message}`] : [];
  });
}

function vocabularyProblems(
  { sourceVocabulary, targetVocabulary }: Structure,
  { source, target }: { readonly source: number; readonly target: number },
): string[] {
  const tooFew = (side: string, tokens: number, rows: number) =>
    tokens > rows
      ? [`misshapen: the ${side} embedding has ${rows} rows; the vocabulary has ${tokens} tokens`]
      : [];
  return [...tooFew('source', source, sourceVocabulary), ...tooFew('target', target, targetVocabulary)];
}

/** Settings that say other than the tensors, which count. */
function contradictions(inferred: Partial<RunConfiguration>, settings: Partial<RunConfiguration>): string[] {
  return entriesOf(settings).flatMap(([key, value]) => {
    const isSame = inferred[key] === undefined || inferred[key] === value;
    // 0 stands for as many as the encoder has.
    const isAsMany =
      key === 'DECODER_LAYERS' && value === 0 && inferred.DECODER_LAYERS === inferred.NUM_LAYERS;
    return isSame || isAsMany
      ? []
      : [`${key} is ${value} in the settings and ${inferred[key]} by the tensors, which count.`];
  });
}

function entriesOf(configuration: Partial<RunConfiguration>) {
  return Object.entries(configuration) as [ConfigurationKeyName, string | number | boolean][];
}
