import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import type { TrainJob } from '../../../src-shared/contract/engine/jobs';
import { STARTER_STUDY } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import type { JobOutcome } from '../../../src-main/engine-host/engine-client';
import { TrainingQueue } from '../../../src-main/engine-host/training-queue';
import { nodeLauncher } from '../../helpers/node-launcher';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));
const queues: TrainingQueue[] = [];

afterEach(() => Promise.all(queues.splice(0).map((queue) => queue.stopAll(0))));

/** A queue that writes down what its jobs did, and lets a test wait until something was written. */
function recordedQueue(onEvent: (event: EngineEvent) => void = () => {}, launcher = launch) {
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const write = (line: string) => {
    log.push(line);
    for (const look of waiting) look();
  };
  const queue = new TrainingQueue(launcher, {
    event(job, event) {
      onEvent(event);
      write(`${job.study}: ${event.type === 'notice' ? event.message : event.type}`);
    },
    ended: (job, outcome) => write(`${job.study}: ${describe(outcome)}`),
    withdrawn: (jobs) => write(`${jobs.map(({ study }) => study).join(', ')}: withdrawn`),
    idle: () => write('idle'),
    changed: () => {},
  });
  queues.push(queue);
  const until = (line: string) =>
    new Promise<void>((resolve) => {
      const look = () => log.includes(line) && (waiting.delete(look), resolve());
      waiting.add(look);
      look();
    });
  return { queue, log, until };
}

function describe(outcome: JobOutcome): string {
  if (outcome.kind === 'lost') return `lost, ${outcome.reason}`;
  return outcome.kind === 'failed' ? `failed, ${outcome.message}` : outcome.kind;
}

function job(study: string, script: string): TrainJob {
  return {
    kind: 'train',
    home: '/nowhere',
    study,
    source: { location: script },
    configuration: STARTER_STUDY.configuration,
    runs: [],
  };
}

it('trains one study after another and tells of each event in order', async () => {
  const { queue, log, until } = recordedQueue();
  queue.enqueue([job('first', 'finish')]);
  queue.enqueue([job('second', 'finish')]);
  await until('idle');
  expect(log).toEqual(['first: working', 'first: done', 'second: working', 'second: done', 'idle']);
  expect(queue.isBusy).toBe(false);
});

it('reports a job that failed with its message, and goes on with the next', async () => {
  const { queue, log, until } = recordedQueue();
  queue.enqueue([job('broken', 'fail')]);
  queue.enqueue([job('next', 'finish')]);
  await until('idle');
  expect(log).toEqual(['broken: failed, data.jsonl, line 3: no code', 'next: working', 'next: done', 'idle']);
});

it('reports a process that exits or is killed as lost, with the reason, and goes on with the next', async () => {
  const { queue, log, until } = recordedQueue();
  queue.enqueue([job('exits', 'exit')]);
  queue.enqueue([job('dies', 'die')]);
  queue.enqueue([job('next', 'finish')]);
  await until('idle');
  expect(log).toEqual([
    'exits: lost, The engine process ended unexpectedly (exit code 7): out of luck',
    'dies: lost, The engine process ended unexpectedly (it was ended by SIGKILL, as happens when memory runs out)',
    'next: working',
    'next: done',
    'idle',
  ]);
});

it('reports a job whose process could not be started as failed, and goes on with the next', async () => {
  let starts = 0;
  const { queue, log, until } = recordedQueue(undefined, (title) => {
    if (starts++ === 0) throw new UserError('UNROLL_THREADS is "99"');
    return launch(title);
  });
  queue.enqueue([job('refused', 'finish')]);
  queue.enqueue([job('next', 'finish')]);
  await until('next: done');
  expect(log.slice(0, 4)).toEqual([
    'refused: failed, UNROLL_THREADS is "99"',
    'idle',
    'next: working',
    'next: done',
  ]);
});

it('passes pause and continue on to the study that trains, and refuses them for others', async () => {
  const { queue, until } = recordedQueue();
  queue.enqueue([job('active', 'wait')]);
  queue.enqueue([job('queued', 'finish')]);
  queue.pause('active');
  await until('active: received pause');
  queue.continue('active');
  await until('active: received continue');
  expect(() => queue.pause('queued')).toThrow('This study is waiting for its turn');
  expect(() => queue.pause('unknown')).toThrow(UserError);
});

it('stops the study that trains and resolves once it has ended', async () => {
  const { queue, log, until } = recordedQueue();
  queue.enqueue([job('active', 'wait')]);
  await until('active: working');
  await queue.stop(new Set(['active']));
  expect(log).toEqual(['active: working', 'active: done', 'idle']);
});

it('withdraws studies that are stopped while they wait, before it ends the one that trains', async () => {
  let starts = 0;
  const { queue, log, until } = recordedQueue(undefined, (title) => {
    starts++;
    return launch(title);
  });
  queue.enqueue(['active', 'second', 'other', 'third'].map((study) => job(study, 'wait')));
  await until('active: working');
  await queue.stop(new Set(['active', 'second', 'third']));
  expect(log).toEqual(['active: working', 'second, third: withdrawn', 'active: done']);
  expect(queue.activeStudy).toBe('other');
  expect(starts).toBe(2);
});

it('refuses a study that trains or waits already', async () => {
  const { queue } = recordedQueue();
  queue.enqueue([job('same', 'wait')]);
  expect(() => queue.enqueue([job('same', 'wait')])).toThrow(UserError);
});

it('ends the process of a job that does not stop in time', async () => {
  const { queue, log, until } = recordedQueue();
  queue.enqueue([job('stubborn', 'ignore stop')]);
  await until('stubborn: working');
  await queue.stopAll(10);
  expect(log[1]).toBe('stubborn: lost, The engine did not stop in time and was ended');
});

it('fails a job whose events cannot be recorded', async () => {
  const { queue, log, until } = recordedQueue(() => {
    throw new UserError('the disk is full');
  });
  queue.enqueue([job('unrecorded', 'wait')]);
  await until('idle');
  expect(log).toEqual(['unrecorded: failed, the disk is full', 'idle']);
});

it('begins nothing while it is paused, and then goes on in the order that was chosen', async () => {
  const { queue, log, until } = recordedQueue();
  queue.pauseQueue();
  for (const study of ['first', 'second', 'third']) queue.enqueue([job(study, 'finish')]);
  queue.move('third', 0);
  expect(queue.waitingStudies).toEqual(['third', 'first', 'second']);
  expect(queue.activeStudy).toBeNull();
  // Nothing has ended: an application without a window yet would quit.
  expect(log).toEqual([]);
  queue.continueQueue();
  await until('second: done');
  expect(log.filter((line) => line.endsWith('done'))).toEqual(['third: done', 'first: done', 'second: done']);
});

it('refuses to move a study that does not wait', async () => {
  const { queue } = recordedQueue();
  queue.enqueue([job('active', 'wait')]);
  expect(() => queue.move('active', 0)).toThrow('not waiting');
});
