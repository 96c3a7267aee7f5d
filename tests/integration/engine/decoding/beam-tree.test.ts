import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeBatch, type DecodingOptions } from '../../../../src-main/engine/decoding/beam-search';
import { TreeRecorder } from '../../../../src-main/engine/decoding/beam-tree';
import type { PreparedData } from '../../../../src-main/engine/data/prepare';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { EOS } from '../../../../src-main/engine/text/special-tokens';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { asBatch } from '../../../../src-main/engine/training/validation';
import type { BeamTree } from '../../../../src-shared/domain/beam-tree';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { nextLogProbabilities } from '../../../helpers/stepwise';
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
let model: SequenceToSequence;
beforeAll(async () => {
  data = await syntheticData(configuration);
  model = await toyModel('lstm-attention', configuration, data);
  for (let step = 1; step <= TRAINING_STEPS; step++)
    await optimisationStep(Replicas.single(model), configuration, asBatch(data.train), step, TRAINING_STEPS);
  endSooner(model);
}, 120_000);
afterAll(() => model.parameters.dispose());

/** Makes <EOS> so likely that some hypotheses end well before others. */
function endSooner({ ops, parameters }: SequenceToSequence): void {
  const bias = parameters.variable('output.bias');
  const values = ops.scope(() => ops.readFloat32(ops.valueOf(bias)));
  values[EOS] += 5;
  ops.assign(bias, values);
}

interface Hypothesis {
  readonly tokens: readonly number[];
  readonly logProbability: number;
  readonly parent: number | null;
}

/** Beam search that reads the whole source and prefix anew for every hypothesis and weighs every token. */
function bruteForceBeam(source: Int32Array, options: DecodingOptions) {
  const { beamSize, lengthNormalisation } = options;
  const score = ({ tokens, logProbability }: Hypothesis) =>
    logProbability / ((5 + tokens.length) / 6) ** lengthNormalisation;
  const hasEnded = ({ tokens }: Hypothesis) => tokens.at(-1) === EOS;
  let beam: Hypothesis[] = [{ tokens: [], logProbability: 0, parent: null }];
  const steps: Hypothesis[][] = [];
  while (steps.length < options.maximumLength && !beam.every(hasEnded)) {
    const candidates = beam.flatMap((hypothesis, place) => {
      const parent = steps.length === 0 ? null : place;
      if (hasEnded(hypothesis)) return [{ ...hypothesis, parent }];
      const next = nextLogProbabilities(model, source, hypothesis.tokens);
      return Array.from(next, (value, token) => ({
        tokens: [...hypothesis.tokens, token],
        logProbability: hypothesis.logProbability + value,
        parent,
      }));
    });
    candidates.sort((first, second) => score(second) - score(first));
    beam = candidates.slice(0, beamSize);
    steps.push(candidates);
  }
  return { steps, beam, score };
}

const options: DecodingOptions = {
  beamSize: 3,
  maximumLength: 9,
  lengthNormalisation: 0,
  attention: false,
};
function treeOf(source: Int32Array, chosen: DecodingOptions) {
  const recorder = new TreeRecorder(chosen, data.targetVocabulary);
  const [hypotheses] = decodeBatch(model, [source], chosen, recorder.watch);
  return { hypotheses, tree: recorder.tree };
}

/** The tokens of a candidate from the first step on, read by way of its parents. */
function pathTo(tree: BeamTree, step: number, place: number): string[] {
  const { token, parent, carriedOver } = tree.steps[step].candidates[place];
  const before = parent === null ? [] : pathTo(tree, step - 1, parent);
  return carriedOver ? before : [...before, token];
}

it.each([0, 0.8])(
  'keeps what a beam that weighs every token keeps, with its parents and scores (length normalisation %d)',
  (lengthNormalisation) => {
    const chosen = { ...options, lengthNormalisation };
    for (const { source } of data.test) {
      const { tree } = treeOf(source, chosen);
      const { steps, score } = bruteForceBeam(source, chosen);
      expect(tree.steps).toHaveLength(steps.length);
      tree.steps.forEach(({ candidates }, step) => {
        const kept = candidates.filter((candidate) => candidate.kept);
        expect(kept).toHaveLength(3);
        kept.forEach((candidate, place) => {
          const expected = steps[step][place];
          expect(pathTo(tree, step, place)).toEqual(
            expected.tokens.map((token) => data.targetVocabulary.token(token)),
          );
          expect(candidate.parent).toBe(expected.parent);
          expect(candidate.logProbability).toBeCloseTo(expected.logProbability, 3);
          expect(candidate.score).toBeCloseTo(score(expected), 3);
          expect(candidate.ended).toBe(expected.tokens.at(-1) === EOS);
          expect(candidate.carriedOver).toBe(expected.tokens.length <= step);
        });
      });
    }
  },
);

it('tells of every live hypothesis its most likely continuations, the pruned ones among them', () => {
  for (const { source } of data.test) {
    const { tree } = treeOf(source, options);
    const { steps } = bruteForceBeam(source, options);
    tree.steps.forEach(({ candidates }, step) => {
      const scores = candidates.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      const live = step === 0 ? [null] : [...new Set(candidates.map(({ parent }) => parent))];
      for (const parent of live) {
        const own = candidates.filter((candidate) => candidate.parent === parent);
        if (own[0].carriedOver) expect(own).toHaveLength(1);
        else
          expect(own.map(({ token }) => token)).toEqual(
            steps[step]
              .filter((candidate) => candidate.parent === parent)
              .slice(0, 3)
              .map(({ tokens }) => data.targetVocabulary.token(tokens.at(-1)!)),
          );
      }
    });
  }
});

it('ends in the hypotheses that decoding without a tree finds, some of which were carried over', () => {
  const carried = data.test.map(({ source }) => {
    const { hypotheses, tree } = treeOf(source, options);
    expect(hypotheses).toEqual(decodeBatch(model, [source], options)[0]);
    const last = tree.steps.length - 1;
    hypotheses.forEach(({ ids, ended, logProbability }, place) => {
      const tokens = Array.from(ids, (id) => data.targetVocabulary.token(id));
      expect(pathTo(tree, last, place)).toEqual(ended ? [...tokens, '<EOS>'] : tokens);
      expect(tree.steps[last].candidates[place].logProbability).toBe(logProbability);
    });
    return tree.steps.flatMap(({ candidates }) => candidates).filter(({ carriedOver }) => carriedOver);
  });
  expect(carried.flat().length).toBeGreaterThan(0);
  expect(carried.flat().every(({ ended }) => ended)).toBe(true);
});

it('of a greedy search is one path', () => {
  const { tree } = treeOf(data.test[0].source, { ...options, beamSize: 1 });
  expect(tree.beamSize).toBe(1);
  for (const { candidates } of tree.steps) expect(candidates).toMatchObject([{ kept: true }]);
});
