import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WindowEventName } from '../../../src-shared/contract/channels';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import type { Desktop } from '../../../src-main/ipc/desktop';
import { Preferences } from '../../../src-main/preferences/preferences';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { listedStudies, requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));

let backend: Backend;
let home: ReturnType<typeof temporaryHome>;
let errors: string[];
let sent: { name: WindowEventName; event: unknown }[];
let idle: () => void;

function memoryDesktop(preferences: Preferences): Desktop {
  return {
    ...noDesktop,
    changePreferences: (changes) => preferences.change(changes),
    choosePath: async (what) => (what === 'file' ? '/data/pairs.jsonl' : null),
  };
}

function open(): Backend {
  const preferences = new Preferences(home.home);
  return openBackend({
    home: home.home,
    desktop: memoryDesktop(preferences),
    preferences,
    runtime: { kind: 'wasm', reason: 'of a test' },
    launch,
    send: (name, event) => sent.push({ name, event }),
    log: (name) => errors.push(name),
    onTrainingEnded: () => idle(),
  });
}

beforeEach(() => {
  home = temporaryHome();
  errors = [];
  sent = [];
  idle = () => {};
  backend = open();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await backend.stopTraining(0);
  backend.close();
  home.remove();
});

const request = requestsOf(() => backend);

const create = (script: string, name = 'A study') =>
  request('studies.create', {
    name,
    source: { location: script },
    configuration: { ...PRESETS.notebook, UNHEARD_OF: 1 },
    architectures: ['lstm', 'vanilla-rnn'],
  });

const lastStudy = () => sent.findLast(({ name }) => name === 'study-changed');

const untilIdle = () => new Promise<void>((resolve) => (idle = resolve));

it('records a study with its configuration, unknown settings and architectures in their order', async () => {
  const { study } = await create('wait');
  const recorded = await request('studies.show', { study });
  expect(recorded.name).toBe('A study');
  expect(recorded.configuration).toEqual(PRESETS.notebook);
  expect(recorded.unknownSettings).toEqual({ UNHEARD_OF: 1 });
  expect(recorded.runs.map((run) => run.architecture)).toEqual(['vanilla-rnn', 'lstm']);
});

it('tells windows of a study as soon as it is queued', async () => {
  const { study } = await create('wait');
  expect(sent.find(({ name }) => name === 'study-changed')).toMatchObject({
    name: 'study-changed',
    event: { id: study, runs: [{ state: 'queued' }, {}] },
  });
});

it('marks the runs of a study interrupted, with the reason, when its engine dies, and resumes them', async () => {
  const ended = untilIdle();
  const { study } = await create('die');
  await ended;
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => run.state)).toEqual(['interrupted', 'interrupted']);
  expect(runs[0].reason).toContain('SIGKILL');
  expect(lastStudy()).toMatchObject({
    name: 'study-changed',
    event: { runs: [{ state: 'interrupted' }, {}] },
  });

  const endedAgain = untilIdle();
  await request('studies.resume', { study });
  await endedAgain;
});

it("marks the runs of a study failed with the engine's message", async () => {
  const ended = untilIdle();
  const { study } = await create('fail');
  await ended;
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => [run.state, run.reason])).toEqual([
    ['failed', 'data.jsonl, line 3: no code'],
    ['failed', 'data.jsonl, line 3: no code'],
  ]);
});

it('stops a study on request; its runs can be resumed', async () => {
  const { study } = await create('wait');
  expect(backend.isTraining).toBe(true);
  await request('studies.stop', { study });
  expect(backend.isTraining).toBe(false);
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => run.state)).toEqual(['stopped', 'stopped']);
});

it('stops a study that is training before it deletes it', async () => {
  const { study } = await create('wait');
  await request('studies.delete', { study });
  expect(await listedStudies(request)).toEqual([]);
  expect(backend.isTraining).toBe(false);
  expect(sent.at(-1)).toEqual({ name: 'study-deleted', event: { study } });
});

/** Lets no run end on record until the returned function is called, as a full disk would. */
function refuseEnds(): () => void {
  const raw = new Sqlite(path.join(home.home, 'history.sqlite'));
  raw.exec(`CREATE TRIGGER full BEFORE UPDATE ON runs WHEN NEW.finished_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'no space'); END`);
  return () => {
    raw.exec('DROP TRIGGER full');
    raw.close();
  };
}

