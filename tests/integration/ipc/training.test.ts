import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PRESETS } from '../../../src-shared/domain/configuration';
import type { Study } from '../../../src-shared/domain/run';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { openHistory } from '../../../src-main/history';
import { Preferences } from '../../../src-main/preferences/preferences';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { listedStudies, requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));

let home: ReturnType<typeof temporaryHome>;
let backend: Backend;
let launches: number;
let failures: string[];
/** Names of events, and what became of studies. */
let sent: string[];
let shown: string[];
/** Looks at every event, and may refuse it. */
let look: (name: string) => void;

function open(queueAtStart: 'wait' | 'continue' = 'wait'): Backend {
  const preferences = new Preferences(home.home);
  preferences.change({ queueAtStart });
  return openBackend({
    home: home.home,
    desktop: noDesktop,
    preferences,
    runtime: { kind: 'wasm', reason: 'of a test' },
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch: (title) => {
      launches++;
      return launch(title);
    },
    send: (name, event) => {
      look(name);
      sent.push(name);
      if (name === 'study-changed') shown.push((event as Study).runs.map(({ state }) => state).join(', '));
    },
    log: (name, error) => failures.push(`${name}: ${(error as Error).message}`),
    onTrainingEnded: () => {},
  });
}

beforeEach(() => {
  home = temporaryHome();
  launches = 0;
  [sent, shown, failures] = [[], [], []];
  look = () => {};
  backend = open();
});

afterEach(async () => {
  await backend.stopTraining(0);
  backend.close();
  home.remove();
});

const request = requestsOf(() => backend);

const create = async (script: string) =>
  (
    await request('studies.create', {
      name: script,
      source: { location: script },
      configuration: { ...PRESETS.recommended },
      architectures: ['vanilla-rnn', 'lstm', 'lstm-attention'],
    })
  ).study;

const states = async (study: string) =>
  (await request('studies.show', { study })).runs.map(({ state }) => state);

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Changes the database behind the application's back. */
function alter(sql: string): void {
  const raw = new Sqlite(path.join(home.home, 'history.sqlite'));
  raw.exec(sql);
  raw.close();
}

/** The first run ends while the queue is paused. */
async function endARun(study: string): Promise<void> {
  await until(async () => sent.includes('notice'));
  await request('queue.pause', { when: 'after-run' });
  await request('studies.pause', { study });
}

const sweep = (studies: number) =>
  request('sweeps.create', {
    name: 'Rates',
    source: { location: 'wait' },
    configuration: { ...PRESETS.recommended },
    architectures: ['vanilla-rnn', 'lstm'],
    plan: {
      method: 'grid',
      keys: [
        {
          key: 'LEARNING_RATE',
          values: { kind: 'range', from: 1e-4, to: 1e-2, count: studies, scale: 'log' },
        },
      ],
      samples: 1,
      drawSeed: 1,
      seeds: [1],
    },
  });

it('puts the studies of a sweep into the queue, and takes them out of it, as one change', async () => {
  const { sweep: id } = await sweep(40);
  expect(sent).toEqual(['queue-changed', 'library-changed', 'sweeps-changed']);
  await until(async () => sent.includes('notice'));
  sent = [];
  await request('sweeps.stop', { sweep: id });
  // Those that waited, then the one that trained.
  expect(sent).toEqual(['library-changed', 'queue-changed', 'study-changed', 'queue-changed']);
  expect(launches).toBe(1);
  const [{ studies }] = await request('sweeps.list', {});
  for (const { study } of studies) expect(await states(study)).toEqual(['stopped', 'stopped']);
});

it('makes nothing of a sweep whose place in the queue cannot be written', async () => {
  alter('ALTER TABLE queue RENAME TO hidden');
  await expect(sweep(3)).rejects.toThrow();
  alter('ALTER TABLE hidden RENAME TO queue');
  expect(await listedStudies(request)).toEqual([]);
});

it('starts none of the studies that are deleted together', async () => {
  const studies = [await create('wait'), await create('wait'), await create('wait')];
  await request('library.delete', { items: { studies, runs: [] } });
  expect(launches).toBe(1);
  expect(await listedStudies(request)).toEqual([]);
});

it('goes on with a study after a pause of the queue, but not with its run that failed', async () => {
  const study = await create('fail a run at pause');
  await endARun(study);
  await until(async () => (await request('queue.show', {})).waiting.length === 1);
  expect(await states(study)).toEqual(['failed', 'queued', 'queued']);
  // Nobody was shown a study that had ended.
  expect(shown).not.toContain('failed, stopped, stopped');
});

it('goes on with a study after a restart, but not with its run that failed', async () => {
  const study = await create('fail a run at pause');
  await until(async () => sent.includes('notice'));
  await request('studies.pause', { study });
  await until(async () => (await states(study))[0] === 'failed');
  await backend.stopTraining(1000);
  backend.close();
  backend = open('continue');
  expect(await states(study)).toEqual(['failed', 'queued', 'queued']);
  expect((await request('studies.show', { study })).runs[0].reason).toBe('diverged');
});

it('deletes a study that was about to wait for the queue to go on', async () => {
  const study = await create('finish a run at pause');
  await endARun(study);
  await until(async () => (await states(study))[0] === 'finished');
  await request('library.delete', { items: { studies: [study], runs: [] } });
  expect(await listedStudies(request)).toEqual([]);
  expect(await request('queue.show', {})).toMatchObject({ active: null, waiting: [] });
});

it('keeps the whole queue when the application ends while it takes it up again', async () => {
  const studies: string[] = [];
  for (let number = 0; number < 5; number++) studies.push(await create('wait'));
  await backend.stopTraining(1000);
  backend.close();
  const history = openHistory(home.home);
  const before = history.queue.load();
  look = () => expect(history.queue.load().waiting.length).toBeGreaterThanOrEqual(4);
  backend = open();
  expect(failures).toEqual([]);
  expect(before.waiting).toEqual(studies.slice(1));
  expect(history.queue.load()).toEqual({ active: null, waiting: studies.slice(1), paused: true });
  history.close();
});

it('keeps a study in the queue that could not be put back at the start, for the next one', async () => {
  const [, second, third] = [await create('wait'), await create('wait'), await create('wait')];
  await backend.stopTraining(1000);
  backend.close();
  const history = openHistory(home.home);
  alter(`CREATE TRIGGER broken BEFORE UPDATE ON runs WHEN NEW.study_id = '${second}' AND NEW.state = 'queued'
    BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  backend = open();
  expect(failures).toHaveLength(1);
  expect((await request('queue.show', {})).waiting).toEqual([third]);
  expect(history.queue.load().waiting).toEqual([third, second]);
  alter('DROP TRIGGER broken');
  await backend.stopTraining(1000);
  backend.close();
  backend = open();
  expect((await request('queue.show', {})).waiting).toEqual([third, second]);
  history.close();
});

it('trains on when what it does cannot be shown', async () => {
  look = (name) => {
    if (name !== 'queue-changed') throw new Error('no space for the preferences');
  };
  const study = await create('wait');
  await until(async () => failures.length > 1);
  look = () => {};
  expect(failures[0]).toBe('sending study-changed: no space for the preferences');
  expect(backend.isTraining).toBe(true);
  await request('studies.stop', { study });
  expect(await states(study)).toEqual(['stopped', 'stopped', 'stopped']);
});

it('refuses to stop a study that neither trains nor waits', async () => {
  const study = await create('wait');
  await request('studies.stop', { study });
  await expect(request('studies.stop', { study })).rejects.toThrow('not training');
});
