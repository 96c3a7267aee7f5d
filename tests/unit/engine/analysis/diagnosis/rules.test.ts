import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../../src-main/engine/analysis/diagnosis/diagnose';
import { PRESETS } from '../../../../../src-shared/domain/configuration';
import type { Finding, RunEvidence } from '../../../../../src-shared/domain/diagnosis';
import {
  evaluationOf,
  HEALTHY_ANSWERS,
  healthyData,
  healthyEpoch,
  healthyRun,
  unknownRun,
} from '../../../../helpers/run-evidence';

const { recommended } = PRESETS;
const COLLAPSED = {
  examples: 10,
  distinctOutputs: 1,
  distinctReferences: 10,
  hypothesisLength: 280,
  referenceLength: 300,
};

function findingOf(id: string, evidence: RunEvidence): Finding | undefined {
  return diagnose(evidence).find((finding) => finding.id === id);
}

describe('a collapse', () => {
  const trained = [1, 2, 3, 4, 5].map((epoch) => healthyEpoch(epoch, epoch >= 3 ? { probe: COLLAPSED } : {}));
  const until = (epoch: number) => unknownRun({ epochs: trained.slice(0, epoch) });

  it('is reported at the epoch in which it appears, while the run trains', () => {
    expect([1, 2, 3, 4, 5].map((epoch) => findingOf('mode-collapse', until(epoch))?.epoch)).toEqual([
      undefined,
      undefined,
      3,
      3,
      3,
    ]);
  });

  it('from which a model recovers is not reported any more', () => {
    const recovered = [...trained, healthyEpoch(6)];
    expect(findingOf('mode-collapse', unknownRun({ epochs: recovered }))).toBeUndefined();
  });

  it('is shown with the most frequent output and its examples', () => {
    const evaluation = evaluationOf(
      HEALTHY_ANSWERS.map(({ reference }, index) => ({ reference, hypothesis: index < 3 ? 'pass' : '' })),
    );
    const finding = findingOf('mode-collapse', healthyRun({ evaluation, epochs: trained }));
    expect(finding?.examples).toHaveLength(197);
    expect(finding?.evidence).toContainEqual({ label: 'Most frequent output', value: '(empty)' });
    expect(finding?.epoch).toBe(3);
  });

  it('is none where the references are alike too', () => {
    const evaluation = evaluationOf(
      HEALTHY_ANSWERS.map(() => ({ reference: 'a b c d', hypothesis: 'a b c e' })),
    );
    expect(findingOf('mode-collapse', healthyRun({ evaluation }))).toBeUndefined();
  });
});

describe('short outputs', () => {
  it('are seen in probes, with the epoch', () => {
    const short = { ...COLLAPSED, distinctOutputs: 9, hypothesisLength: 40 };
    const epochs = [healthyEpoch(1), healthyEpoch(2, { probe: short })];
    expect(findingOf('short-outputs', unknownRun({ epochs }))).toMatchObject({
      epoch: 2,
      severity: 'critical',
    });
  });
});

describe('a repetitive answer', () => {
  it('is listed, and BLEU is given without it', () => {
    const evaluation = evaluationOf(
      HEALTHY_ANSWERS.map(({ reference, hypothesis }, index) => ({
        reference,
        hypothesis: index < 150 ? `def name${index} (${' )'.repeat(30)}` : hypothesis,
      })),
    );
    const finding = findingOf('bleu-by-repetition', healthyRun({ evaluation }));
    expect(finding?.examples).toEqual(Array.from({ length: 150 }, (_, index) => index));
    const others = finding?.evidence.find(({ label }) => /do not repeat/.test(label));
    expect(others?.value).toBeGreaterThan(50);
  });

  it('knows no score of the other answers where all repeat themselves', () => {
    const evaluation = evaluationOf(
      HEALTHY_ANSWERS.map(({ reference }, index) => ({
        reference,
        hypothesis: `def name${index} ( self${' )'.repeat(12)}`,
      })),
    );
    const finding = findingOf('bleu-by-repetition', healthyRun({ evaluation }));
    expect(finding?.evidence.at(-1)?.value).toBe('there are none');
  });
});

describe('the checkpoint criterion', () => {
  const freeRunning = { ...recommended, CHECKPOINT_CRITERION: 'free-running' } as const;

  it('is in order where it keeps the epoch that the other would keep', () => {
    expect(diagnose(healthyRun({ configuration: freeRunning }))).toEqual([]);
  });

  it('is judged by the training loss where no teacher-forced validation loss is known', () => {
    const epochs = [1, 2, 3, 4].map((epoch) =>
      healthyEpoch(epoch, { best: epoch === 1, validationLossTeacherForced: null }),
    );
    const finding = findingOf('checkpoint-criterion', unknownRun({ configuration: freeRunning, epochs }));
    expect(finding).toMatchObject({ severity: 'critical', epoch: 1 });
    expect(finding?.explanation).toMatch(/training loss went on falling until epoch 4/);
  });
});