async function endUnrecorded(): Promise<string> {
  const allowEnds = refuseEnds();
  const ended = untilIdle();
  const { study } = await create('fail');
  await ended;
  allowEnds();
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => run.state)).toEqual(['queued', 'queued']);
  expect(errors).toEqual(['training']);
  return study;
}

it('resumes a study whose end could not be recorded', async () => {
  const study = await endUnrecorded();
  const ended = untilIdle();
  await request('studies.resume', { study });
  await ended;
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => run.state)).toEqual(['failed', 'failed']);
});

it('stops a study whose end could not be recorded, and tells windows of it', async () => {
  const study = await endUnrecorded();
  await request('studies.stop', { study });
  expect(lastStudy()).toMatchObject({
    name: 'study-changed',
    event: { runs: [{ state: 'interrupted', reason: expect.stringContaining('recorded') }, {}] },
  });
});

it('deletes a study whose end could not be recorded', async () => {
  const study = await endUnrecorded();
  await request('studies.delete', { study });
  expect(await listedStudies(request)).toEqual([]);
});

it('trains nothing new once all training is being stopped', async () => {
  const { study } = await create('wait', 'Stopped');
  await request('studies.stop', { study });
  await create('ignore stop', 'Training');
  const stopping = backend.stopTraining(200);
  await expect(create('wait', 'Too late')).rejects.toThrow(/stopping all training/);
  await expect(request('studies.createStarter', {})).rejects.toThrow(/stopping all training/);
  await expect(request('studies.resume', { study })).rejects.toThrow(/stopping all training/);
  await stopping;
  expect(backend.isTraining).toBe(false);
  const studies = await listedStudies(request);
  expect(studies.map(({ name, runs }) => [name, runs[0].state])).toEqual([
    ['Training', 'interrupted'],
    ['Stopped', 'stopped'],
  ]);
});

it('renames a study and tells windows of it', async () => {
  const { study } = await create('wait');
  await request('studies.rename', { study, name: 'Another name' });
  expect(sent.at(-1)).toMatchObject({ name: 'study-changed', event: { id: study, name: 'Another name' } });
});

it('a deleted study can be brought back, also by the next start, until it is removed for good', async () => {
  const ended = untilIdle();
  const { study } = await create('fail');
  await ended;
  const items = { studies: [study], runs: [] };
  await request('library.delete', { items });
  expect(sent.at(-1)).toEqual({ name: 'study-deleted', event: { study } });
  expect(await listedStudies(request)).toEqual([]);
  await request('library.restore', { items });
  expect(sent.at(-1)).toMatchObject({ name: 'study-changed', event: { id: study } });
  await request('library.delete', { items });
  backend.close();
  backend = open();
  const [deletion] = await request('trash.list', {});
  expect(deletion).toMatchObject({ studies: [{ id: study }], runs: [] });
  expect(Date.parse(deletion.keptUntil) - Date.now()).toBeGreaterThan(29 * 24 * 3_600_000);
  await request('library.restore', { items });
  await request('trash.remove', { items });
  expect(await listedStudies(request), 'only what was deleted is removed').toHaveLength(1);
  await request('library.delete', { items });
  await request('trash.remove', { items });
  expect(await request('trash.list', {})).toEqual([]);
  await expect(request('library.restore', { items })).rejects.toThrow(/removed for good/);
});

it('windows are told of tags, notes and the baseline', async () => {
  const ended = untilIdle();
  const { study } = await create('fail');
  await ended;
  const [first, second] = (await request('studies.show', { study })).runs;
  const items = { studies: [], runs: [first.id] };
  await request('library.annotate', { items, changes: { addTags: ['final'], notes: 'good' } });
  expect(sent.at(-1)).toMatchObject({ event: { runs: [{ tags: ['final'], notes: 'good' }, { tags: [] }] } });
  await request('runs.pin', { run: second.id });
  expect(sent.at(-1)).toMatchObject({ event: { runs: [{ baseline: false }, { baseline: true }] } });
});

it('remembers how the table of runs was arranged', async () => {
  expect(await request('runs.layout', {})).toBeNull();
  const layout = { columns: [{ id: 'bleu', width: 120 }] };
  await request('runs.arrange', { layout });
  expect(await request('runs.layout', {})).toEqual(layout);
  expect(new Preferences(home.home).values.runTable).toEqual(layout);
});

