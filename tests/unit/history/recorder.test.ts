import { spawn } from 'node:child_process';
import { once } from 'node:events';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import { openHistory, Recorder, resumeJob, trainJob, type History } from '../../../src-main/history';
import { recordedTraining } from '../../../src-main/history/recorded-run';
import {
  environment,
  epoch,
  evaluation,
  newStudy,
  prediction,
  probe,
  split,
  step,
  temporaryFolder,
  temporaryHistory,
} from './samples';

function started(history: History = temporaryHistory()) {
  const study = history.studies.create(newStudy);
  const recorder = new Recorder(history, trainJob(history, study));
  const [rnn, lstm, attention] = study.runs;
  const record = (...events: EngineEvent[]) => events.forEach((event) => recorder.record(event));
  const now = (run: { id: string }) => history.runs.find(run.id)!;
  return { history, study, recorder, record, rnn, lstm, attention, now };
}

function runStarted(run: string, done = { step: 0, epoch: 0 }): EngineEvent {
  return { type: 'run-started', run, parameters: 4200, stepsPerEpoch: 10, environment, done };
}

const checkpoint = (kind: 'latest-checkpoint' | 'best-checkpoint') =>
  ({ kind, path: `runs/r/${kind}`, bytes: 10, sha256: 'ab'.repeat(32) }) as const;

it('follows a study from its split to its last run', () => {
  const { history, study, record, rnn, lstm, now } = started();
  record(
    { type: 'notice', message: 'Sizes were scaled down' },
    { type: 'split-ready', study: study.id, split: split(4) },
    runStarted(rnn.id),
  );
  expect(now(rnn)).toMatchObject({ state: 'running', parameters: 4200, stepsPerEpoch: 10, environment });
  record({ type: 'run-paused', run: rnn.id });
  expect(now(rnn).state).toBe('paused');
  record(
    { type: 'run-continued', run: rnn.id },
    { type: 'step', run: rnn.id, record: step(1) },
    { type: 'epoch', run: rnn.id, record: epoch(1, 4, true) },
    { type: 'step', run: rnn.id, record: step(2, 2) },
    { type: 'epoch', run: rnn.id, record: epoch(2, 5, false) },
    { type: 'artefact', run: rnn.id, record: checkpoint('best-checkpoint') },
    { type: 'evaluation', run: rnn.id, summary: evaluation(rnn), predictions: [prediction(0, 'def')] },
    { type: 'run-ended', run: rnn.id, state: 'finished', reason: 'all epochs' },
  );
  expect(now(rnn)).toMatchObject({
    state: 'finished',
    reason: 'all epochs',
    step: 2,
    epoch: 2,
    bestEpoch: 1,
    bestValidationLoss: 4,
    trainLoss: 3.5,
    evaluations: [evaluation(rnn)],
  });
  expect(now(rnn).finishedAt).not.toBeNull();
  expect(now(lstm).state).toBe('queued');
  expect(history.studies.find(study.id)).toMatchObject({
    notices: ['Sizes were scaled down'],
    split: { seed: 42 },
  });
  expect(history.runs.artefacts(rnn.id)).toEqual([checkpoint('best-checkpoint')]);
});

it('judges the best loss by the criterion of the configuration', () => {
  const history = temporaryHistory();
  const configuration = { ...newStudy.configuration, CHECKPOINT_CRITERION: 'free-running' as const };
  const study = history.studies.create({ ...newStudy, configuration });
  history.curves.addEpoch(study.runs[0].id, epoch(1, 4, true));
  expect(history.runs.find(study.runs[0].id)?.bestValidationLoss).toBe(5);
});

it('marks what a failed job left open, and keeps what had ended', () => {
  const { record, rnn, lstm, attention, now } = started();
  record(
    runStarted(rnn.id),
    { type: 'run-ended', run: rnn.id, state: 'finished', reason: null },
    runStarted(lstm.id),
    { type: 'job-failed', message: 'The disk is full', userError: true, stack: null },
  );
  expect([now(rnn), now(lstm), now(attention)].map(({ state, reason }) => [state, reason])).toEqual([
    ['finished', null],
    ['failed', 'The disk is full'],
    ['failed', 'The disk is full'],
  ]);
});

it('marks runs that a stopped job never began as stopped', () => {
  const { record, rnn, lstm, now } = started();
  record(
    runStarted(rnn.id),
    { type: 'run-ended', run: rnn.id, state: 'stopped', reason: 'Stopped by the user' },
    { type: 'job-done' },
  );
  expect(now(lstm)).toMatchObject({ state: 'stopped', reason: 'Stopped before it was trained' });
});

it('marks the open runs as interrupted when the engine is gone', () => {
  const { recorder, record, rnn, now } = started();
  record(runStarted(rnn.id), { type: 'step', run: rnn.id, record: step(1) });
  recorder.interrupt('The engine ended with code 9');
  expect(now(rnn)).toMatchObject({ state: 'interrupted', reason: 'The engine ended with code 9', step: 1 });
});

it('does not end the runs of a study when one of them is evaluated', () => {
  const { history, study, rnn, lstm, now } = started();
  const job = {
    kind: 'evaluate',
    home: '',
    study: study.id,
    run: rnn.id,
    split: 'test',
    decoders: ['greedy'],
  } as const;
  new Recorder(history, job).record({ type: 'job-done' });
  expect(now(lstm).state).toBe('queued');
});

