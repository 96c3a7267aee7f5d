import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedExample } from '../../../../src-main/engine/data/prepare';
import {
  perplexity,
  scoreReferences,
  type ReferenceScore,
} from '../../../../src-main/engine/evaluation/reference-scores';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { asBatch, meanLoss } from '../../../../src-main/engine/training/validation';
import { ARCHITECTURES, type Architecture } from '../../../../src-shared/domain/architecture';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { continueGreedily, stepwiseLogProbabilities } from '../../../helpers/stepwise';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

// Trained until some references are known from early on, and others are not.
const configuration = tinyConfiguration({
  TRAIN_SIZE: 24,
  TEST_SIZE: 70,
  BATCH_SIZE: 24,
  HIDDEN_DIM: 32,
  WEIGHT_TYING: false,
  EMBEDDING_DIM: 24,
  MAX_CODE_LEN: 16,
  DROPOUT: 0,
});
const TRAINING_STEPS = 100;
const goOn = async () => true;

let examples: readonly EncodedExample[];
const models = {} as Record<Architecture, SequenceToSequence>;
const scores = {} as Record<Architecture, ReferenceScore[]>;
beforeAll(async () => {
  const data = await syntheticData(configuration);
  // More than one batch, and lengths in no order.
  examples = [...data.train, ...data.test];
  for (const architecture of ARCHITECTURES) {
    const model = await toyModel(architecture, configuration, data);
    for (let step = 1; step <= TRAINING_STEPS; step++)
      await optimisationStep(
        Replicas.single(model),
        configuration,
        asBatch(data.train),
        step,
        TRAINING_STEPS,
      );
    models[architecture] = model;
    scores[architecture] = (await scoreReferences(Replicas.single(model), examples, goOn))!;
  }
}, 120_000);
afterAll(() => Object.values(models).forEach(({ parameters }) => parameters.dispose()));

describe.each(ARCHITECTURES)('references scored by %s', (architecture) => {
  it('have the sum of the log-softmax of single steps fed the true tokens', () => {
    examples.forEach(({ source, target }, index) => {
      const stepwise = stepwiseLogProbabilities(models[architecture], source, target);
      const expected = stepwise.reduce((sum, value) => sum + value, 0);
      expect(scores[architecture][index].logProbability).toBeCloseTo(expected, 3);
      expect(scores[architecture][index].tokens).toBe(stepwise.length);
    });
  });

  it('are written on greedily by the model exactly from where they are known', () => {
    const model = models[architecture];
    examples.forEach(({ source, target }, index) => {
      const reference = [...target.subarray(1)];
      const { knownFrom } = scores[architecture][index];
      const from = (position: number) =>
        continueGreedily(model, source, reference.slice(0, position), reference.length);
      expect(from(knownFrom)).toEqual(reference);
      if (knownFrom > 0) expect(from(knownFrom - 1)).not.toEqual(reference);
    });
    const places = new Set(scores[architecture].map(({ knownFrom }) => knownFrom));
    expect(places.size).toBeGreaterThan(2);
  });

  it('have the perplexity that is exp of the teacher-forced loss', async () => {
    const replicas = Replicas.single(models[architecture]);
    const loss = (await meanLoss(replicas, examples, 10, 'teacher-forced', goOn))!;
    expect(perplexity(scores[architecture])).toBeCloseTo(Math.exp(loss), 3);
  });
});

it('scoring leaves no tensor behind, and stops when told to', async () => {
  const replicas = Replicas.single(models['lstm-attention']);
  const before = replicas.model.ops.liveTensors();
  await scoreReferences(replicas, examples, goOn);
  expect(replicas.model.ops.liveTensors()).toBe(before);
  expect(await scoreReferences(replicas, examples, async () => false)).toBeNull();
});

it('the perplexity of nothing, and of what is no number, is not known', () => {
  expect(perplexity([])).toBeNull();
  expect(perplexity([{ logProbability: Number.NaN, tokens: 3, knownFrom: 3 }])).toBeNull();
  expect(perplexity([{ logProbability: -Infinity, tokens: 3, knownFrom: 3 }])).toBeNull();
  expect(perplexity([{ logProbability: 3 * Math.log(1 / 7), tokens: 3, knownFrom: 3 }])).toBeCloseTo(7, 12);
});

// Their threads run the built engine.
it.skipIf(!existsSync('out/main/engine-replica.cjs'))('replicas score as one model does', async () => {
  const replicas = await Replicas.start(models['lstm-attention'], 2);
  try {
    expect(await scoreReferences(replicas, examples, goOn)).toEqual(scores['lstm-attention']);
  } finally {
    await replicas.stop();
  }
});
