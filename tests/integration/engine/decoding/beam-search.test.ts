import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeBatch, type DecodingOptions } from '../../../../src-main/engine/decoding/beam-search';
import { decodeAll, decodeBest } from '../../../../src-main/engine/decoding/decode';
import type { DecodedHypothesis } from '../../../../src-main/engine/decoding/hypothesis';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { ARCHITECTURES, type Architecture } from '../../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../../src-shared/domain/configuration';
import { EOS, PAD, SOS } from '../../../../src-main/engine/text/special-tokens';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

// Trained until answers differ from source to source and end by <EOS>, but not so long that they are certain, and slowly
// enough that rounding does not decide what is learnt.
const configuration: RunConfiguration = tinyConfiguration({
  TRAIN_SIZE: 24,
  BATCH_SIZE: 24,
  HIDDEN_DIM: 32,
  WEIGHT_TYING: false,
  EMBEDDING_DIM: 24,
  MAX_CODE_LEN: 16,
  DROPOUT: 0,
  LEARNING_RATE: 0.01,
});
const TRAINING_STEPS = 60;
const greedy: DecodingOptions = { beamSize: 1, maximumLength: 15, lengthNormalisation: 0, attention: false };
const beam3: DecodingOptions = { ...greedy, beamSize: 3 };

let sources: Int32Array[];
const models = {} as Record<Architecture, SequenceToSequence>;
beforeAll(async () => {
  const data = await syntheticData(configuration);
  sources = data.train.map(({ source }) => source);
  const batch = { sources, targets: data.train.map(({ target }) => target) };
  for (const architecture of ARCHITECTURES) {
    const model = await toyModel(architecture, configuration, data);
    for (let step = 1; step <= TRAINING_STEPS; step++)
      await optimisationStep(Replicas.single(model), configuration, batch, step, TRAINING_STEPS);
    models[architecture] = model;
  }
}, 120_000);
afterAll(() => Object.values(models).forEach(({ parameters }) => parameters.dispose()));

/** Log-probability of a target under teacher forcing: an independent path through the model. */
function logProbabilityOf(model: SequenceToSequence, source: Int32Array, tokens: readonly number[]): number {
  const { ops } = model;
  return ops.scope(() => {
    const batch = { sources: [source], targets: [Int32Array.from([SOS, ...tokens])] };
    const coins = new Array<boolean>(tokens.length).fill(true);
    return -ops.readFloat32(model.loss(model.pass(null), batch, coins).lossSum)[0];
  });
}

const tokensOf = ({ ids, ended }: DecodedHypothesis) => (ended ? [...ids, EOS] : [...ids]);
const goOn = async () => true;

