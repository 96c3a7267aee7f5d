import { describe, expect, it } from 'vitest';
import { decodeBatch } from '../../../../../src-main/engine/decoding/beam-search';
import { traceSentence } from '../../../../../src-main/engine/model/trace';
import type { SequenceToSequence } from '../../../../../src-main/engine/model/sequence-to-sequence';
import { EOS } from '../../../../../src-main/engine/text/special-tokens';
import { BACKENDS, composed } from '../../../../helpers/backends';
import { convertedFixture, modelOf, pytorchProbes } from '../../../../helpers/pytorch-checkpoints';

const CHECKPOINTS = [
  'published_vanilla_rnn',
  'published_lstm',
  'published_lstm_attention',
  'specification',
  'split_half',
  'pointer',
  'bridged_rnn',
];

function largestDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, index) => Math.abs(actual[index] - value)));
}

/** The hypotheses of all sources decoded together, as the fixtures have them. */
function hypotheses(
  model: SequenceToSequence,
  sources: readonly Int32Array[],
  beamSize: number,
  maximumLength: number,
): number[][][] {
  const options = { beamSize, maximumLength, lengthNormalisation: 0, attention: false };
  return decodeBatch(model, sources, options).map((beam) =>
    beam.map(({ ids, ended }) => (ended ? [...ids, EOS] : [...ids])),
  );
}

const backends = composed ? [...BACKENDS, ['composed', composed] as const] : BACKENDS;

describe.each(backends)('imported weights compute on the %s backend what PyTorch computes', (_, ops) => {
  it.each(CHECKPOINTS)('%s: logits, attention, greedy and beam search', async (name) => {
    const { longest, probes } = pytorchProbes(name);
    const model = modelOf(ops, await convertedFixture(name));
    const sources = probes.map(({ source }) => Int32Array.from(source));
    for (const [index, { target, logits, attention }] of probes.entries()) {
      const { steps } = traceSentence(model, sources[index], Int32Array.from(target));
      expect(steps.length).toBe(logits.length);
      steps.forEach((step, time) => {
        expect(largestDifference(step.logits, logits[time])).toBeLessThan(1e-4);
        expect(step.attention === null).toBe(attention === null);
        if (attention) expect(largestDifference(step.attention!, attention[time])).toBeLessThan(1e-5);
      });
    }
    const greedy = hypotheses(model, sources, 1, longest);
    const beams = hypotheses(model, sources, 3, longest);
    model.parameters.dispose();
    expect(greedy.map(([best]) => best)).toEqual(probes.map((probe) => probe.greedy));
    expect(beams).toEqual(probes.map((probe) => probe.beam));
  });
});
