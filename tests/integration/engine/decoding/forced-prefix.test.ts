import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeBatch, type DecodingOptions } from '../../../../src-main/engine/decoding/beam-search';
import { TreeRecorder } from '../../../../src-main/engine/decoding/beam-tree';
import { outputSteps } from '../../../../src-main/engine/decoding/output-steps';
import type { PreparedData } from '../../../../src-main/engine/data/prepare';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { EOS } from '../../../../src-main/engine/text/special-tokens';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { asBatch } from '../../../../src-main/engine/training/validation';
import { ARCHITECTURES, type Architecture } from '../../../../src-shared/domain/architecture';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { continueGreedily, nextLogProbabilities, stepwiseLogProbabilities } from '../../../helpers/stepwise';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

// Small enough to weigh every token.
const configuration = tinyConfiguration({
  TRAIN_SIZE: 24,
  BATCH_SIZE: 24,
  VOCAB_SIZE: 30,
  MAX_CODE_LEN: 10,
  DROPOUT: 0,
});
const TRAINING_STEPS = 40;

let data: PreparedData;
const models = {} as Record<Architecture, SequenceToSequence>;
beforeAll(async () => {
  data = await syntheticData(configuration);
  for (const architecture of ARCHITECTURES) {
    const model = await toyModel(architecture, configuration, data);
    const batch = asBatch(data.train);
    for (let step = 1; step <= TRAINING_STEPS; step++)
      await optimisationStep(Replicas.single(model), configuration, batch, step, TRAINING_STEPS);
    models[architecture] = model;
  }
}, 120_000);
afterAll(() => Object.values(models).forEach(({ parameters }) => parameters.dispose()));

/** Tokens that no trained model would begin with by itself. */
const PREFIX = [17, 4, 23];
const options: DecodingOptions = {
  beamSize: 1,
  maximumLength: 9,
  lengthNormalisation: 0,
  attention: false,
  prefix: PREFIX,
};

/** The best hypotheses behind the prefix, by reading source and prefix anew for each and weighing every token. */
function bruteForceBeam(model: SequenceToSequence, source: Int32Array, beamSize: number) {
  let beam = [{ tokens: [] as number[], logProbability: 0 }];
  for (let step = 0; step < options.maximumLength; step++) {
    const candidates = beam.flatMap((hypothesis) => {
      if (hypothesis.tokens.at(-1) === EOS) return [hypothesis];
      const next = nextLogProbabilities(model, source, hypothesis.tokens);
      const allowed = step < PREFIX.length ? [PREFIX[step]] : [...next.keys()];
      return allowed.map((token) => ({
        tokens: [...hypothesis.tokens, token],
        logProbability: hypothesis.logProbability + next[token],
      }));
    });
    candidates.sort((first, second) => second.logProbability - first.logProbability);
    beam = candidates.slice(0, beamSize);
  }
  return beam;
}

for (const architecture of ARCHITECTURES) {
  it(`${architecture}: goes on behind a forced prefix as stepwise decoding does, in a batch and alone`, () => {
    const model = models[architecture];
    const sources = data.test.map(({ source }) => source);
    const together = decodeBatch(model, sources, options);
    sources.forEach((source, row) => {
      const [{ ids, ended }] = together[row];
      expect([...ids, ...(ended ? [EOS] : [])]).toEqual(continueGreedily(model, source, PREFIX, 9));
    });
  });

  it(`${architecture}: a beam behind a forced prefix is the beam that weighs every token, with its scores`, () => {
    const model = models[architecture];
    for (const { source } of data.test.slice(0, 4)) {
      const [beam] = decodeBatch(model, [source], { ...options, beamSize: 3 });
      const expected = bruteForceBeam(model, source, 3);
      expect(beam.map(({ ids, ended }) => [...ids, ...(ended ? [EOS] : [])])).toEqual(
        expected.map(({ tokens }) => tokens),
      );
      beam.forEach(({ logProbability }, place) =>
        expect(logProbability).toBeCloseTo(expected[place].logProbability, 3),
      );
    }
  });

  it(`${architecture}: tells of every step the probabilities that stepwise softmax gives, and their entropy`, () => {
    const model = models[architecture];
    for (const { source } of data.test.slice(0, 3)) {
      const [beam] = decodeBatch(model, [source], { ...options, beamSize: 2, alternatives: 30 });
      beam.forEach((hypothesis) => {
        const { ids, ended, logProbability } = hypothesis;
        const produced = [...ids, ...(ended ? [EOS] : [])];
        const steps = outputSteps(hypothesis, data.targetVocabulary, 3)!;
        expect(steps.map(({ token }) => token)).toEqual(
          produced.map((id) => data.targetVocabulary.token(id)),
        );
        expect(steps.map(({ forced }) => forced)).toEqual(produced.map((_, position) => position < 3));
        steps.forEach(({ probability, entropy, alternatives }, position) => {
          const expected = Array.from(
            nextLogProbabilities(model, source, produced.slice(0, position)),
            Math.exp,
          );
          expect(probability).toBeCloseTo(expected[produced[position]], 4);
          for (const { token, probability } of alternatives)
            expect(probability).toBeCloseTo(expected[data.targetVocabulary.identifier(token)], 4);
          // All tokens were asked for.
          expect(sum(alternatives.map(({ probability }) => probability))).toBeCloseTo(1, 4);
          expect(entropy).toBeCloseTo(-sum(expected.map((value) => value * Math.log(value))), 3);
          const falling = alternatives.map(({ probability }) => probability);
          expect(falling).toEqual(falling.toSorted((first, second) => second - first));
        });
        // The total is that of the steps, as it is under teacher forcing.
        expect(sum(steps.map(({ probability }) => Math.log(probability)))).toBeCloseTo(logProbability, 3);
        expect(sum(stepwiseLogProbabilities(model, source, Int32Array.from([1, ...produced])))).toBeCloseTo(
          logProbability,
          3,
        );
      });
    }
  });
}

it('a tree has one candidate at every forced step, and goes on from it', () => {
  const model = models['lstm-attention'];
  const recorder = new TreeRecorder({ ...options, beamSize: 3 }, data.targetVocabulary);
  decodeBatch(model, [data.test[0].source], { ...options, beamSize: 3 }, recorder.watch);
  const { tree } = recorder;
  expect(tree.steps.slice(0, 3).map(({ candidates }) => candidates.map(({ token }) => token))).toEqual(
    PREFIX.map((id) => [data.targetVocabulary.token(id)]),
  );
  expect(tree.steps[3].candidates).toHaveLength(3);
  expect(tree.steps[3].candidates.map(({ parent }) => parent)).toEqual([0, 0, 0]);
});

it('a prefix that ends by <EOS> is the whole answer', () => {
  const [beam] = decodeBatch(models.lstm, [data.test[0].source], {
    ...options,
    beamSize: 3,
    prefix: [...PREFIX, EOS],
  });
  expect(beam).toHaveLength(1);
  expect([...beam[0].ids]).toEqual(PREFIX);
  expect(beam[0].ended).toBe(true);
});

it('leaves no tensor behind', () => {
  const model = models['lstm-attention'];
  const { source } = data.test[0];
  const before = model.ops.liveTensors();
  decodeBatch(model, [source], { ...options, beamSize: 3, attention: true, alternatives: 10 });
  expect(model.ops.liveTensors()).toBe(before);
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