for (const architecture of ARCHITECTURES) {
  it(`${architecture}: a batch decodes to the same hypotheses as its sentences one by one, greedily and by beam`, async () => {
    const model = models[architecture];
    for (const options of [greedy, beam3]) {
      const together = (await decodeAll(Replicas.single(model), sources, options, goOn))!;
      const alone = sources.map((source) => decodeBatch(model, [source], options)[0]);
      expect(together.map((beam) => beam.map(tokensOf))).toEqual(alone.map((beam) => beam.map(tokensOf)));
    }
  });

  it(`${architecture}: no n-gram is written twice where none may be; greedy decoding then takes the best of what is left`, () => {
    const model = models[architecture];
    const noRepeatNgram = 2;
    const hasRepeated = (tokens: readonly number[]) => {
      const pairs = tokens.slice(1).map((token, index) => `${tokens[index]} ${token}`);
      return new Set(pairs).size < pairs.length;
    };
    for (const options of [greedy, beam3]) {
      const hypotheses = (order: number) =>
        decodeBatch(model, sources, { ...options, noRepeatNgram: order })
          .flat()
          .map(tokensOf);
      expect(hypotheses(0).some(hasRepeated)).toBe(true);
      expect(hypotheses(noRepeatNgram).filter(hasRepeated)).toEqual([]);
    }
    const source = sources.find((each) => hasRepeated(tokensOf(decodeBatch(model, [each], greedy)[0][0])))!;
    const written = tokensOf(decodeBatch(model, [source], { ...greedy, noRepeatNgram })[0][0]);
    written.forEach((token, position) => {
      const before = written.slice(0, position);
      const allowed = Array.from({ length: model.options.targetVocabulary }, (_, id) => id)
        .filter((id) => id !== PAD && !hasRepeated([...before, id]))
        .map((id) => ({ id, score: logProbabilityOf(model, source, [...before, id]) }));
      const best = allowed.reduce((a, b) => (b.score > a.score ? b : a));
      expect(allowed.find(({ id }) => id === token)!.score).toBeCloseTo(best.score, 4);
    });
  });

  it(`${architecture}: the best hypotheses alone are the first of all hypotheses, whatever the length normalisation`, async () => {
    const alone = Replicas.single(models[architecture]);
    for (const lengthNormalisation of [0, 0.6, 2]) {
      const options = { ...beam3, lengthNormalisation };
      const all = (await decodeAll(alone, sources, options, goOn))!;
      const best = (await decodeBest(alone, sources, options, goOn))!;
      expect(best.map(tokensOf)).toEqual(all.map(([first]) => tokensOf(first)));
      best.forEach(({ logProbability }, row) =>
        expect(logProbability).toBeCloseTo(all[row][0].logProbability, 4),
      );
    }
  });

  it(`${architecture}: the score of every hypothesis is its log-probability under teacher forcing`, async () => {
    const model = models[architecture];
    const decoded = (await decodeAll(Replicas.single(model), sources, beam3, goOn))!;
    for (const [row, beam] of decoded.entries())
      for (const hypothesis of beam) {
        // PAD as a token would be cut off as padding.
        if (hypothesis.ids.includes(0)) continue;
        const expected = logProbabilityOf(model, sources[row], tokensOf(hypothesis));
        expect(hypothesis.logProbability).toBeCloseTo(expected, 3);
      }
  });

  it(`${architecture}: hypotheses come best first, are distinct, and some end by <EOS> before the longest length`, async () => {
    const decoded = (await decodeAll(Replicas.single(models[architecture]), sources, beam3, goOn))!;
    for (const beam of decoded) {
      expect(beam).toHaveLength(3);
      const scores = beam.map(({ logProbability }) => logProbability);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(new Set(beam.map((hypothesis) => tokensOf(hypothesis).join())).size).toBe(3);
      for (const { ids, ended } of beam) expect(ended ? ids.length < 15 : ids.length === 15).toBe(true);
    }
    expect(decoded.flat().some(({ ended }) => ended)).toBe(true);
    expect(new Set(decoded.map(([best]) => best.ids.join())).size).toBeGreaterThan(8);
  });
}

it('a beam as wide as the vocabulary finds the most likely sequence of two tokens', async () => {
  const small = { ...configuration, VOCAB_SIZE: 10 };
  const data = await syntheticData(small);
  const model = await toyModel('lstm-attention', small, data);
  const { source } = data.test[0];
  const ids = Array.from({ length: 9 }, (_, index) => index + 1);
  const sequences = [
    [EOS],
    ...ids.filter((id) => id !== EOS).flatMap((first) => ids.map((second) => [first, second])),
  ];
  const scores = sequences.map((sequence) => logProbabilityOf(model, source, sequence));
  const [best] = decodeBatch(model, [source], { ...greedy, beamSize: 10, maximumLength: 2 })[0];
  expect(best.logProbability).toBeCloseTo(Math.max(...scores), 4);
  expect(tokensOf(best)).toEqual(sequences[scores.indexOf(Math.max(...scores))]);
  model.parameters.dispose();
});

/** A model that gives every source and step the same probabilities, by these logits and 0 for all other tokens. */
async function modelOfConstantLogits(logits: Readonly<Record<number, number>>): Promise<SequenceToSequence> {
  const model = await toyModel('vanilla-rnn', configuration, await syntheticData(configuration));
  const kernel = model.parameters.variable('output.kernel');
  model.ops.assign(kernel, new Float32Array(kernel.shape[0] * kernel.shape[1]));
  const bias = model.parameters.variable('output.bias');
  model.ops.assign(
    bias,
    new Float32Array(bias.shape[0]).map((_, id) => logits[id] ?? 0),
  );
  return model;
}

it('among equally likely tokens the lower id wins', async () => {
  const model = await modelOfConstantLogits({ 9: 3, 5: 3, 20: 3 });
  const [beam] = decodeBatch(model, [sources[0]], { ...beam3, maximumLength: 1 });
  expect(beam.map(({ ids }) => ids[0])).toEqual([5, 9, 20]);
  const [[best]] = decodeBatch(model, [sources[0]], { ...greedy, maximumLength: 3 });
  expect([...best.ids]).toEqual([5, 5, 5]);
  model.parameters.dispose();
});

