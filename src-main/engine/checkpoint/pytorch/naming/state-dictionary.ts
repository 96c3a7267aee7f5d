import type { ModelOptions } from '../../../../../src-shared/domain/model/model-options';
import { directionsOf } from '../../../../../src-shared/domain/model/parameter-definitions';
import type { NamedArray } from '../../safetensors';
import { below, cellToPyTorch, transposed, type Values } from './layouts';
import { nameOf, type Part, type Place } from './parts';

/** The modules of attention without the tanh around the energy: with it they have the specification's names. */
const PLAIN_ATTENTION = { kernel: 'decoder.attention.attn', energy: 'decoder.attention.v' };

/** A model's parameters as a PyTorch state dictionary with the specification's names, in the order of its modules. */
export function toStateDictionary(parameters: readonly NamedArray[], options: ModelOptions): NamedArray[] {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const value = (name: string): Values => byName.get(name)!;
  const tensors: NamedArray[] = [];
  const put = (part: Part, tensor: Place['tensor'], { shape, values }: Values, module?: string, at = FIRST) =>
    tensors.push({ name: nameOf({ part, tensor, ...at }, module), shape, values });
  const linear = (part: Part, name: string) => {
    put(part, 'weight', transposed(value(`${name}.kernel`)));
    put(part, 'bias', value(`${name}.bias`));
  };
  const recurrent = (part: Part, name: string, at: Pick<Place, 'layer' | 'direction'>) => {
    const cell = { kernel: value(`${name}.kernel`), bias: value(`${name}.bias`) };
    for (const [tensor, values] of Object.entries(cellToPyTorch(options.cell, cell)))
      put(part, tensor as Place['tensor'], values, undefined, at);
  };

  put('source embedding', 'weight', value('encoder.embedding'));
  for (let layer = 0; layer < options.encoderLayers; layer++)
    for (const direction of directionsOf(options))
      recurrent('encoder', `encoder.layer${layer}.${direction}`, { layer, direction });
  if (options.bridge === 'linear-tanh') {
    linear('bridge of hidden states', 'bridge.hidden');
    if (options.cell === 'lstm') linear('bridge of cells', 'bridge.cell');
  }
  put('target embedding', 'weight', value('decoder.embedding'));
  if (options.attention) {
    const { kernel, energy } = options.attention.outerTanh
      ? {}
      : (PLAIN_ATTENTION as Partial<typeof PLAIN_ATTENTION>);
    if (options.attention.projection) linear('projection of encoder outputs', 'encoder.projection');
    const joint = below([value('attention.query'), value('attention.key')]);
    put('attention kernel', 'weight', transposed(joint), kernel);
    put('attention kernel', 'bias', value('attention.bias'), kernel);
    put('energy', 'weight', transposed(value('attention.energy')), energy);
    if (options.attention.energyBias) put('energy', 'bias', value('attention.energy-bias'), energy);
  }
  for (let layer = 0; layer < options.decoderLayers; layer++)
    recurrent('decoder', `decoder.layer${layer}`, { layer, direction: 'forward' });
  put('output layer', 'weight', value(options.tied ? 'decoder.embedding' : 'output.kernel'));
  put('output layer', 'bias', value('output.bias'));
  return tensors;
}

const FIRST: Pick<Place, 'layer' | 'direction'> = { layer: 0, direction: 'forward' };
