import {
  contextUnits,
  encoderOutputUnits,
  GATES,
  outputInputWidths,
  type ModelOptions,
} from './model-options';

/** How a parameter is used, which decides how it is initialised. */
export type ParameterRole =
  | { readonly kind: 'embedding' }
  | { readonly kind: 'linear-kernel'; readonly inputs: number }
  | { readonly kind: 'linear-bias'; readonly inputs: number }
  | { readonly kind: 'recurrent-kernel'; readonly inputs: number; readonly gates: number }
  | { readonly kind: 'recurrent-bias'; readonly gates: number }
  | { readonly kind: 'output-kernel' }
  | { readonly kind: 'output-bias'; readonly inputs: number };

/** A trainable matrix or vector. Kernels are stored so that a layer computes `x @ kernel`, but the output kernel as `[vocabulary, inputs]`. */
export interface ParameterDefinition {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: ParameterRole;
  /** 2 where one bias stands for the two equal ones that PyTorch's recurrent layers add. */
  readonly biasCopies: 1 | 2;
}

/** Every parameter of a model, in a fixed order. */
export function parameterDefinitions(options: ModelOptions): ParameterDefinition[] {
  const { units, embedding, attention } = options;
  const gates = GATES[options.cell];
  const outputs = encoderOutputUnits(options);
  const definitions: ParameterDefinition[] = [];
  const define = (name: string, shape: readonly number[], role: ParameterRole, biasCopies: 1 | 2 = 1) =>
    definitions.push({ name, shape, role, biasCopies });
  const recurrent = (name: string, inputs: number) => {
    define(`${name}.kernel`, [inputs + units, gates * units], { kind: 'recurrent-kernel', inputs, gates });
    define(`${name}.bias`, [gates * units], { kind: 'recurrent-bias', gates }, 2);
  };
  const linear = (name: string, inputs: number, width: number) => {
    define(`${name}.kernel`, [inputs, width], { kind: 'linear-kernel', inputs });
    define(`${name}.bias`, [width], { kind: 'linear-bias', inputs });
  };

  define('encoder.embedding', [options.sourceVocabulary, embedding], { kind: 'embedding' });
  for (let layer = 0; layer < options.encoderLayers; layer++)
    for (const direction of directionsOf(options))
      recurrent(`encoder.layer${layer}.${direction}`, layer === 0 ? embedding : outputs);
  if (options.bridge === 'linear-tanh') {
    linear('bridge.hidden', outputs, units);
    if (options.cell === 'lstm') linear('bridge.cell', outputs, units);
  }
  if (attention?.projection) linear('encoder.projection', outputs, units);
  if (attention) {
    const width = units + contextUnits(options);
    define('attention.query', [units, units], { kind: 'linear-kernel', inputs: width });
    define('attention.key', [contextUnits(options), units], { kind: 'linear-kernel', inputs: width });
    define('attention.bias', [units], { kind: 'linear-bias', inputs: width });
    define('attention.energy', [units, 1], { kind: 'linear-kernel', inputs: units });
    if (attention.energyBias) define('attention.energy-bias', [1], { kind: 'linear-bias', inputs: units });
  }
  define('decoder.embedding', [options.targetVocabulary, embedding], { kind: 'embedding' });
  for (let layer = 0; layer < options.decoderLayers; layer++)
    recurrent(`decoder.layer${layer}`, layer === 0 ? embedding + contextUnits(options) : units);
  const outputInputs = outputInputWidths(options).reduce((sum, width) => sum + width, 0);
  if (!options.tied)
    define('output.kernel', [options.targetVocabulary, outputInputs], { kind: 'output-kernel' });
  define('output.bias', [options.targetVocabulary], { kind: 'output-bias', inputs: outputInputs });
  return definitions;
}

export type Direction = 'forward' | 'backward';

export function directionsOf(options: Pick<ModelOptions, 'bidirectional'>): readonly Direction[] {
  return options.bidirectional ? ['forward', 'backward'] : ['forward'];
}

/** Trainable numbers, counted as PyTorch counts them: two bias vectors per recurrent layer and direction. */
export function countParameters(definitions: readonly ParameterDefinition[]): number {
  return definitions.reduce(
    (sum, { shape, biasCopies }) => sum + biasCopies * shape.reduce((product, extent) => product * extent, 1),
    0,
  );
}
