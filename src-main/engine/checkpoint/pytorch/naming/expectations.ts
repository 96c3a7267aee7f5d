import { GATES } from '../../../../../src-shared/domain/model/model-options';
import type { FoundTensors } from './found-tensors';
import { keyOf, type Part, type Place, nameOf } from './parts';
import type { Structure } from './structure';

/** A tensor that a model of some structure has. */
interface Expectation {
  readonly place: Place;
  readonly shape: readonly number[];
  readonly required: boolean;
}

/** Everything in which a checkpoint's tensors are not those of the structure: missing, misshapen, surplus; empty when they are. */
export function tensorProblems(found: FoundTensors, structure: Structure): string[] {
  const expectations = expectedTensors(structure);
  const expected = new Set(expectations.map(({ place }) => keyOf(place)));
  const missing: string[] = [];
  const misshapen: string[] = [];
  for (const { place, shape, required } of expectations) {
    const tensor = found.get(place);
    if (!tensor) {
      if (required)
        missing.push(
          `missing: ${place.part}, ${nameOf(place, found.moduleOf(place.part))}${shape.includes(0) ? '' : ` ${shapeText(shape)}`}`,
        );
    } else if (!isShaped(place.part, tensor.shape, shape))
      misshapen.push(`misshapen: ${tensor.name} is ${shapeText(tensor.shape)}, not ${shapeText(shape)}`);
  }
  const elsewhere = found.entries.filter(({ place }) => !expected.has(keyOf(place)));
  const surplus = [...found.surplus, ...elsewhere.map(({ tensor }) => tensor)];
  return [
    ...missing,
    ...misshapen,
    ...surplus.map(
      ({ name, shape }) => `surplus: ${name} ${shapeText(shape)} has no place in ${describe(structure)}`,
    ),
  ];
}

function expectedTensors(structure: Structure): Expectation[] {
  const { units, embedding, attention, bridge, outputInput } = structure;
  const directions = structure.bidirectional ? (['forward', 'backward'] as const) : (['forward'] as const);
  const encoded = directions.length * units;
  const context = attention?.contextUnits ?? 0;
  const expectations: Expectation[] = [];
  const linear = (part: Part, width: number, inputs: number, bias: 'bias' | 'perhaps bias' | 'no bias') => {
    const place = { part, layer: 0, direction: 'forward' } as const;
    expectations.push({ place: { ...place, tensor: 'weight' }, shape: [width, inputs], required: true });
    if (bias !== 'no bias')
      expectations.push({ place: { ...place, tensor: 'bias' }, shape: [width], required: bias === 'bias' });
  };
  const cell = (part: Part, layer: number, direction: Place['direction'], inputs: number) => {
    const rows = GATES[structure.cell] * units;
    const shapes = { weight_ih: [rows, inputs], weight_hh: [rows, units], bias_ih: [rows], bias_hh: [rows] };
    for (const [tensor, shape] of Object.entries(shapes))
      expectations.push({
        place: { part, tensor: tensor as keyof typeof shapes, layer, direction },
        shape,
        required: true,
      });
  };

  linear('source embedding', structure.sourceVocabulary, embedding, 'no bias');
  for (let layer = 0; layer < Math.max(1, structure.encoderLayers); layer++)
    for (const direction of directions) cell('encoder', layer, direction, layer === 0 ? embedding : encoded);
  if (bridge === 'parts') {
    linear('bridge of hidden states', units, encoded, 'perhaps bias');
    if (structure.cell === 'lstm') linear('bridge of cells', units, encoded, 'perhaps bias');
  }
  if (bridge === 'all') linear('bridge of all states', units, encoded, 'perhaps bias');
  if (structure.projection) linear('projection of encoder outputs', units, encoded, 'perhaps bias');
  if (attention?.split) {
    linear(attention.split.decoder, units, units, 'perhaps bias');
    linear(attention.split.encoder, units, context, 'perhaps bias');
  } else if (attention) linear('attention kernel', units, units + context, 'perhaps bias');
  if (attention) linear('energy', 1, units, 'perhaps bias');
  linear('target embedding', structure.targetVocabulary, embedding, 'no bias');
  for (let layer = 0; layer < Math.max(1, structure.decoderLayers); layer++)
    cell('decoder', layer, 'forward', layer === 0 ? embedding + context : units);
  const widths = [units, context, embedding].slice(0, outputInput.split('-').length);
  const outputInputs = widths.reduce((sum, width) => sum + width, 0);
  linear('output layer', structure.targetVocabulary, outputInputs, 'perhaps bias');
  return expectations;
}

function describe(structure: Structure): string {
  return structure.units === 0 ? 'a model that Unroll has' : describeSizes(structure);
}

function describeSizes({
  architecture,
  units,
  encoderLayers,
  decoderLayers,
  bidirectional,
}: Structure): string {
  const reading = bidirectional ? ' reading both ways' : '';
  return `this ${architecture} of ${units} units (encoder layers: ${encoderLayers}${reading}; decoder layers: ${decoderLayers})`;
}

/** The energy's kernel may be a matrix of one row or one column, or a vector. */
function isShaped(part: Part, actual: readonly number[], expected: readonly number[]): boolean {
  if (part !== 'energy') return actual.join() === expected.join();
  const withoutOnes = (shape: readonly number[]) => shape.filter((extent) => extent !== 1).join();
  return withoutOnes(actual) === withoutOnes(expected);
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
