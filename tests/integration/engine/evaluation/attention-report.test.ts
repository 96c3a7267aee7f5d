import { afterAll, expect, it } from 'vitest';
import type { EncodedPair } from '../../../../src-main/engine/data/prepare';
import { decodeBatch } from '../../../../src-main/engine/decoding/beam-search';
import {
  reportAttention,
  type AttentionRequest,
} from '../../../../src-main/engine/evaluation/attention-report';
import { maskSources } from '../../../../src-main/engine/evaluation/source-masking';
import { permutation } from '../../../../src-main/engine/data/permutation';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import { EOS, PAD, SOS, UNK } from '../../../../src-main/engine/text/special-tokens';
import { COPIED_TOKENS, COPIES, copyingModel } from '../../../helpers/copying-model';
import { stepwiseLogProbabilities } from '../../../helpers/stepwise';

const copying = copyingModel(await selectBackend());
const even = copyingModel(await selectBackend(), 0);
afterAll(() => [copying, even].forEach(({ parameters }) => parameters.dispose()));

/** The tokens to be copied in any order; some sources also have a token that is not known. */
const examples: EncodedPair[] = Array.from({ length: 30 }, (_, seed) => {
  const order = Array.from(permutation(COPIED_TOKENS.length, seed), (place) => COPIED_TOKENS[place]);
  const tokens = seed % 3 === 0 ? [...order, UNK] : order;
  return { source: Int32Array.from([SOS, ...tokens, EOS]), target: Int32Array.from([SOS, EOS]) };
});
const request: AttentionRequest = {
  decoder: 'greedy',
  epoch: 3,
  configuration: { BEAM_SIZE: 3, MAX_CODE_LEN: 16, LENGTH_NORMALISATION: 0, NO_REPEAT_NGRAM: 0 },
  sampleSize: 12,
  seed: 42,
};
const goOn = async () => true;

it('the attention of a model that copies what it looks at is faithful', async () => {
  const [[written]] = decodeBatch(copying, [examples[0].source], {
    beamSize: 1,
    maximumLength: 15,
    lengthNormalisation: 0,
    attention: true,
  });
  expect([...written.ids]).toEqual(COPIES);
  const report = (await reportAttention(Replicas.single(copying), examples, request, goOn))!;
  for (const { correlation } of report.examples) expect(correlation).toBeCloseTo(1, 9);
  expect(report.correlation!.value).toBeCloseTo(1, 9);
  expect(report.stepwise!.value).toBeGreaterThan(0.5);
  expect(report).toMatchObject({ isUniform: false, uniformExamples: [], available: 30, epoch: 3, seed: 42 });
  expect(report.coverage).toBeGreaterThan(0.6);
});

it('even attention is flagged, whatever the answer depends on', async () => {
  const report = (await reportAttention(Replicas.single(even), examples, request, goOn))!;
  expect(report.isUniform).toBe(true);
  expect(report.uniformExamples).toEqual(report.examples.map(({ index }) => index));
  expect(report.evenness).toBeCloseTo(1, 5);
});

it('examples are drawn by the seed, in their order, and never more than there are', async () => {
  const drawn = async (changes: Partial<AttentionRequest>) => {
    const report = await reportAttention(
      Replicas.single(copying),
      examples,
      { ...request, ...changes },
      goOn,
    );
    return report!.examples.map(({ index }) => index);
  };
  const first = await drawn({});
  expect(first).toHaveLength(12);
  expect(first).toEqual([...new Set(first)].sort((a, b) => a - b));
  expect(await drawn({})).toEqual(first);
  expect(await drawn({ seed: 43 })).not.toEqual(first);
  expect(await drawn({ sampleSize: 99 })).toEqual([...examples.keys()]);
});

it('a drop is what single steps say with <UNK> in the place of the token', async () => {
  const { source } = examples[0];
  const ids = Int32Array.from(COPIES.slice(0, 6));
  const hypothesis = { ids, logProbability: 0, ended: true, attention: null, distributions: null };
  const [{ positions, drops }] = (await maskSources(
    Replicas.single(copying),
    [{ source, hypothesis }],
    goOn,
  ))!;
  // Neither <SOS>, <EOS> nor what is <UNK> already.
  expect(positions).toEqual([1, 2, 3, 4]);
  expect(drops).toHaveLength(7);
  const target = Int32Array.from([SOS, ...ids, EOS]);
  const whole = stepwiseLogProbabilities(copying, source, target);
  positions.forEach((position, token) => {
    const masked = stepwiseLogProbabilities(copying, source.with(position, UNK), target);
    drops.forEach((row, step) => expect(row[token]).toBeCloseTo(whole[step] - masked[step], 4));
  });
});

it('an answer of nothing but <PAD> has no steps, beside others', async () => {
  const { source } = examples[0];
  const padding = {
    ids: Int32Array.of(PAD, PAD),
    logProbability: 0,
    ended: false,
    attention: null,
    distributions: null,
  };
  const copy = { ...padding, ids: Int32Array.of(COPIES[0], PAD) };
  const answers = [padding, copy].map((hypothesis) => ({ source, hypothesis }));
  const [nothing, something] = (await maskSources(Replicas.single(copying), answers, goOn))!;
  expect(nothing.drops).toEqual([]);
  expect(something.drops).toHaveLength(1);
});

it('leaves no tensor behind, and stops when told to', async () => {
  const replicas = Replicas.single(copying);
  const before = copying.ops.liveTensors();
  await reportAttention(replicas, examples, request, goOn);
  expect(copying.ops.liveTensors()).toBe(before);
  for (const activity of ['Decoding with attention', 'Masking source tokens'])
    expect(await reportAttention(replicas, examples, request, async (now) => now !== activity)).toBeNull();
});
