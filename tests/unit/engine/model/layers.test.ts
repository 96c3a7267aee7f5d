import { expect, it } from 'vitest';
import { layerOf } from '../../../../src-main/engine/model/layers';
import { modelOptions } from '../../../../src-shared/domain/model/model-options';
import { parameterDefinitions } from '../../../../src-shared/domain/model/parameter-definitions';
import type { Architecture } from '../../../../src-shared/domain/architecture';
import { PRESETS, type RunConfiguration } from '../../../../src-shared/domain/configuration';

function layersOf(architecture: Architecture, given: Partial<RunConfiguration> = {}): string[] {
  const options = modelOptions(
    architecture,
    { ...PRESETS.recommended, ...given },
    { source: 50, target: 60 },
  );
  return [...new Set(parameterDefinitions(options).map(({ name }) => layerOf(name)))];
}

it('puts all parameters of a layer together, both directions and both parts of the bridge', () => {
  expect(layersOf('lstm')).toEqual([
    ...['encoder.embedding', 'encoder.layer0', 'encoder.layer1', 'bridge'],
    ...['decoder.embedding', 'decoder.layer0', 'decoder.layer1', 'output'],
  ]);
  expect(layersOf('vanilla-rnn')).toEqual([
    ...['encoder.embedding', 'encoder.layer0', 'decoder.embedding', 'decoder.layer0', 'output'],
  ]);
  expect(layersOf('lstm-attention', { NUM_LAYERS: 1, ENCODER_PROJECTION: true })).toEqual([
    ...['encoder.embedding', 'encoder.layer0', 'bridge', 'encoder.projection', 'attention'],
    ...['decoder.embedding', 'decoder.layer0', 'output'],
  ]);
});
