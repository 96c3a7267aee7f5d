import { describe, expect, it } from 'vitest';
import { hasNative, portable, selected } from '../../../helpers/backends';
import { RICHEST, describeOptions, randomParameters } from '../../../helpers/reference-models';
import { FREE_RUNNING, MIXED, TEACHER_FORCED, TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineGradients, engineModel } from '../../../helpers/toy-model';
import { expectSameVectors } from '../../../helpers/vectors';

describe.runIf(hasNative)('a model has the same loss and gradients on both backends', () => {
  const modes = { 'teacher-forced': TEACHER_FORCED, 'free-running': FREE_RUNNING, mixed: MIXED };
  const cases = RICHEST.flatMap((options) =>
    Object.entries(modes).map(([mode, coins]) => ({
      title: `${describeOptions(options)}, ${mode}`,
      options,
      coins,
    })),
  );
  it.each(cases)('$title', ({ options, coins }) => {
    const [expected, actual] = [selected, portable].map((ops) => {
      const model = engineModel(ops, options, randomParameters(options, 11));
      const result = engineGradients(model, batchOf(TOY_EXAMPLES, 2), coins);
      model.parameters.dispose();
      return result;
    });
    expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(1e-5);
    expectSameVectors(actual.gradients, expected.gradients, 1e-5);
  });
});
