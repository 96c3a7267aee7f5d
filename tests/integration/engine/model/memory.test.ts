import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../../../src-shared/domain/configuration';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { RICHEST, describeOptions, randomParameters } from '../../../helpers/reference-models';
import { MIXED, TOY_EXAMPLES } from '../../../helpers/toy-examples';
import { batchOf, engineLoss, engineModel } from '../../../helpers/toy-model';
import type { ReferenceExample } from '../../../helpers/reference-models';

let ops: TensorOperations;

beforeAll(async () => {
  ops = await selectBackend();
});

const CONFIGURATION = { ...PRESETS.recommended, DROPOUT: 0.3, WARMUP_STEPS: 10, TEACHER_FORCING_RATIO: 0.5 };

/** Examples whose number and lengths, and so the shapes of all tensors, depend on the step. */
function examplesOf(step: number): ReferenceExample[] {
  return TOY_EXAMPLES.slice(step % 4).map(({ source, target }) => ({
    source,
    target: target.slice(0, 2 + (step % target.length)),
  }));
}

/** One per architecture. */
const DEEPEST = RICHEST.filter(({ encoderLayers, decoderLayers }) => encoderLayers === decoderLayers);

/** 200 steps of the deepest model take seconds alone, but minutes beside other work. */
const TIMEOUT_MS = 300_000;

describe('the tensor count', () => {
  it.each(DEEPEST.map((options) => [describeOptions(options), options] as const))(
    'is flat over 200 training steps: %s',
    async (_, options) => {
      const before = ops.liveTensors();
      const model = engineModel(ops, options, randomParameters(options, 41), 0.3);
      const replicas = Replicas.single(model);
      const counts = new Set<number>();
      for (let step = 1; step <= 200; step++) {
        await optimisationStep(replicas, CONFIGURATION, batchOf(examplesOf(step)), step, 200);
        counts.add(ops.liveTensors());
      }
      expect([...counts]).toEqual([before]);
      expect(Number.isFinite(engineLoss(model, batchOf(TOY_EXAMPLES), MIXED))).toBe(true);
      model.parameters.dispose();
      expect(ops.liveTensors()).toBe(before);
    },
    TIMEOUT_MS,
  );
});
