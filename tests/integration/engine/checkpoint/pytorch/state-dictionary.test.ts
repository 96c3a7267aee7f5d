import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '../../../../../src-main/files/atomic-file';
import { readCheckpoint } from '../../../../../src-main/engine/checkpoint/pytorch/checkpoint-file';
import { convertStateDictionary } from '../../../../../src-main/engine/checkpoint/pytorch/naming/convert';
import { toStateDictionary } from '../../../../../src-main/engine/checkpoint/pytorch/naming/state-dictionary';
import { checkpointContent } from '../../../../../src-main/engine/checkpoint/pytorch/write-checkpoint';
import type { NamedArray } from '../../../../../src-main/engine/checkpoint/safetensors';
import {
  countParameters,
  parameterDefinitions,
} from '../../../../../src-shared/domain/model/parameter-definitions';
import {
  describeOptions,
  EVERY_COMBINATION,
  randomParameters,
  type ReferenceOptions,
  variantsOfOutput,
} from '../../../../helpers/reference-models';
import { engineOptions } from '../../../../helpers/toy-model';

const folder = mkdtempSync(join(tmpdir(), 'unroll-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

function parametersOf(options: ReferenceOptions): NamedArray[] {
  const values = randomParameters(options, 5);
  return parameterDefinitions(engineOptions(options)).map(({ name, shape }) => ({
    name,
    shape,
    values: values[name].values,
  }));
}

describe('a model as a checkpoint of PyTorch', () => {
  it.each(EVERY_COMBINATION.map((options) => [describeOptions(options), options] as const))(
    'is read again bit for bit: %s',
    async (_, options) => {
      const parameters = parametersOf(options);
      const built = engineOptions(options);
      const path = join(folder, 'model.pt');
      await writeFileAtomically(path, checkpointContent('model', toStateDictionary(parameters, built)));
      const { tensors } = await readCheckpoint(path);
      const settings = { BRIDGE: options.bridge, ENERGY_OUTER_TANH: options.energyOuterTanh };
      // A vanilla RNN that reads one way has no bridge, whatever the setting says.
      const isWithout = options.architecture === 'vanilla-rnn' && !options.bidirectional;
      const converted = convertStateDictionary(tensors, { file: path, settings: isWithout ? {} : settings });
      expect(converted.architecture).toBe(options.architecture);
      expect(converted.parameters).toEqual(parameters);
      expect(converted.counted).toBe(countParameters(parameterDefinitions(built)));
      if (options.architecture !== 'lstm-attention') return;
      expect(converted.configuration).toMatchObject({
        NUM_LAYERS: options.encoderLayers,
        DECODER_LAYERS: options.decoderLayers,
        BIDIRECTIONAL: options.bidirectional,
        ENCODER_PROJECTION: options.encoderProjection,
        ENERGY_BIAS: options.energyBias,
        OUTPUT_INPUT: options.outputInput,
      });
    },
  );

  it.each(
    variantsOfOutput()
      .filter(({ tied }) => tied)
      .map((options) => [describeOptions(options), options] as const),
  )('has a tied kernel as a tensor of its own: %s', (_, options) => {
    const parameters = parametersOf(options);
    const tensors = toStateDictionary(parameters, engineOptions(options));
    const valuesOf = (name: RegExp) => tensors.find((tensor) => name.test(tensor.name))!.values;
    expect(valuesOf(/^decoder\.fc_out\.weight$/)).toEqual(valuesOf(/^decoder\.embedding\.weight$/));
  });

  it('has the same bytes each time', async () => {
    const options = EVERY_COMBINATION.at(-1)!;
    const write = () =>
      checkpointContent('model', toStateDictionary(parametersOf(options), engineOptions(options)));
    const first = await writeFileAtomically(join(folder, 'first.pt'), write());
    const second = await writeFileAtomically(join(folder, 'second.pt'), write());
    expect(second).toEqual(first);
  });
});
