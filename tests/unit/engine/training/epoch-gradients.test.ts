import { expect, it } from 'vitest';
import {
  addGradients,
  epochGradients,
  NO_GRADIENTS,
} from '../../../../src-main/engine/training/epoch-gradients';
import { INITIAL_STATE, parseTrainingState } from '../../../../src-main/engine/training/training-state';

it('tells of an epoch the mean and the largest norm of each layer, and how many steps were clipped', () => {
  const steps = [
    [{ bridge: 1, output: 0.5 }, false],
    [{ bridge: 4, output: 0.25 }, true],
    [{ bridge: 1, output: 0.75 }, false],
    [{ bridge: 2, output: 0.5 }, true],
  ] as const;
  const sums = steps.reduce((before, [norms, clipped]) => addGradients(before, norms, clipped), NO_GRADIENTS);
  expect(epochGradients(sums)).toEqual({
    steps: 4,
    clipped: 2,
    layers: { bridge: { mean: 2, maximum: 4 }, output: { mean: 0.5, maximum: 0.75 } },
  });
});

it('knows nothing of an epoch that an older checkpoint stands in the middle of, and all of the next', () => {
  const { gradients: _, ...before } = INITIAL_STATE;
  const within = JSON.stringify({ ...before, step: 12, epoch: 1, batchesDone: 2 });
  expect(parseTrainingState(within)).toMatchObject({ step: 12, gradients: null });
  const between = JSON.stringify({ ...before, step: 10, epoch: 1 });
  expect(parseTrainingState(between).gradients).toEqual(NO_GRADIENTS);
  expect(parseTrainingState(JSON.stringify(INITIAL_STATE))).toEqual(INITIAL_STATE);
});
