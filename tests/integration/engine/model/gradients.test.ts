import { beforeAll, describe, expect, it } from 'vitest';
import { parameterDefinitions } from '../../../../src-shared/domain/model/parameter-definitions';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import {
  EVERY_COMBINATION,
  RICHEST,
  describeOptions,
  parameterShapes,
  randomParameters,
  variantsOfOutput,
  referenceGradients,
  useReferenceBackend,
} from '../../../helpers/reference-models';
import type { ReferenceOptions } from '../../../helpers/reference-models';
import { FREE_RUNNING, MIXED, TEACHER_FORCED, TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineGradients, engineLoss, engineModel, engineOptions } from '../../../helpers/toy-model';
import { expectSameVectors } from '../../../helpers/vectors';

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

const titled = (combinations: readonly ReferenceOptions[]) =>
  combinations.map((options) => [describeOptions(options), options] as const);

function expectSameAsReference(options: ReferenceOptions, teacherForced: readonly boolean[]): void {
  const parameters = randomParameters(options, 11);
  const expected = referenceGradients(options, parameters, TOY_EXAMPLES, teacherForced);
  const model = engineModel(ops, options, parameters);
  const actual = engineGradients(model, batchOf(TOY_EXAMPLES), teacherForced);
  const loss = engineLoss(model, batchOf(TOY_EXAMPLES), teacherForced);
  model.parameters.dispose();
  expect(Math.abs(actual.loss - expected.loss) / expected.loss).toBeLessThan(1e-5);
  expect(Math.abs(loss - expected.loss) / expected.loss).toBeLessThan(1e-5);
  expectSameVectors(actual.gradients, expected.gradients);
}

describe('loss and gradients are those of automatic differentiation', () => {
  it.each(titled([...EVERY_COMBINATION, ...variantsOfOutput()]))(
    '%s, mixed teacher forcing',
    (_, options) => {
      expectSameAsReference(options, MIXED);
    },
  );

  it.each(titled(RICHEST))('%s, teacher-forced', (_, options) => {
    expectSameAsReference(options, TEACHER_FORCED);
  });

  it.each(titled(RICHEST))('%s, free-running', (_, options) => {
    expectSameAsReference(options, FREE_RUNNING);
  });
});

describe('the model that a configuration describes', () => {
  it.each(titled([...EVERY_COMBINATION, ...variantsOfOutput()]))(
    'has the parameters of the definition: %s',
    (_, options) => {
      const shapes = parameterDefinitions(engineOptions(options)).map(({ name, shape }) => [name, shape]);
      expect(Object.fromEntries(shapes)).toEqual(parameterShapes(options));
    },
  );
});