it('a search for the best hypothesis ends as soon as none that goes on can overtake it', async () => {
  // 0.8^7 > 0.2 > 0.8^8; divided by the length penalty, going on wins in the end.
  const model = await modelOfConstantLogits({ 5: 20 + Math.log(0.8), [EOS]: 20 + Math.log(0.2) });
  const stepsOf = (options: DecodingOptions) => {
    let steps = 0;
    const [[best]] = decodeBatch(model, [sources[0]], options, () => steps++);
    return { steps, best: tokensOf(best) };
  };
  const onlyBest = { ...beam3, onlyBest: true };
  expect(stepsOf(beam3)).toEqual({ steps: 15, best: [EOS] });
  expect(stepsOf(onlyBest)).toEqual({ steps: 8, best: [EOS] });
  expect(stepsOf({ ...onlyBest, lengthNormalisation: 1 })).toEqual({
    steps: 15,
    best: new Array<number>(15).fill(5),
  });
  model.parameters.dispose();
});

it('length normalisation divides by the length penalty of Wu et al. and so prefers longer hypotheses', async () => {
  const bestOf = async (model: SequenceToSequence, lengthNormalisation: number) => {
    const options = { ...beam3, lengthNormalisation };
    const decoded = (await decodeAll(Replicas.single(model), sources, options, goOn))!;
    for (const beam of decoded) {
      const scores = beam.map((hypothesis) => {
        const penalty = ((5 + tokensOf(hypothesis).length) / 6) ** lengthNormalisation;
        return hypothesis.logProbability / penalty;
      });
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    return decoded.map(([best]) => tokensOf(best));
  };
  await bestOf(models['lstm-attention'], 1);
  // A probability of 0.2 to end at each step: to end at once, ln 0.2, beats 15 tokens, 15 ln 0.8, until these are divided by 20 / 6.
  const model = await modelOfConstantLogits({ 5: 20 + Math.log(0.8), [EOS]: 20 + Math.log(0.2) });
  expect(await bestOf(model, 0)).toEqual(sources.map(() => [EOS]));
  expect(await bestOf(model, 1)).toEqual(sources.map(() => new Array<number>(15).fill(5)));
  model.parameters.dispose();
});

it('attention has a row for every token and <EOS>, over the source tokens alone, summing to 1', async () => {
  const decoded = (await decodeAll(
    Replicas.single(models['lstm-attention']),
    sources,
    { ...beam3, attention: true },
    goOn,
  ))!;
  decoded.forEach((beam, row) => {
    for (const hypothesis of beam) {
      expect(hypothesis.attention).toHaveLength(tokensOf(hypothesis).length);
      for (const weights of hypothesis.attention!) {
        expect(weights).toHaveLength(sources[row].length);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      }
    }
  });
  const [[without]] = decodeBatch(models.lstm, [sources[0]], { ...greedy, attention: true });
  expect(without.attention).toBeNull();
});

it('keeps no tensors of earlier steps while hypotheses end and rows move', () => {
  const model = models['lstm-attention'];
  const live: number[] = [];
  const decoded = decodeBatch(model, sources, beam3, () => live.push(model.ops.liveTensors()));
  const lengths = new Set(decoded.flat().map((hypothesis) => tokensOf(hypothesis).length));
  expect(lengths.size).toBeGreaterThan(1);
  expect(live.length).toBeGreaterThan(4 * sources.length);
  // Composed operations keep one index of positions for every move until the batch is done; a copy of the memory has seven tensors.
  const growth = live.at(-1)! - live[2 * sources.length];
  expect(growth).toBeLessThanOrEqual(model.ops.description.fusedKernels === 'compiled' ? 1 : 4);
});

it('leaves no tensor behind, and stops when told to', async () => {
  const model = models['lstm-attention'];
  const before = model.ops.liveTensors();
  await decodeAll(Replicas.single(model), sources, { ...beam3, attention: true }, goOn);
  expect(model.ops.liveTensors()).toBe(before);
  expect(await decodeAll(Replicas.single(model), sources, greedy, async () => false)).toBeNull();
});
