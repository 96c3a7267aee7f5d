import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WindowEvents } from '../../../src-shared/contract/channels';
import { PRESETS } from '../../../src-shared/domain/configuration';
import type { Desktop } from '../../../src-main/ipc/desktop';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import { nodeLauncher } from '../../helpers/node-launcher';
import { listedStudies, requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));

let home: ReturnType<typeof temporaryHome>;
let backend: Backend;
let queues: WindowEvents['queue-changed'][];
let changed: () => void;
let failures: string[];

function open(): Backend {
  return openBackend({
    home: home.home,
    desktop: {} as Desktop,
    preferences: new Preferences(home.home),
    runtime: { kind: 'wasm', reason: 'of a test' },
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch,
    send: (name, event) => {
      if (name === 'queue-changed') queues.push(event as WindowEvents['queue-changed']);
      changed();
    },
    log: (name) => failures.push(name),
    onTrainingEnded: () => {},
  });
}

beforeEach(() => {
  home = temporaryHome();
  queues = [];
  failures = [];
  changed = () => {};
  backend = open();
});

afterEach(async () => {
  await backend.stopTraining(0);
  backend.close();
  home.remove();
  expect(failures).toEqual([]);
});

const request = requestsOf(() => backend);

const create = async (script: string) =>
  (
    await request('studies.create', {
      name: script,
      source: { location: script },
      configuration: { ...PRESETS.recommended },
      architectures: ['vanilla-rnn', 'lstm'],
    })
  ).study;

const states = async (study: string) =>
  (await request('studies.show', { study })).runs.map(({ state }) => state);

const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    changed = () => holds() && resolve();
    changed();
  });

async function restart(): Promise<void> {
  await backend.stopTraining(1000);
  backend.close();
  backend = open();
}

it('tells windows what trains and waits, and lets the order be changed', async () => {
  const [first, second, third] = [await create('wait'), await create('wait'), await create('wait')];
  expect(queues.at(-1)).toEqual({ active: first, waiting: [second, third], paused: false, atStart: 'wait' });
  await request('queue.move', { study: third, position: 0 });
  expect(queues.at(-1)).toMatchObject({ waiting: [third, second] });
  await request('studies.stop', { study: second });
  expect(await request('queue.show', {})).toMatchObject({ active: first, waiting: [third] });
  expect(await states(second)).toEqual(['stopped', 'stopped']);
});

it('lets waiting studies wait over a restart, until the queue is told to go on', async () => {
  const [active, second, third] = [await create('wait'), await create('finish'), await create('finish')];
  await request('queue.move', { study: third, position: 0 });
  await restart();
  expect(await request('queue.show', {})).toEqual({
    active: null,
    waiting: [third, second],
    paused: true,
    atStart: 'wait',
  });
  expect(await states(active)).toEqual(['stopped', 'stopped']);
  expect(await states(second)).toEqual(['queued', 'queued']);
  await request('queue.continue', {});
  await until(() => queues.at(-1)?.active === null && queues.at(-1)?.waiting.length === 0);
  expect(queues.at(-1)?.paused).toBe(false);
});

it('goes on by itself after a restart when that was chosen, first with the study that trained', async () => {
  await request('queue.setAtStart', { atStart: 'continue' });
  const [active, second] = [await create('wait'), await create('wait')];
  await restart();
  expect(await request('queue.show', {})).toEqual({
    active,
    waiting: [second],
    paused: false,
    atStart: 'continue',
  });
});

it('takes new studies while it is paused, and begins none', async () => {
  await request('queue.pause', { when: 'after-run' });
  const study = await create('wait');
  expect(await request('queue.show', {})).toMatchObject({ active: null, waiting: [study], paused: true });
  await request('queue.continue', {});
  expect(await request('queue.show', {})).toMatchObject({ active: study, waiting: [], paused: false });
});

it('makes the studies of a sweep, and stops those that are left', async () => {
  const { sweep } = await request('sweeps.create', {
    name: 'Rates',
    source: { location: 'wait' },
    configuration: { ...PRESETS.recommended },
    architectures: ['lstm'],
    plan: {
      method: 'grid',
      keys: [{ key: 'LEARNING_RATE', values: { kind: 'list', values: [0.001, 0.01] } }],
      samples: 1,
      drawSeed: 0,
      seeds: [1, 2],
    },
  });
  const [found] = await request('sweeps.list', {});
  expect(found.id).toBe(sweep);
  const studies = await Promise.all(found.studies.map(({ study }) => request('studies.show', { study })));
  expect(studies.map(({ configuration }) => [configuration.LEARNING_RATE, configuration.SEED])).toEqual([
    [0.001, 1],
    [0.001, 2],
    [0.01, 1],
    [0.01, 2],
  ]);
  expect(studies[1].name).toBe('Rates: LEARNING_RATE 0.001, SEED 2');
  await request('sweeps.stop', { sweep });
  expect(await request('queue.show', {})).toMatchObject({ active: null, waiting: [] });
  expect(await states(found.studies[3].study)).toEqual(['stopped']);
});

it('refuses a sweep that cannot be, and makes nothing of it', async () => {
  const refused = request('sweeps.create', {
    name: 'None',
    source: { location: 'wait' },
    configuration: { ...PRESETS.recommended },
    architectures: ['lstm'],
    plan: { method: 'grid', keys: [], samples: 1, drawSeed: 0, seeds: [1] },
  });
  await expect(refused).rejects.toThrow(/at least one key/);
  expect(await listedStudies(request)).toEqual([]);
});