it('resumes unfinished runs from their checkpoint and forgets what is done again', () => {
  const { history, study, record, rnn, lstm, attention, now } = started();
  record(runStarted(rnn.id), { type: 'run-ended', run: rnn.id, state: 'finished', reason: null });
  record(runStarted(lstm.id), { type: 'artefact', run: lstm.id, record: checkpoint('latest-checkpoint') });
  for (let number = 1; number <= 20; number++)
    record({ type: 'step', run: lstm.id, record: step(number, Math.ceil(number / 10)) });
  for (const number of [1, 2])
    record(
      { type: 'epoch', run: lstm.id, record: epoch(number, 5 - number, true) },
      { type: 'probes', run: lstm.id, epoch: number, records: [probe(0, 'def')] },
    );
  record(
    { type: 'run-ended', run: lstm.id, state: 'stopped', reason: 'Stopped by the user' },
    { type: 'job-done' },
  );
  const firstStart = now(lstm).startedAt;

  const job = resumeJob(history, history.studies.find(study.id)!);
  expect(job.runs).toEqual([
    {
      run: lstm.id,
      architecture: 'lstm',
      resume: true,
      recorded: recordedTraining(history, lstm.id),
      interventions: [],
    },
    {
      run: attention.id,
      architecture: 'lstm-attention',
      resume: true,
      recorded: { epochs: [], steps: [], probes: [] },
      interventions: [],
    },
  ]);
  expect(now(lstm)).toMatchObject({ state: 'queued', reason: null, finishedAt: null });

  const resumed = new Recorder(history, job);
  resumed.record(runStarted(lstm.id, { step: 10, epoch: 1 }));
  expect(now(lstm)).toMatchObject({ step: 10, epoch: 1 });
  resumed.record({ type: 'step', run: lstm.id, record: { ...step(11, 2), loss: 0.125 } });
  history.flush();
  expect(now(lstm)).toMatchObject({ state: 'running', step: 11, epoch: 1, startedAt: firstStart });
  expect(history.curves.steps(lstm.id).at(-1)?.loss).toBe(0.125);
  expect(history.probes.ofExample(lstm.id, 0).map((found) => found.epoch)).toEqual([1]);
});

it('has everything on disk that it was told when it is asked to flush', () => {
  const { history, record, rnn } = started();
  record(runStarted(rnn.id), { type: 'step', run: rnn.id, record: step(1) });
  const other = new Sqlite(history.home.database, { readonly: true });
  const count = () => (other.prepare('SELECT count(*) AS n FROM steps').get() as { n: number }).n;
  expect(count()).toBe(0);
  record({ type: 'flush' });
  expect(count()).toBe(1);
  other.close();
});

it('forgets evaluations of epochs that are done again, and keeps those of epochs that are not', () => {
  const { record, rnn, now } = started();
  record(runStarted(rnn.id));
  for (const [decoder, epochOf] of [
    ['greedy', 1],
    ['beam', 2],
  ] as const)
    record({
      type: 'evaluation',
      run: rnn.id,
      summary: evaluation(rnn, { decoder, epoch: epochOf }),
      predictions: [prediction(0, 'def')],
    });
  record(runStarted(rnn.id, { step: 10, epoch: 1 }));
  expect(now(rnn).evaluations.map(({ decoder }) => decoder)).toEqual(['greedy']);
});

it('refuses to resume what is at work or has finished', () => {
  const { history, study, rnn, lstm, attention } = started();
  const now = () => history.studies.find(study.id)!;
  expect(() => resumeJob(history, now())).toThrow(/is queued already/);
  for (const run of [rnn, lstm, attention]) history.runs.end(run.id, 'finished', null);
  expect(() => resumeJob(history, now())).toThrow(/nothing to resume/);
});

it('resumes all unfinished runs or none, when another process was faster with one of them', () => {
  const { history, study, rnn, lstm, attention, now } = started();
  for (const run of [rnn, lstm, attention]) history.runs.end(run.id, 'stopped', null);
  const seen = history.studies.find(study.id)!;
  history.runs.queue([attention.id]);
  expect(() => resumeJob(history, seen)).toThrow(/in training already/);
  expect([now(rnn), now(lstm)].map(({ state }) => state)).toEqual(['stopped', 'stopped']);
});

it('finds runs of a process that died, and leaves those of a living one alone', async () => {
  const home = temporaryFolder();
  const { rnn, lstm, attention, record, history } = started(temporaryHistory(home));
  record(runStarted(rnn.id), runStarted(lstm.id));
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const raw = new Sqlite(history.home.database);
  const own = raw.prepare('SELECT owner_started_at AS at FROM runs').get() as { at: string };
  raw.prepare('UPDATE runs SET owner_pid = ? WHERE id = ?').run(other.pid, rnn.id);
  raw.prepare(`UPDATE runs SET owner_started_at = 'long ago' WHERE id = ?`).run(lstm.id);
  raw.close();
  expect(own.at).not.toBe('');

  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
  const again = openHistory(home);
  const states = [rnn, lstm, attention].map((run) => again.runs.find(run.id)?.state);
  again.close();
  expect(states).toEqual(['interrupted', 'interrupted', 'queued']);
});
