import type { ParameterDefinition } from '../../../../../src-shared/domain/model/parameter-definitions';
import type { NamedArray } from '../../safetensors';
import type { FoundTensors } from './found-tensors';
import { below, cellFromPyTorch, rowsOf, sumOf, transposed, type Values } from './layouts';
import type { Part } from './parts';
import type { Structure } from './structure';

/** Our parameters with the values of a checkpoint whose tensors are all there and of the right shapes. */
export function ourParameters(
  found: FoundTensors,
  structure: Structure,
  definitions: readonly ParameterDefinition[],
): NamedArray[] {
  const values = new Map<string, Values>(
    Object.entries({
      ...embeddingsAndOutput(found, structure),
      ...recurrentLayers(found, structure),
      ...bridges(found, structure),
      ...attention(found, structure),
    }),
  );
  // Reshaped where PyTorch has a vector for our matrix of one column.
  return definitions.map(({ name, shape }) => ({ name, shape, values: values.get(name)!.values }));
}

function embeddingsAndOutput(found: FoundTensors, { targetVocabulary }: Structure): Record<string, Values> {
  return {
    'encoder.embedding': weightOf(found, 'source embedding'),
    'decoder.embedding': weightOf(found, 'target embedding'),
    'output.kernel': weightOf(found, 'output layer'),
    'output.bias': biasesOf(found, ['output layer'], targetVocabulary),
  };
}

function recurrentLayers(found: FoundTensors, structure: Structure): Record<string, Values> {
  const values: Record<string, Values> = {};
  const convert = (name: string, part: Part, layer: number, direction: 'forward' | 'backward') => {
    const tensor = (which: 'weight_ih' | 'weight_hh' | 'bias_ih' | 'bias_hh') =>
      found.get({ part, tensor: which, layer, direction })!;
    const { kernel, bias } = cellFromPyTorch(structure.cell, {
      weight_ih: tensor('weight_ih'),
      weight_hh: tensor('weight_hh'),
      bias_ih: tensor('bias_ih'),
      bias_hh: tensor('bias_hh'),
    });
    values[`${name}.kernel`] = kernel;
    values[`${name}.bias`] = bias;
  };
  for (let layer = 0; layer < structure.encoderLayers; layer++)
    for (const direction of structure.bidirectional
      ? (['forward', 'backward'] as const)
      : (['forward'] as const))
      convert(`encoder.layer${layer}.${direction}`, 'encoder', layer, direction);
  for (let layer = 0; layer < structure.decoderLayers; layer++)
    convert(`decoder.layer${layer}`, 'decoder', layer, 'forward');
  return values;
}

function bridges(
  found: FoundTensors,
  { bridge, cell, units, projection }: Structure,
): Record<string, Values> {
  const all = bridge === 'all';
  return {
    ...(bridge &&
      linear(found, 'bridge.hidden', all ? 'bridge of all states' : 'bridge of hidden states', units)),
    ...(bridge &&
      cell === 'lstm' &&
      linear(found, 'bridge.cell', all ? 'bridge of all states' : 'bridge of cells', units)),
    ...(projection && linear(found, 'encoder.projection', 'projection of encoder outputs', units)),
  };
}

function attention(found: FoundTensors, structure: Structure): Record<string, Values> {
  const { attention, units } = structure;
  if (attention === null) return {};
  const { split, contextUnits } = attention;
  const joint = split
    ? below([transposed(weightOf(found, split.decoder)), transposed(weightOf(found, split.encoder))])
    : transposed(weightOf(found, 'attention kernel'));
  const parts: readonly Part[] = split ? [split.decoder, split.encoder] : ['attention kernel'];
  return {
    'attention.query': rowsOf(joint, 0, units),
    'attention.key': rowsOf(joint, units, units + contextUnits),
    'attention.bias': biasesOf(found, parts, units),
    'attention.energy': weightOf(found, 'energy'),
    'attention.energy-bias': biasesOf(found, ['energy'], 1),
  };
}

function linear(found: FoundTensors, name: string, part: Part, units: number): Record<string, Values> {
  return {
    [`${name}.kernel`]: transposed(weightOf(found, part)),
    [`${name}.bias`]: biasesOf(found, [part], units),
  };
}

function weightOf(found: FoundTensors, part: Part): Values {
  return found.of(part, 'weight')!;
}

/** The sum of the biases that there are of the parts; a layer without bias adds none. */
function biasesOf(found: FoundTensors, parts: readonly Part[], length: number): Values {
  return sumOf(
    parts.flatMap((part) => found.of(part, 'bias') ?? []),
    length,
  );
}
