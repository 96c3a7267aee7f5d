import { expect, it } from 'vitest';
import { modelOptions } from '../../../../../src-shared/domain/model/model-options';
import {
  countParameters,
  parameterDefinitions,
} from '../../../../../src-shared/domain/model/parameter-definitions';
import { ARCHITECTURES } from '../../../../../src-shared/domain/architecture';
import { PRESETS } from '../../../../../src-shared/domain/configuration';

it('the notebook preset has the parameter counts of the published run', () => {
  const counts = ARCHITECTURES.map((architecture) =>
    countParameters(
      parameterDefinitions(modelOptions(architecture, PRESETS.notebook, { source: 5000, target: 5000 })),
    ),
  );
  expect(counts).toEqual([4_239_752, 7_527_304, 7_526_024]);
});

it('settings of one architecture leave the others alone', () => {
  const names = (architecture: (typeof ARCHITECTURES)[number], changed: object) =>
    parameterDefinitions(
      modelOptions(architecture, { ...PRESETS.recommended, ...changed }, { source: 50, target: 50 }),
    ).map(({ name, shape }) => `${name} ${shape.join('x')}`);
  for (const changed of [{ ENCODER_PROJECTION: true }, { DECODER_LAYERS: 1 }, { ENERGY_OUTER_TANH: true }])
    for (const architecture of ['vanilla-rnn', 'lstm'] as const)
      expect(names(architecture, changed)).toEqual(names(architecture, {}));
  expect(names('lstm', { VANILLA_BIDIRECTIONAL: true })).toEqual(names('lstm', {}));
  expect(names('vanilla-rnn', { NUM_LAYERS: 3 })).toEqual(names('vanilla-rnn', {}));
  expect(names('lstm-attention', { DECODER_LAYERS: 1 })).not.toEqual(names('lstm-attention', {}));
});
