import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { Preferences } from '../../../src-main/preferences/preferences';
import { listedStudies } from '../../helpers/requests';
import { scriptedBackend } from '../../helpers/scripted-backend';

const application = scriptedBackend();
const { request, untilIdle } = application;

const create = (script: string, name = 'A study') =>
  request('studies.create', {
    name,
    source: { location: script },
    configuration: { ...PRESETS.notebook, UNHEARD_OF: 1 },
    architectures: ['lstm', 'vanilla-rnn'],
  });

const lastStudy = () => application.sent.findLast(({ name }) => name === 'study-changed');

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
  expect(application.sent.find(({ name }) => name === 'study-changed')).toMatchObject({
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
  expect(application.backend.isTraining).toBe(true);
  await request('studies.stop', { study });
  expect(application.backend.isTraining).toBe(false);
  const { runs } = await request('studies.show', { study });
  expect(runs.map((run) => run.state)).toEqual(['stopped', 'stopped']);
});

it('stops a study that is training before it deletes it', async () => {
  const { study } = await create('wait');
  await request('library.delete', { items: { studies: [study], runs: [] } });
  expect(await listedStudies(request)).toEqual([]);
  expect(application.backend.isTraining).toBe(false);
  expect(application.sent.at(-1)).toEqual({ name: 'study-deleted', event: { study } });
});

/** Lets no run end on record until the returned function is called, as a full disk would. */
function refuseEnds(): () => void {
  const raw = new Sqlite(path.join(application.home, 'history.sqlite'));
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
  expect(application.errors).toEqual(['training']);
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
  await request('library.delete', { items: { studies: [study], runs: [] } });
  expect(await listedStudies(request)).toEqual([]);
});

it('trains nothing new once all training is being stopped', async () => {
  const { study } = await create('wait', 'Stopped');
  await request('studies.stop', { study });
  await create('ignore stop', 'Training');
  const stopping = application.backend.stopTraining(200);
  await expect(create('wait', 'Too late')).rejects.toThrow(/stopping all training/);
  await expect(request('studies.createStarter', {})).rejects.toThrow(/stopping all training/);
  await expect(request('studies.resume', { study })).rejects.toThrow(/stopping all training/);
  await stopping;
  expect(application.backend.isTraining).toBe(false);
  const studies = await listedStudies(request);
  expect(studies.map(({ name, runs }) => [name, runs[0].state])).toEqual([
    ['Training', 'interrupted'],
    ['Stopped', 'stopped'],
  ]);
});

it('renames a study and tells windows of it', async () => {
  const { study } = await create('wait');
  await request('studies.rename', { study, name: 'Another name' });
  expect(application.sent.at(-1)).toMatchObject({
    name: 'study-changed',
    event: { id: study, name: 'Another name' },
  });
});

it('a deleted study can be brought back, also by the next start, until it is removed for good', async () => {
  const ended = untilIdle();
  const { study } = await create('fail');
  await ended;
  const items = { studies: [study], runs: [] };
  await request('library.delete', { items });
  expect(application.sent.at(-1)).toEqual({ name: 'study-deleted', event: { study } });
  expect(await listedStudies(request)).toEqual([]);
  await request('library.restore', { items });
  expect(application.sent.at(-1)).toMatchObject({ name: 'study-changed', event: { id: study } });
  await request('library.delete', { items });
  application.reopen();
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
  expect(application.sent.at(-1)).toMatchObject({
    event: { runs: [{ tags: ['final'], notes: 'good' }, { tags: [] }] },
  });
  await request('runs.pin', { run: second.id });
  expect(application.sent.at(-1)).toMatchObject({
    event: { runs: [{ baseline: false }, { baseline: true }] },
  });
});

it('remembers how the table of runs was arranged', async () => {
  expect(await request('runs.layout', {})).toBeNull();
  const layout = { columns: [{ id: 'bleu', width: 120 }] };
  await request('runs.arrange', { layout });
  expect(await request('runs.layout', {})).toEqual(layout);
  expect(new Preferences(application.home).values.runTable).toEqual(layout);
});

it('names the key, the value and the range of a wrong setting', async () => {
  const answer = await application.backend.answer('studies.create', {
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
  expect(await application.backend.answer(name, input)).toMatchObject({
    ok: false,
    error: { userError: true },
  });
  expect(application.errors).toEqual([]);
});

it.each(['constructor', 'no.such.request'])('refuses the request %s and logs it', async (name) => {
  expect(await application.backend.answer(name, {})).toMatchObject({
    ok: false,
    error: { userError: false },
  });
  expect(application.errors).toEqual([name]);
});

it('cancels the inspection of a data source', async () => {
  const inspection = application.backend.answer('data.inspect', {
    source: { location: 'wait' },
    configuration: {},
  });
  await request('data.cancelInspection', {});
  expect(await inspection).toMatchObject({ ok: false, error: { userError: true } });
  expect(application.errors).toEqual([]);
});
