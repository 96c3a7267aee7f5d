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
