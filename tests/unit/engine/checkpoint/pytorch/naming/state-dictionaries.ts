import type { NamedArray } from '../../../../../../src-main/engine/checkpoint/safetensors';

/** Shapes by name. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

export function embedding(name: string, tokens: number, width: number): Shapes {
  return { [`${name}.weight`]: [tokens, width] };
}

export function linear(name: string, outputs: number, inputs: number, bias = true): Shapes {
  return { [`${name}.weight`]: [outputs, inputs], ...(bias ? { [`${name}.bias`]: [outputs] } : {}) };
}

/** As `nn.LSTM` (4 gates) or `nn.RNN` (1) have them. */
export function recurrent(
  name: string,
  { inputs, units, layers = 1, bidirectional = false, gates = 4 }: RecurrentShape,
): Shapes {
  const shapes: Record<string, readonly number[]> = {};
  for (let layer = 0; layer < layers; layer++)
    for (const reverse of bidirectional ? ['', '_reverse'] : ['']) {
      const width = layer === 0 ? inputs : units * (bidirectional ? 2 : 1);
      shapes[`${name}.weight_ih_l${layer}${reverse}`] = [gates * units, width];
      shapes[`${name}.weight_hh_l${layer}${reverse}`] = [gates * units, units];
      shapes[`${name}.bias_ih_l${layer}${reverse}`] = [gates * units];
      shapes[`${name}.bias_hh_l${layer}${reverse}`] = [gates * units];
    }
  return shapes;
}

interface RecurrentShape {
  readonly inputs: number;
  readonly units: number;
  readonly layers?: number;
  readonly bidirectional?: boolean;
  readonly gates?: number;
}

/** Tensors of these shapes whose numbers are all different. */
export function tensorsOf(shapes: Shapes): NamedArray[] {
  let next = 0;
  return Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape,
    values: Float32Array.from(
      { length: shape.reduce((product, extent) => product * extent, 1) },
      () => next++,
    ),
  }));
}

/** Sizes all different. */
export const [SOURCES, TARGETS, EMBEDDING, UNITS] = [11, 13, 3, 5];

export const lstmEncoder = (name: string, layers = 1) =>
  recurrent(name, { inputs: EMBEDDING, units: UNITS, layers, bidirectional: true });
export const lstmDecoder = (name: string, context = 0, layers = 1) =>
  recurrent(name, { inputs: EMBEDDING + context, units: UNITS, layers });

/** An attention model in the specification's names; `changes` replace tensors, undefined leaves one out. */
export function attentionModel(changes: Record<string, readonly number[] | undefined> = {}): Shapes {
  const shapes = {
    ...embedding('encoder.embedding', SOURCES, EMBEDDING),
    ...lstmEncoder('encoder.lstm'),
    ...linear('encoder.fc_hidden', UNITS, 2 * UNITS),
    ...linear('encoder.fc_cell', UNITS, 2 * UNITS),
    ...embedding('decoder.embedding', TARGETS, EMBEDDING),
    ...linear('decoder.attention.W_c', UNITS, 3 * UNITS),
    ...linear('decoder.attention.W_v', 1, UNITS, false),
    ...lstmDecoder('decoder.lstm', 2 * UNITS),
    ...linear('decoder.fc_out', TARGETS, UNITS),
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(shapes).filter((entry): entry is [string, readonly number[]] => entry[1] !== undefined),
  );
}

/** W1, W2 and V in place of W_c and W_v. */
export function splitModel(
  first: string,
  second: string,
  widths: readonly [number, number],
  unidirectional = false,
): Shapes {
  const common = {
    'decoder.attention.W_c.weight': undefined,
    'decoder.attention.W_c.bias': undefined,
    'decoder.attention.W_v.weight': undefined,
    ...linear(`attention.${first}`, UNITS, widths[0]),
    ...linear(`attention.${second}`, UNITS, widths[1]),
    'attention.v': [UNITS],
  };
  const shapes = attentionModel(common);
  if (!unidirectional) return shapes;
  const kept = Object.entries(shapes).filter(([name]) => !/_reverse|fc_hidden|fc_cell/.test(name));
  return { ...Object.fromEntries(kept), 'decoder.lstm.weight_ih_l0': [4 * UNITS, EMBEDDING + UNITS] };
}
