import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { STARTER_STUDY } from '../../../src-shared/domain/configuration';
import type { EnvironmentRecord, StepRecord, Study } from '../../../src-shared/domain/run';
import type { WindowEvents } from '../../../src-shared/contract/channels';
import { type Send, WindowFeed } from '../../../src-main/engine-host/window-feed';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const study = { id: 'study' } as Study;
const configuration = { ...STARTER_STUDY.configuration, EPOCHS: 6 };

function feed() {
  const sent: { name: string; event: unknown }[] = [];
  const send: Send = (name, event) => sent.push({ name, event });
  return { feed: new WindowFeed('study', configuration, () => study, send), sent };
}

const started = {
  type: 'run-started',
  run: 'run',
  parameters: 10,
  stepsPerEpoch: 10,
  environment: {} as EnvironmentRecord,
  done: { step: 0, epoch: 0 },
} as const;

const step = (number: number) =>
  ({ type: 'step', run: 'run', record: { step: number, tokens: 100, seconds: 0.1 } as StepRecord }) as const;

const stepsOf = (event: unknown) => [...(event as WindowEvents['run-progress']).steps.step];

it('sends the steps of a second together, with speed and time left', () => {
  const { feed: windows, sent } = feed();
  windows.add(started);
  sent.length = 0;
  windows.add(step(1));
  windows.add(step(2));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(1);
  expect(sent[0].name).toBe('run-progress');
  expect(sent[0].event).toMatchObject({ run: 'run', epochs: [] });
  expect(stepsOf(sent[0].event)).toEqual([1, 2]);
  expect(sent[0].event).toHaveProperty('tokensPerSecond', 1000);
  expect(sent[0].event).toHaveProperty('secondsLeft', expect.closeTo(5.8, 6));
});

it('sends each step once', () => {
  const { feed: windows, sent } = feed();
  windows.add(step(1));
  vi.advanceTimersByTime(1000);
  windows.add(step(2));
  vi.advanceTimersByTime(1000);
  expect(sent.map(({ event }) => stepsOf(event))).toEqual([[1], [2]]);
});

it('sends a change of state at once, after the progress that came before it', () => {
  const { feed: windows, sent } = feed();
  windows.add(step(1));
  windows.add({ type: 'run-ended', run: 'run', state: 'finished', reason: null });
  expect(sent.map(({ name }) => name)).toEqual(['run-progress', 'study-changed']);
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});

it('sends only the last of the activities of a second', () => {
  const { feed: windows, sent } = feed();
  for (const done of [1, 2, 3])
    windows.add({ type: 'progress', activity: 'Reading', done, total: null, unit: 'rows' });
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([
    {
      name: 'activity',
      event: { study: 'study', run: null, activity: 'Reading', done: 3, total: null, unit: 'rows' },
    },
  ]);
});

it('sends no more of a second than a window can show, and every extreme of it', () => {
  const { feed: windows, sent } = feed();
  for (let number = 1; number <= 20_000; number++) {
    const { type, run, record } = step(number);
    windows.add({ type, run, record: { ...record, loss: number === 12_345 ? 9 : 1 } });
  }
  vi.advanceTimersByTime(1000);
  const { steps } = sent[0].event as WindowEvents['run-progress'];
  expect(steps.step.length).toBeLessThanOrEqual(500);
  expect(steps.step.at(-1)).toBe(20_000);
  expect(steps.count.reduce((sum, count) => sum + count)).toBe(20_000);
  expect(Math.max(...steps.lossMaximum)).toBe(9);
});
