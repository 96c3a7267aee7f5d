import type { Architecture } from '../architecture';
import type { RunConfiguration } from '../configuration';

export type CellKind = 'rnn' | 'lstm';

/** Blocks of columns in a cell's kernel: one for the tanh RNN; input, candidate, forget and output gate for the LSTM. */
export const GATES: Readonly<Record<CellKind, number>> = { rnn: 1, lstm: 4 };

/** What a model is built from: the architecture with the settings that apply to it. */
export interface ModelOptions {
  readonly architecture: Architecture;
  readonly cell: CellKind;
  readonly sourceVocabulary: number;
  readonly targetVocabulary: number;
  readonly embedding: number;
  readonly units: number;
  readonly encoderLayers: number;
  readonly bidirectional: boolean;
  readonly bridge: RunConfiguration['BRIDGE'];
  readonly decoderLayers: number;
  readonly attention: {
    readonly outerTanh: boolean;
    readonly projection: boolean;
    /** Inside the outer tanh; without that the softmax would take it out. */
    readonly energyBias: boolean;
  } | null;
  /** What stands side by side in the output layer's input. */
  readonly outputInput: RunConfiguration['OUTPUT_INPUT'];
  /** The output layer's kernel is the target embedding. */
  readonly tied: boolean;
  readonly dropout: number;
  /** Whether the top hidden state is dropped from as well before the output layer. */
  readonly dropsOutput: boolean;
  /** Share of each label that training spreads over the vocabulary. */
  readonly labelSmoothing: number;
}

/** Settings that do not apply to an architecture are left out here, and nowhere else. */
export function modelOptions(
  architecture: Architecture,
  configuration: RunConfiguration,
  vocabularies: { readonly source: number; readonly target: number },
): ModelOptions {
  const vanilla = architecture === 'vanilla-rnn';
  const attention = architecture === 'lstm-attention';
  const layers = vanilla ? 1 : configuration.NUM_LAYERS;
  const bidirectional = vanilla ? configuration.VANILLA_BIDIRECTIONAL : configuration.BIDIRECTIONAL;
  return {
    architecture,
    cell: vanilla ? 'rnn' : 'lstm',
    sourceVocabulary: vocabularies.source,
    targetVocabulary: vocabularies.target,
    embedding: configuration.EMBEDDING_DIM,
    units: configuration.HIDDEN_DIM,
    encoderLayers: layers,
    bidirectional,
    // The context of a vanilla RNN that reads one way is its last hidden state as it is.
    bridge: vanilla && !bidirectional ? 'average' : configuration.BRIDGE,
    decoderLayers: attention && configuration.DECODER_LAYERS > 0 ? configuration.DECODER_LAYERS : layers,
    attention: attention
      ? {
          outerTanh: configuration.ENERGY_OUTER_TANH,
          projection: configuration.ENCODER_PROJECTION,
          energyBias: configuration.ENERGY_OUTER_TANH && (configuration.ENERGY_BIAS ?? false),
        }
      : null,
    // Runs of an Unroll before these keys have none of them.
    outputInput: attention ? (configuration.OUTPUT_INPUT ?? 'hidden') : 'hidden',
    tied: configuration.WEIGHT_TYING ?? false,
    dropout: configuration.DROPOUT,
    dropsOutput: configuration.DROPOUT_PLACEMENT === 'inputs-and-output',
    labelSmoothing: configuration.LABEL_SMOOTHING ?? 0,
  };
}

/** Units of one row of encoder outputs before any projection. */
export function encoderOutputUnits(options: ModelOptions): number {
  return options.bidirectional ? 2 * options.units : options.units;
}

/** Units of the context vector that attention adds to the decoder's input; 0 without attention. */
export function contextUnits(options: ModelOptions): number {
  if (options.attention === null) return 0;
  return options.attention.projection ? options.units : encoderOutputUnits(options);
}

/** Widths of the parts of the output layer's input: hidden state, context, embedded previous token, as far as it reads them. */
export function outputInputWidths(options: ModelOptions): number[] {
  const all = [options.units, contextUnits(options), options.embedding];
  return all.slice(0, options.outputInput.split('-').length);
}
