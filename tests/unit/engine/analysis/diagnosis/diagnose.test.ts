import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../../src-main/engine/analysis/diagnosis/diagnose';
import { CONFIGURATION_KEYS, PRESETS } from '../../../../../src-shared/domain/configuration';
import type { EpochEvidence, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import {
  evaluationOf,
  HEALTHY_ANSWERS,
  healthyData,
  healthyEpoch,
  healthyRun,
  healthySide,
  unknownRun,
} from '../../../../helpers/run-evidence';

const { recommended } = PRESETS;

/** Four epochs, each with what `damage` says of it. */
function epochs(damage: (epoch: number) => Partial<EpochEvidence>): EpochEvidence[] {
  return [1, 2, 3, 4].map((epoch) => healthyEpoch(epoch, damage(epoch)));
}

function answers(hypothesisOf: (reference: string, index: number) => string) {
  return evaluationOf(
    HEALTHY_ANSWERS.map(({ reference }, index) => ({
      reference,
      hypothesis: hypothesisOf(reference, index),
    })),
  );
}

const sizes = { train: 60, validation: 20, test: 20 };

/** By the name of each fault, what is damaged of a healthy run to have it, and it alone. */
const FAULTS: Readonly<Record<string, Partial<RunEvidence>>> = {
  'mode-collapse': {
    evaluation: answers((_, index) => `def f${index % 5} ( x , y ) : return x . g + y ( 1 )`),
  },
  'short-outputs': { evaluation: answers((reference) => reference.split(' ').slice(0, 6).join(' ')) },
  'bleu-by-repetition': { evaluation: answers((_, index) => `def name${index} ( self${' )'.repeat(10)}`) },
  'checkpoint-criterion': {
    configuration: { ...recommended, CHECKPOINT_CRITERION: 'free-running' },
    epochs: epochs((epoch) => ({ best: epoch === 1, validationLossFreeRunning: 4.8 + 0.1 * epoch })),
  },
  'unigram-plateau': {
    epochs: epochs(() => ({ validationLossTeacherForced: 5.5, validationLossFreeRunning: 5.58 })),
  },
  'decoder-ignores-input': {
    epochs: epochs(() => ({ validationLossTeacherForced: 4.4, validationLossFreeRunning: 4.401 })),
  },
  'exposure-bias': { epochs: epochs((epoch) => ({ validationLossFreeRunning: 5.2 + 0.3 * epoch })) },
  'loss-divergence': {
    epochs: epochs((epoch) => ({ best: epoch === 1, validationLossTeacherForced: 3.8 + 0.1 * epoch })),
  },
  'exploding-gradients': {
    epochs: epochs(() => ({
      gradients: { steps: 157, clipped: 1, layers: { 'encoder.layer0': { mean: 3.3, maximum: 500 } } },
    })),
  },
  'vanishing-gradients': {
    epochs: epochs(() => ({
      gradients: {
        steps: 157,
        clipped: 0,
        layers: { 'encoder.layer0': { mean: 1e-6, maximum: 1e-5 }, output: { mean: 0.7, maximum: 3 } },
      },
    })),
  },
  'mostly-clipped': {
    epochs: epochs(() => ({
      steps: { steps: 157, clipped: 120, spikes: 0, gradientNorm: { median: 1.6, maximum: 5 } },
    })),
  },
  'learning-rate-too-high': { epochs: epochs((epoch) => (epoch === 3 ? { trainLoss: 5 } : {})) },
  'dead-source-embeddings': {
    embeddings: {
      source: { rows: 4996, dead: 900, tokens: ['zip', 'zap'] },
      target: { rows: 4996, dead: 0, tokens: [] },
    },
  },
  'dead-target-embeddings': {
    embeddings: {
      source: { rows: 4996, dead: 0, tokens: [] },
      target: { rows: 4996, dead: 900, tokens: ['zip', 'zap'] },
    },
  },
  'scaled-down': {
    data: healthyData({
      split: {
        rows: 13_000,
        sizes: { train: 10_000, validation: 1500, test: 1500 },
        requestedSizes: { train: 20_000, validation: 3000, test: 3000 },
        scaledDown: true,
      },
    }),
  },
  'few-test-rows': {
    data: healthyData({
      split: { rows: 100, sizes, requestedSizes: sizes, scaledDown: false },
      source: healthySide(50, { truncated: 0 }),
      target: healthySide(80, { truncated: 0 }),
      duplicates: { exact: 0, near: 0, threshold: 0.8 },
    }),
  },
  'test-rows-in-training': { data: healthyData({ duplicates: { exact: 30, near: 40, threshold: 0.8 } }) },
  'near-duplicates': { data: healthyData({ duplicates: { exact: 0, near: 353, threshold: 0.8 } }) },
  'source-in-target': { data: healthyData({ targetContainsSource: { rows: 9000, percentage: 69 } }) },
  'vocabulary-leak': { configuration: { ...recommended, VOCABULARY_FROM: 'all-splits' } },
  'truncated-docstrings': { data: healthyData({ source: healthySide(50, { truncated: 4000 }) }) },
  'truncated-functions': { data: healthyData({ target: healthySide(80, { truncated: 9000 }) }) },
  'unknown-docstring-tokens': {
    data: healthyData({
      source: healthySide(50, { outOfVocabulary: { train: 4, validation: 8, test: 9 } }),
    }),
  },
  'unknown-function-tokens': {
    data: healthyData({
      target: healthySide(80, { outOfVocabulary: { train: 4, validation: 10, test: 11 } }),
    }),
  },
  'hidden-unknown': {
    evaluation: evaluationOf(
      HEALTHY_ANSWERS.map(({ reference, hypothesis }) => ({
        reference: reference.replace('self ,', '<UNK> ,'),
        hypothesis,
      })),
    ),
  },
  'unused-settings': { configuration: { ...recommended, APPLY_WARMUP: false, WARMUP_STEPS: 1000 } },
  'chance-differences': {
    comparisons: [
      {
        other: 'Baseline',
        metric: 'bleu',
        difference: { value: 0.3, low: -0.3, high: 0.9 },
        p: 0.34,
        examples: 1500,
      },
    ],
  },
};

describe('diagnose', () => {
  it('finds nothing wrong with a healthy run', () => {
    expect(diagnose(healthyRun())).toEqual([]);
  });

  it.each(Object.entries(FAULTS))('finds %s, and nothing else', (id, damage) => {
    expect(diagnose(healthyRun(damage)).map((finding) => finding.id)).toEqual([id]);
  });

  it.each(Object.entries(FAULTS))('explains %s with evidence and a remedy', (_, damage) => {
    const [{ title, explanation, evidence, remedy }] = diagnose(healthyRun(damage));
    expect(title).not.toBe('');
    expect(explanation).toMatch(/[.]$/);
    expect(explanation).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { value } of evidence) expect(value).not.toBeNaN();
    for (const key of remedy.keys) {
      expect(CONFIGURATION_KEYS).toHaveProperty(key);
      expect(remedy.text).toContain(key);
    }
  });

  it('is silent where nothing is known', () => {
    expect(diagnose(unknownRun())).toEqual([]);
    const nulls = {
      trainLoss: null,
      validationLossTeacherForced: null,
      validationLossFreeRunning: null,
      learningRate: null,
      teacherForcingRatio: null,
      steps: null,
      gradients: null,
      probe: null,
    };
    expect(diagnose(unknownRun({ epochs: epochs(() => nulls) }))).toEqual([]);
    const data = { split: null, source: null, target: null, duplicates: null, targetContainsSource: null };
    expect(diagnose(unknownRun({ data }))).toEqual([]);
  });

  it('tells the gravest findings first', () => {
    const findings = diagnose(
      healthyRun({
        ...FAULTS['chance-differences'],
        ...FAULTS['vocabulary-leak'],
        ...FAULTS['mode-collapse'],
      }),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['critical', 'warning', 'note']);
  });

  it('finds all that went wrong with the published run', () => {
    const found = diagnose(publishedRun()).map(({ id }) => id);
    for (const id of [
      'mode-collapse',
      'short-outputs',
      'checkpoint-criterion',
      'loss-divergence',
      'vocabulary-leak',
      'source-in-target',
      'hidden-unknown',
      'truncated-functions',
      'unused-settings',
    ])
      expect(found).toContain(id);
  });
});

/** What the design tells of the run that the notebooks published; its validation loss is free-running, its layers unknown. */
function publishedRun(): RunEvidence {
  const reference = (index: number) =>
    `def f${index} ( self , x${index} ) : "" " <UNK> <UNK> y${index} " "" ${'a b c d e f g h '.repeat(8)}<UNK> <UNK>`;
  return unknownRun({
    architecture: 'vanilla-rnn',
    configuration: PRESETS.notebook,
    epochs: Array.from({ length: 20 }, (_, index) =>
      healthyEpoch(index + 1, {
        trainLoss: 5.2 - 0.1 * index,
        validationLossTeacherForced: null,
        validationLossFreeRunning: 5.6 + 0.08 * index,
        best: index === 0,
        steps: null,
        gradients: null,
        probe: null,
      }),
    ),
    data: healthyData({
      target: healthySide(80, { truncated: 7000, outOfVocabulary: { train: 10, validation: 11, test: 11 } }),
      targetContainsSource: { rows: 12_000, percentage: 92 },
    }),
    evaluation: evaluationOf(
      Array.from({ length: 1500 }, (_, index) => ({
        reference: reference(index),
        hypothesis: `def <UNK> ( self , x${index % 19} ) : return`,
      })),
    ),
  });
}
