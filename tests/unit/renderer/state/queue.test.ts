import { expect, it } from 'vitest';
import { dataSizesOf } from '../../../../src-shared/domain/estimate/data-sizes';
import type { RunEstimate } from '../../../../src-shared/domain/estimate/estimate';
import { moved, Queue } from '../../../../src-renderer/state/queue.svelte';
import { describeTimeLeft, timeLeft, totalTimeLeft } from '../../../../src-renderer/state/queue-times';
import { connectBridge } from '../bridge';
import { sampleRun, sampleStudy } from '../samples';

const description = { active: 'a', waiting: ['b', 'c', 'd'], paused: false, atStart: 'wait' } as const;

it('shows a new order at once, and the old one again when it was refused', async () => {
  connectBridge({
    'queue.show': () => description,
    'queue.move': () => {
      throw new Error('This study is not waiting for its turn any more');
    },
  });
  const queue = new Queue();
  await queue.load();
  const move = queue.move('d', 0);
  expect(queue.description?.waiting).toEqual(['d', 'b', 'c']);
  await expect(move).rejects.toThrow('not waiting');
  expect(queue.description?.waiting).toEqual(['b', 'c', 'd']);
});

it('follows the main process', () => {
  const { emit, listenerCount } = connectBridge({});
  const queue = new Queue();
  const end = queue.connect();
  emit('queue-changed', { ...description, waiting: [] });
  expect(queue.description?.waiting).toEqual([]);
  end();
  expect(listenerCount()).toBe(0);
});

it('moves members of a list', () => {
  expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'c', 'b']);
});

it('counts what is left of the runs that are not finished', () => {
  const seconds = { value: 100, low: 50, high: 200 };
  const estimates = { estimate: () => ({ seconds }) as RunEstimate };
  const study = sampleStudy([
    sampleRun({ state: 'finished' }),
    // 10 of 40 steps are done.
    sampleRun({ state: 'running', step: 10 }),
    sampleRun({ state: 'queued', step: 0 }),
  ]);
  const known = { sizes: dataSizesOf(study.configuration, null), atMost: true };
  expect(timeLeft(study, known, estimates)).toEqual({ value: 175, low: 87.5, high: 350, atMost: true });
  expect(timeLeft(study, known, { estimate: () => null })).toBeNull();
});

it('says of several studies that it is at most so much when that is so of one', () => {
  const left = { value: 600, low: 300, high: 1200 };
  const total = totalTimeLeft([
    { ...left, atMost: false },
    { ...left, atMost: true },
  ])!;
  expect(describeTimeLeft(total)).toBe('at most about 20 min');
  expect(describeTimeLeft({ ...left, atMost: false })).toBe('about 10 min');
  expect(totalTimeLeft([total, null])).toBeNull();
});
