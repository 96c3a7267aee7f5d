import { beforeAll, describe, expect, it } from 'vitest';
import { Dropout } from '../../../../src-main/engine/model/dropout';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { RICHEST, describeOptions, randomParameters } from '../../../helpers/reference-models';
import type { ReferenceOptions, ReferenceParameters } from '../../../helpers/reference-models';
import { TEACHER_FORCED, TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineGradients, engineLoss, engineModel } from '../../../helpers/toy-model';
import { norm } from '../../../helpers/vectors';

const RATE = 0.4;
let ops: TensorOperations;

beforeAll(async () => {
  ops = await selectBackend();
});

function gradientsWith(
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  seed: number,
  step: number,
) {
  const model = engineModel(ops, options, parameters, RATE);
  const dropout = new Dropout(ops, RATE, seed, step, 0);
  const result = engineGradients(model, batchOf(TOY_EXAMPLES), TEACHER_FORCED, dropout);
  model.parameters.dispose();
  return result;
}

/** The loss at parameters moved along one of them. */
function lossAlong(
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  name: string,
  direction: ArrayLike<number>,
  distance: number,
): number {
  const { shape, values } = parameters[name];
  const moved = { shape, values: values.map((value, index) => value + distance * direction[index]) };
  const model = engineModel(ops, options, { ...parameters, [name]: moved }, RATE);
  const loss = engineLoss(model, batchOf(TOY_EXAMPLES), TEACHER_FORCED, new Dropout(ops, RATE, 5, 3, 0));
  model.parameters.dispose();
  return loss;
}

const PLACED = RICHEST.flatMap((options) => [options, { ...options, dropsOutput: true }]);

describe.each(PLACED.map((options) => [describeOptions(options), options] as const))(
  'dropout: %s',
  (_, options) => {
    const parameters = randomParameters(options, 51);

    it('has gradients that are the slope of the loss with the same masks', () => {
      const { gradients } = gradientsWith(options, parameters, 5, 3);
      for (const [name, gradient] of Object.entries(gradients)) {
        const direction = Array.from(gradient, (value) => value / norm(gradient));
        const distance = 5e-3;
        const slope =
          (lossAlong(options, parameters, name, direction, distance) -
            lossAlong(options, parameters, name, direction, -distance)) /
          (2 * distance);
        // Float32 losses leave an uncertainty of about 1e-4 in a slope.
        expect(Math.abs(slope - norm(gradient)), name).toBeLessThan(4e-4 + 2e-3 * norm(gradient));
      }
    });

    it('draws the same masks for the same seed and step, and others for another seed or step', () => {
      const { loss } = gradientsWith(options, parameters, 5, 3);
      expect(gradientsWith(options, parameters, 5, 3).loss).toBe(loss);
      expect(gradientsWith(options, parameters, 5, 4).loss).not.toBe(loss);
      expect(gradientsWith(options, parameters, 6, 3).loss).not.toBe(loss);
    });
  },
);
