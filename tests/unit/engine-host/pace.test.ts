import { expect, it } from 'vitest';
import type { EpochRecord, StepRecord } from '../../../src-shared/domain/run';
import { Pace } from '../../../src-main/engine-host/pace';

const step = (number: number, seconds: number, tokens = 100): StepRecord => ({
  step: number,
  epoch: 1,
  loss: 1,
  gradientNorm: 1,
  learningRate: 0.001,
  teacherForcingRatio: 1,
  tokens,
  seconds,
});

const epoch = (number: number, validationSeconds: number): EpochRecord => ({
  epoch: number,
  trainLoss: 1,
  validationLossTeacherForced: 1,
  validationLossFreeRunning: 1,
  learningRate: 0.001,
  teacherForcingRatio: 1,
  tokensPerSecond: 100,
  seconds: 1,
  validationSeconds,
  best: false,
  gradients: null,
});

it('knows no time left before the first step', () => {
  expect(new Pace(10, 3).secondsLeft).toBeNull();
});

it('takes the time left from the steps to come, and from validation once an epoch has shown how long it takes', () => {
  const pace = new Pace(2, 3);
  pace.addStep(step(1, 0.5));
  expect(pace.secondsLeft).toBeCloseTo(5 * 0.5);
  pace.addStep(step(2, 0.5));
  pace.addEpoch(epoch(1, 3));
  expect(pace.secondsLeft).toBeCloseTo(4 * 0.5 + 2 * 3);
});

it('knows the time left of a run that was resumed in the middle of an epoch, whose earlier steps it did not see', () => {
  const pace = new Pace(10, 3);
  pace.addStep(step(10, 0.5));
  pace.addEpoch(epoch(1, 3));
  expect(pace.secondsLeft).toBeCloseTo(20 * 0.5 + 2 * 3);
});

it('follows a change of speed', () => {
  const pace = new Pace(1000, 1);
  for (let number = 1; number <= 50; number++) pace.addStep(step(number, 1));
  for (let number = 51; number <= 100; number++) pace.addStep(step(number, 0.1));
  expect(pace.tokensPerSecond).toBeCloseTo(1000);
  expect(pace.secondsLeft).toBeCloseTo(90);
});

it('has nothing left after the last step', () => {
  const pace = new Pace(1, 1);
  pace.addStep(step(1, 1));
  pace.addEpoch(epoch(1, 2));
  expect(pace.secondsLeft).toBe(0);
});