it('names the key, the value and the range of a wrong setting', async () => {
  const answer = await backend.answer('studies.create', {
    name: 'Wrong',
    source: { location: 'wait' },
    configuration: { HIDDEN_DIM: 'many' },
    architectures: ['lstm'],
  });
  expect(answer).toEqual({
    ok: false,
    error: {
      message: 'The configuration: HIDDEN_DIM is "many"; it must be a whole number from 1 to 8192',
      userError: true,
    },
  });
  expect(await listedStudies(request)).toEqual([]);
});

it.each([
  ['an input that breaks its schema', 'studies.rename', { study: 'x', name: '' }],
  ['a study that is not there', 'studies.show', { study: 'nothing' }],
  ['control of a study that does not train', 'studies.pause', { study: 'nothing' }],
])('answers %s with an error that the user can mend, and does not log it', async (_what, name, input) => {
  expect(await backend.answer(name, input)).toMatchObject({ ok: false, error: { userError: true } });
  expect(errors).toEqual([]);
});

it.each(['constructor', 'no.such.request'])('refuses the request %s and logs it', async (name) => {
  expect(await backend.answer(name, {})).toMatchObject({ ok: false, error: { userError: false } });
  expect(errors).toEqual([name]);
});

it('remembers what was decided of the windows, and checks it', async () => {
  const guide = { study: null, watched: true, read: false, shown: false };
  await request('app.changePreferences', { starterDeclined: true, zoom: 1.5, guide });
  backend.close();
  backend = open();
  const { preferences } = await request('app.describe', {});
  expect(preferences).toMatchObject({ starterDeclined: true, zoom: 1.5, guide, theme: 'system' });
  expect(await backend.answer('app.changePreferences', { zoom: 9 })).toMatchObject({ ok: false });
});

it('cancels the inspection of a data source', async () => {
  const inspection = backend.answer('data.inspect', { source: { location: 'wait' }, configuration: {} });
  await request('data.cancelInspection', {});
  expect(await inspection).toMatchObject({ ok: false, error: { userError: true } });
  expect(errors).toEqual([]);
});

it('remembers the theme, chooses data, and says that the portable backend is in use', async () => {
  await request('app.changePreferences', { theme: 'dark' });
  expect(await request('app.describe', {})).toMatchObject({
    preferences: { theme: 'dark' },
    home: home.home,
    engineNotice: expect.stringContaining('of a test'),
  });
  expect(await request('data.choose', { what: 'file' })).toBe('/data/pairs.jsonl');
  expect(await request('data.choose', { what: 'folder' })).toBeNull();
});

it('remembers the threads that were chosen, and what may be chosen', async () => {
  const processors = availableParallelism();
  const unchanged = { hasGpu: false, processors, problem: null };
  expect(await request('settings.show', {})).toMatchObject({
    ...unchanged,
    device: 'automatic',
    threads: 'automatic',
  });
  await request('settings.change', { threads: 1 });
  await request('settings.change', { device: 'cpu' });
  backend.close();
  backend = open();
  expect(await request('settings.show', {})).toMatchObject({ ...unchanged, device: 'cpu', threads: 1 });
});

it('refuses more threads than there are processors, and a GPU where none is set up', async () => {
  const processors = availableParallelism();
  await expect(request('settings.change', { threads: processors + 1 })).rejects.toThrow(
    `Threads is ${processors + 1}; it must be automatic or a whole number from 1 to ${processors}`,
  );
  await expect(request('settings.change', { device: 'cuda' })).rejects.toThrow(
    'not set up for an NVIDIA GPU',
  );
  expect(await request('settings.show', {})).toMatchObject({ device: 'automatic', threads: 'automatic' });
});

it('tells what is wrong with settings that were changed by hand', async () => {
  vi.stubEnv('UNROLL_THREADS', '');
  writeFileSync(path.join(home.home, 'preferences.json'), '{"threads": "all"}');
  backend.close();
  backend = open();
  const problem = expect.stringContaining('preferences.json: "threads" is "all"') as string;
  expect(await request('settings.show', {})).toMatchObject({ threads: 'automatic', problem });
  expect(await request('app.describe', {})).toMatchObject({ engineNotice: problem });
});

it('tells which environment variable stands before a setting', async () => {
  vi.stubEnv('UNROLL_DEVICE', 'cpu');
  vi.stubEnv('UNROLL_THREADS', '');
  expect(await request('settings.show', {})).toMatchObject({
    device: 'automatic',
    overridden: { device: 'UNROLL_DEVICE=cpu', threads: null },
  });
});
