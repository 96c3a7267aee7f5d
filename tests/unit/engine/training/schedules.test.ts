import { expect, it } from 'vitest';
import { trainingNotices } from '../../../../src-main/engine/jobs/notices';
import { learningRate } from '../../../../src-main/engine/training/learning-rate';
import { drawCoins, teacherForcingRatio } from '../../../../src-main/engine/training/teacher-forcing';
import { completeConfiguration, PRESETS } from '../../../../src-shared/domain/configuration';

const scheduled = completeConfiguration(PRESETS.recommended, {
  TEACHER_FORCING_RATIO: 1,
  TEACHER_FORCING_END: 0.5,
});

it('warm-up raises the learning rate linearly and then keeps it', () => {
  const configuration = completeConfiguration(PRESETS.recommended, {
    ...{ LEARNING_RATE: 0.1, WARMUP_STEPS: 10, LEARNING_RATE_SCHEDULE: 'constant' },
  });
  expect([1, 5, 10, 11, 1000].map((step) => learningRate(configuration, step, 1000))).toEqual([
    0.01, 0.05, 0.1, 0.1, 0.1,
  ]);
});

it.each([
  ['constant', [1, 1, 1]],
  ['linear', [1, 0.5, 1 / 90]],
  ['cosine', [1, 0.5, (1 - Math.cos(Math.PI / 90)) / 2]],
  ['inverse-square-root', [1, Math.sqrt(10 / 55), Math.sqrt(10 / 99)]],
] as const)('after warm-up a %s schedule leaves its share of the learning rate', (schedule, shares) => {
  const configuration = completeConfiguration(PRESETS.recommended, {
    LEARNING_RATE: 1,
    WARMUP_STEPS: 10,
    LEARNING_RATE_SCHEDULE: schedule,
  });
  const rates = [10, 55, 99].map((step) => learningRate(configuration, step, 99));
  rates.forEach((rate, place) => expect(rate).toBeCloseTo(shares[place], 12));
  expect(learningRate(configuration, 5, 99)).toBe(0.5);
});

it('the notebook preset configures warm-up and scheduled sampling, and never applies them, as published', () => {
  const { notebook } = PRESETS;
  expect(notebook.WARMUP_STEPS).toBe(1000);
  expect(notebook.SCHEDULED_SAMPLING).toBe(true);
  expect(learningRate(notebook, 1, 3140)).toBe(0.001);
  expect(teacherForcingRatio(notebook, 3000, 3140)).toBe(0.5);
});

it('a linear schedule falls from the start to the end ratio over all steps', () => {
  const ratios = [1, 51, 101].map((step) => teacherForcingRatio(scheduled, step, 101));
  expect(ratios).toEqual([1, 0.75, 0.5]);
});

it('a schedule never rises: with an end above the start the ratio stays, and a notice says so', () => {
  const rising = { ...scheduled, TEACHER_FORCING_RATIO: 0.5, TEACHER_FORCING_END: 0.75 };
  expect([1, 51, 101].map((step) => teacherForcingRatio(rising, step, 101))).toEqual([0.5, 0.5, 0.5]);
  expect(trainingNotices(rising, null)[0]).toContain('TEACHER_FORCING_END (0.75) is above');
  expect(trainingNotices(scheduled, null)).toEqual([]);
  expect(trainingNotices(scheduled, 'no compiler was found')[0]).toContain('no compiler was found');
});

it('an inverse sigmoid schedule meets both ends, falls throughout, and fastest in the middle', () => {
  const sigmoid = { ...scheduled, TEACHER_FORCING_SCHEDULE: 'inverse-sigmoid' as const };
  const ratios = Array.from({ length: 101 }, (_, index) => teacherForcingRatio(sigmoid, index + 1, 101));
  expect(ratios[0]).toBe(1);
  expect(ratios[50]).toBeCloseTo(0.75, 12);
  expect(ratios[100]).toBeCloseTo(0.5, 12);
  const falls = ratios.slice(1).map((ratio, index) => ratios[index] - ratio);
  expect(Math.min(...falls)).toBeGreaterThan(0);
  expect(Math.max(...falls)).toBeCloseTo(falls[49], 12);
});

it('coins depend on seed and step alone and come up as often as the ratio says', () => {
  expect(drawCoins(42, 7, 80, 0.5)).toEqual(drawCoins(42, 7, 80, 0.5));
  expect(drawCoins(42, 7, 80, 0.5)).not.toEqual(drawCoins(42, 8, 80, 0.5));
  expect(drawCoins(42, 7, 80, 1)).not.toContain(false);
  expect(drawCoins(42, 7, 80, 0)).not.toContain(true);
  const share = drawCoins(1, 1, 100_000, 0.75).filter(Boolean).length / 100_000;
  expect(Math.abs(share - 0.75)).toBeLessThan(0.01);
});
