import { describe, expect, it } from 'vitest';
import { ARCHITECTURES } from '../../../../../src-shared/domain/architecture';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import {
  estimateRun,
  type Observation,
  sumOf,
  type Uncertain,
} from '../../../../../src-shared/domain/estimate/estimate';
import { type DataSizes, workOf } from '../../../../../src-shared/domain/estimate/work';

const data: DataSizes = {
  train: 10_000,
  validation: 1500,
  test: 1500,
  sourceVocabulary: 5000,
  targetVocabulary: 5000,
  sourceLength: 30,
  targetLength: 60,
};
const configuration = PRESETS.recommended;

/** A run whose every part took as long as a machine of `rate` operations a second takes. */
function observed(rate: number, changes: Partial<Observation> = {}, hidden = 256): Observation {
  const architecture = changes.architecture ?? 'lstm';
  const work = workOf(architecture, { ...configuration, HIDDEN_DIM: hidden }, data);
  const seconds = {
    epoch: work.epoch / rate,
    validation: work.validation / rate,
    evaluation: work.evaluation / rate,
  };
  return { label: 'before', architecture, work, seconds, overhead: 2, isTrial: false, ...changes };
}

const width = ({ low, high }: Uncertain) => high / low;

describe('the time of a run', () => {
  it('is that of the same run before, and is not known on a new machine', () => {
    const before = observed(1e11);
    const { seconds, epochSeconds } = estimateRun('lstm', configuration, data, [before], 2);
    const epoch = before.seconds.epoch + before.seconds.validation;
    expect(epochSeconds!.value).toBeCloseTo(epoch);
    expect(seconds!.value).toBeCloseTo(configuration.EPOCHS * epoch + before.seconds.evaluation + 2);
    expect(estimateRun('lstm', configuration, data, [], 2).seconds).toBeNull();
  });

  it('grows with what the run computes', () => {
    const time = (changes: Partial<typeof configuration>, sizes: Partial<DataSizes> = {}) =>
      estimateRun(
        'lstm-attention',
        { ...configuration, ...changes },
        { ...data, ...sizes },
        [observed(1e11)],
        2,
      ).seconds!.value;
    const base = time({});
    expect(time({ EPOCHS: 40 })).toBeGreaterThan(1.9 * base);
    expect(time({ HIDDEN_DIM: 512 })).toBeGreaterThan(base);
    expect(time({ NUM_LAYERS: 3 })).toBeGreaterThan(base);
    expect(time({}, { train: 20_000 })).toBeGreaterThan(1.5 * base);
    expect(time({}, { targetLength: 80 })).toBeGreaterThan(base);
    expect(time({ BEAM_SIZE: 10 })).toBeGreaterThan(base);
  });

  it('is less certain for runs that nothing similar is known of', () => {
    const spread = (observations: readonly Observation[]) =>
      width(estimateRun('lstm', configuration, data, observations, 2).seconds!);
    const same = spread([observed(1e11)]);
    expect(spread([observed(1e11, {}, 16)])).toBeGreaterThan(same);
    expect(spread([observed(1e11, { architecture: 'vanilla-rnn' })])).toBeGreaterThan(same);
    expect(spread([observed(0.5e11), observed(2e11)])).toBeGreaterThan(2 * same);
  });

  it('goes by a trial run where there is one, and else by the nearest of the same architecture', () => {
    const trial = observed(1e10, { isTrial: true });
    const near = observed(1e11);
    const far = observed(1e11, {}, 16);
    const other = observed(1e11, { architecture: 'vanilla-rnn' });
    const basis = (observations: readonly Observation[]) =>
      estimateRun('lstm', configuration, data, observations, 2).basis;
    expect(basis([near, trial, other])).toEqual([trial]);
    expect(basis([far, other, near])).toEqual([near, far]);
    expect(basis([other])).toEqual([other]);
  });

  it('does without what older runs lack', () => {
    const before = observed(1e11);
    const old = { ...before, seconds: { ...before.seconds, validation: Number.NaN, evaluation: Number.NaN } };
    const { seconds } = estimateRun('lstm', configuration, data, [old], 2);
    expect(seconds!.value).toBeCloseTo(configuration.EPOCHS * before.seconds.epoch + 2);
  });
});

it('memory and disk grow with the parameters', () => {
  for (const architecture of ARCHITECTURES) {
    const small = estimateRun(architecture, { ...configuration, HIDDEN_DIM: 64 }, data, [], 2);
    const large = estimateRun(architecture, configuration, data, [], 2);
    expect(large.memory).toBeGreaterThan(small.memory);
    expect(large.disk / small.disk).toBeCloseTo(large.parameters / small.parameters);
  }
});

it('sums are known where each part is', () => {
  const part = { value: 2, low: 1, high: 4 };
  expect(sumOf([part, part])).toEqual({ value: 4, low: 2, high: 8 });
  expect(sumOf([part, null])).toBeNull();
  expect(sumOf([])).toBeNull();
});
