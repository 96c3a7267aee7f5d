import { expect, it } from 'vitest';
import { GrowingSteps, seriesOfRecords } from '../../../../src-shared/domain/step-series';
import { step } from '../../history/samples';

it('has an entry for each step until there are too many', () => {
  const steps = new GrowingSteps(10);
  for (let number = 1; number <= 10; number++) steps.add(step(number));
  expect([...steps.series.step]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  steps.add(step(11));
  expect([...steps.series.step]).toEqual([2, 4, 6, 8, 10, 11]);
  expect([...steps.series.count]).toEqual([2, 2, 2, 2, 2, 1]);
});

it('joins means by their steps, sums what adds up, and keeps extremes', () => {
  const steps = new GrowingSteps(2);
  const losses = [4, 2, 9, 1, 5, 3];
  losses.forEach((loss, index) => steps.add({ ...step(index + 1), loss, tokens: 100, seconds: index + 1 }));
  const { series } = steps;
  expect([...series.count]).toEqual([4, 2]);
  expect([...series.loss]).toEqual([4, 4]);
  expect([...series.lossMinimum]).toEqual([1, 3]);
  expect([...series.lossMaximum]).toEqual([9, 5]);
  expect([...series.seconds]).toEqual([10, 11]);
  expect([...series.tokensPerSecond]).toEqual([40, 200 / 11]);
  expect(series.tokensPerSecondMaximum[0]).toBe(100);
});

it('forgets steps that are done again', () => {
  const steps = new GrowingSteps(100);
  for (let number = 1; number <= 8; number++) steps.add(step(number));
  steps.append(seriesOfRecords([step(5), step(6)]));
  expect([...steps.series.step]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('never holds more than it may, however steps come', () => {
  const steps = new GrowingSteps(64);
  const thinned = new GrowingSteps(16);
  for (let number = 1; number <= 5000; number++) thinned.add(step(number));
  steps.append(thinned.series);
  for (let number = 5001; number <= 9000; number++) {
    steps.add(step(number));
    expect(steps.series.step.length).toBeLessThanOrEqual(64);
  }
  expect(steps.series.count.reduce((sum, count) => sum + count)).toBe(9000);
  expect(steps.series.step.at(-1)).toBe(9000);
});