describe('gradients', () => {
  it('name the layers and the epoch in which they exploded', () => {
    const layers = { 'decoder.layer1': { mean: 0.8, maximum: 90 } };
    const exploded = { gradients: { steps: 157, clipped: 1, layers } };
    const epochs = [healthyEpoch(1), healthyEpoch(2, exploded), healthyEpoch(3)];
    const finding = findingOf('exploding-gradients', unknownRun({ epochs }));
    expect(finding).toMatchObject({ epoch: 2, severity: 'warning' });
    expect(finding?.explanation).toContain('decoder.layer1');
  });

  it('that are no finite numbers end a run, which is critical', () => {
    const notFinite = 'The loss or its gradient is not a finite number at step 12';
    const finding = findingOf('exploding-gradients', unknownRun({ notFinite }));
    expect(finding).toMatchObject({ severity: 'critical', epoch: null });
    expect(finding?.explanation).toContain(notFinite);
  });

  it('of attention that only begin small are not reported', () => {
    const layers = { attention: { mean: 1e-9, maximum: 1e-8 } };
    const small = healthyEpoch(1, { gradients: { steps: 157, clipped: 0, layers } });
    for (const epochs of [[small], [small, healthyEpoch(2)]])
      expect(diagnose(unknownRun({ epochs }))).toEqual([]);
  });
});

describe('the learning rate', () => {
  it('is too high where the loss leaps up within an epoch', () => {
    const steps = { steps: 157, clipped: 20, spikes: 9, gradientNorm: { median: 0.7, maximum: 5 } };
    const finding = findingOf('learning-rate-too-high', unknownRun({ epochs: [healthyEpoch(1, { steps })] }));
    expect(finding?.explanation).toMatch(/leapt up at 9 steps \(5\.7%\)/);
  });

  it('is not to blame where the schedule makes training harder', () => {
    const epochs = [
      healthyEpoch(1, { teacherForcingRatio: 1 }),
      healthyEpoch(2, { teacherForcingRatio: 0.5, trainLoss: 4.6 }),
    ];
    expect(findingOf('learning-rate-too-high', unknownRun({ epochs }))).toBeUndefined();
  });
});

describe('unused settings', () => {
  it('of the notebooks are warm-up, early stopping and scheduled sampling', () => {
    const finding = findingOf('unused-settings', unknownRun({ configuration: PRESETS.notebook }));
    expect(finding?.evidence.map(({ label }) => label)).toEqual([
      'WARMUP_STEPS',
      'EARLY_STOPPING_PATIENCE',
      'SCHEDULED_SAMPLING',
    ]);
  });

  it('are also names that no key has, schedules that cannot fall and a warm-up that never ends', () => {
    const configuration = { ...recommended, TEACHER_FORCING_END: 1, WARMUP_STEPS: 5000 };
    const finding = findingOf(
      'unused-settings',
      unknownRun({ configuration, unknownSettings: ['OPTIMIZER'], stepsPerEpoch: 157 }),
    );
    expect(finding?.evidence.map(({ label }) => label)).toEqual([
      'TEACHER_FORCING_END',
      'LEARNING_RATE',
      'OPTIMIZER',
    ]);
  });

  it('that no key has need no key', () => {
    const finding = findingOf('unused-settings', unknownRun({ unknownSettings: ['OPTIMIZER'] }));
    expect(finding?.remedy).toEqual({ text: 'Leave them out of what is said of the run.', keys: [] });
  });
});

describe('near duplicates', () => {
  it('are listed with what they do to BLEU where memorisation was looked at', () => {
    const metrics = (bleu: number) => ({ bleu, tokenAccuracy: 0, exactMatch: 0 });
    const evidence = healthyRun({
      data: healthyData({ duplicates: { exact: 0, near: 353, threshold: 0.8 } }),
      memorisation: {
        nearDuplicates: [4, 7],
        metrics: { examples: 1500, all: metrics(9), unseenExamples: 1498, unseen: metrics(6) },
      },
    });
    const finding = findingOf('near-duplicates', evidence);
    expect(finding?.examples).toEqual([4, 7]);
    expect(finding?.evidence.slice(1).map(({ value }) => value)).toEqual([9, 6]);
  });
});

describe('a claimed difference', () => {
  it('comes with the number of examples that would show it', () => {
    const difference = { value: 0.3, low: -0.3, high: 0.9 };
    const comparison = { other: 'Baseline', metric: 'bleu', difference, p: 0.3, examples: 1500 } as const;
    const finding = findingOf('chance-differences', unknownRun({ comparisons: [comparison] }));
    expect(finding?.remedy.text).toMatch(/raise TEST_SIZE to about 6,000/);
  });

  it('of none is no claim', () => {
    const difference = { value: 0, low: -0.3, high: 0.3 };
    const comparison = { other: 'Baseline', metric: 'bleu', difference, p: 1, examples: 1500 } as const;
    expect(diagnose(unknownRun({ comparisons: [comparison] }))).toEqual([]);
  });
});
