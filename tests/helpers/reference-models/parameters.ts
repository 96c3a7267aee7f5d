import type { ReferenceOptions } from './options';

/**
 * Shapes and row-major values of a model's parameters, under the engine's names. Weights are stored for `x @ W`, but
 * those of the output layer transposed.
 */
export type ReferenceParameters = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** One matrix for `[input; hidden]` and one bias. LSTM columns: input gate, candidate, forget gate, output gate. */
function cellShapes(name: string, inputs: number, { architecture, units }: ReferenceOptions) {
  const columns = architecture === 'vanilla-rnn' ? units : 4 * units;
  return { [`${name}.kernel`]: [inputs + units, columns], [`${name}.bias`]: [columns] };
}

function linearShapes(name: string, inputs: number, outputs: number) {
  return { [`${name}.kernel`]: [inputs, outputs], [`${name}.bias`]: [outputs] };
}

/** Units of one encoder output before any projection. */
export function encoderOutputUnits({ bidirectional, units }: ReferenceOptions): number {
  return bidirectional ? 2 * units : units;
}

/** Units of what attention attends to, and of the context. */
function attendedUnits(options: ReferenceOptions): number {
  return options.encoderProjection ? options.units : encoderOutputUnits(options);
}

/** A one-directional vanilla RNN hands its last hidden state over as it is. */
export function hasLinearBridge({ architecture, bidirectional, bridge }: ReferenceOptions): boolean {
  return bridge === 'linear-tanh' && (architecture !== 'vanilla-rnn' || bidirectional);
}

function encoderShapes(options: ReferenceOptions): Record<string, number[]> {
  const shapes: Record<string, number[]> = {
    'encoder.embedding': [options.sourceVocabulary, options.embeddingUnits],
  };
  for (let layer = 0; layer < options.encoderLayers; layer++) {
    const inputs = layer === 0 ? options.embeddingUnits : encoderOutputUnits(options);
    for (const direction of options.bidirectional ? ['forward', 'backward'] : ['forward']) {
      Object.assign(shapes, cellShapes(`encoder.layer${layer}.${direction}`, inputs, options));
    }
  }
  return shapes;
}

function bridgeShapes(options: ReferenceOptions): Record<string, number[]> {
  if (!hasLinearBridge(options)) return {};
  const inputs = encoderOutputUnits(options);
  return {
    ...linearShapes('bridge.hidden', inputs, options.units),
    ...(options.architecture === 'vanilla-rnn' ? {} : linearShapes('bridge.cell', inputs, options.units)),
  };
}

/** W_c of the energy is stored as its two parts, for the query (decoder hidden state) and for the key (encoder output). */
function attentionShapes(options: ReferenceOptions): Record<string, number[]> {
  if (options.architecture !== 'lstm-attention') return {};
  const { units } = options;
  return {
    ...(options.encoderProjection
      ? linearShapes('encoder.projection', encoderOutputUnits(options), units)
      : {}),
    'attention.query': [units, units],
    'attention.key': [attendedUnits(options), units],
    'attention.bias': [units],
    'attention.energy': [units, 1],
    ...(options.energyBias ? { 'attention.energy-bias': [1] } : {}),
  };
}

function decoderShapes(options: ReferenceOptions): Record<string, number[]> {
  const contextUnits = options.architecture === 'lstm-attention' ? attendedUnits(options) : 0;
  const shapes: Record<string, number[]> = {
    'decoder.embedding': [options.targetVocabulary, options.embeddingUnits],
  };
  for (let layer = 0; layer < options.decoderLayers; layer++) {
    const inputs = layer === 0 ? options.embeddingUnits + contextUnits : options.units;
    Object.assign(shapes, cellShapes(`decoder.layer${layer}`, inputs, options));
  }
  return shapes;
}

/** Units of what the output layer reads. */
function outputInputUnits(options: ReferenceOptions): number {
  const { outputInput, units, embeddingUnits } = options;
  if (outputInput === 'hidden') return units;
  const withContext = units + attendedUnits(options);
  return outputInput === 'hidden-context' ? withContext : withContext + embeddingUnits;
}

/** Names and shapes of all parameters of a model. */
export function parameterShapes(options: ReferenceOptions): Readonly<Record<string, readonly number[]>> {
  return {
    ...encoderShapes(options),
    ...bridgeShapes(options),
    ...attentionShapes(options),
    ...decoderShapes(options),
    ...(options.tied ? {} : { 'output.kernel': [options.targetVocabulary, outputInputUnits(options)] }),
    'output.bias': [options.targetVocabulary],
  };
}

/** Mulberry32: small, seeded, and good enough for toy weights. Numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Values uniform in [-0.8, 0.8), large enough that no gate is near its linear range and no gradient vanishes. The
 * embedding of `<PAD>` is zero.
 */
export function randomParameters(options: ReferenceOptions, seed: number): ReferenceParameters {
  const random = randomNumbers(seed);
  return Object.fromEntries(
    Object.entries(parameterShapes(options)).map(([name, shape]) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const values = Float32Array.from({ length: size }, () => 1.6 * random() - 0.8);
      if (name.endsWith('.embedding')) values.fill(0, 0, shape[1]);
      return [name, { shape, values }];
    }),
  );
}
