import { SPLIT_ORDER } from '../../../src-shared/domain/example-sort';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WindowEventName, WindowEvents } from '../../../src-shared/contract/channels';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { engineEnvironment, readRuntime } from '../../../src-main/engine-host/runtime';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';

/** The built engine in processes of its own, behind the same requests that windows make. */
const runtime = readRuntime(process.cwd());
const launch = nodeLauncher(
  path.resolve('out/main/engine-worker.cjs'),
  engineEnvironment(runtime, { device: 'automatic', threads: 1 }, process.env),
);

const configuration: Record<string, unknown> = {
  ...PRESETS.recommended,
  TRAIN_SIZE: 60,
  VAL_SIZE: 10,
  TEST_SIZE: 10,
  MAX_DOCSTRING_LEN: 16,
  MAX_CODE_LEN: 20,
  VOCAB_SIZE: 150,
  EMBEDDING_DIM: 12,
  HIDDEN_DIM: 12,
  BATCH_SIZE: 10,
  EPOCHS: 2,
  BEAM_SIZE: 2,
};

const { home, remove } = temporaryHome();
const sent: { [Name in WindowEventName]: WindowEvents[Name][] } = {
  'study-changed': [],
  'study-deleted': [],
  'library-changed': [],
  'trash-changed': [],
  'sweeps-changed': [],
  'run-progress': [],
  activity: [],
  'examples-marked': [],
  notice: [],
  'queue-changed': [],
  'preferences-changed': [],
  command: [],
};
const failures: unknown[] = [];
let backend: Backend;
let study: string;

const request = requestsOf(() => backend);

beforeAll(async () => {
  let idle: () => void = () => {};
  backend = openBackend({
    home,
    desktop: noDesktop,
    preferences: new Preferences(home),
    runtime,
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch,
    send: (name, event) => (sent[name] as unknown[]).push(event),
    log: (_name, error) => failures.push(error),
    onTrainingEnded: () => idle(),
  });
  const trained = new Promise<void>((resolve) => (idle = resolve));
  const created = await request('studies.create', {
    name: 'Real',
    source: { location: 'synthetic:100' },
    configuration,
    architectures: ['vanilla-rnn', 'lstm-attention'],
  });
  study = created.study;
  await trained;
});

afterAll(() => {
  backend.close();
  remove();
  expect(failures).toEqual([]);
});

it('trains and evaluates every run of a study and records all of it', async () => {
  const { runs, split } = await request('studies.show', { study });
  expect(runs.map(({ state, reason, step, epoch }) => ({ state, reason, step, epoch }))).toEqual(
    runs.map(() => ({ state: 'finished', reason: null, step: 12, epoch: 2 })),
  );
  expect(split?.sizes).toEqual({ train: 60, validation: 10, test: 10 });
  for (const run of runs) {
    expect(run.environment?.threads).toBe(1);
    expect(run.evaluations.map(({ decoder }) => decoder)).toEqual(['greedy', 'beam']);
    const { steps, epochs } = await request('runs.curves', { run: run.id, maximumSteps: 1000 });
    expect([...steps.step]).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  }
});

it('shows windows every step once and in order, and the study as it ended', async () => {
  const { runs } = await request('studies.show', { study });
  for (const run of runs) {
    const steps = sent['run-progress']
      .filter((event) => event.run === run.id)
      .flatMap((event) => [...event.steps.step]);
    expect(steps).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  }
  expect(sent['study-changed'].at(-1)!.runs.map(({ state }) => state)).toEqual(['finished', 'finished']);
  expect(sent.activity.length).toBeGreaterThan(0);
});

it('answers a text with the attention over its tokens', async () => {
  const { runs } = await request('studies.show', { study });
  const generations = await request('generate', {
    runs: runs.map(({ id }) => id),
    texts: ['Return the sum of two numbers'],
    beamSize: 1,
    attention: true,
  });
  expect(generations.map(({ architecture }) => architecture)).toEqual(['vanilla-rnn', 'lstm-attention']);
  const [plain, attending] = generations.map(({ hypotheses }) => hypotheses[0]);
  expect(plain.attention).toBeNull();
  for (const weights of attending.attention!) {
    expect(weights).toHaveLength(generations[1].sourceTokens.length);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
  }
});

it('lists the test examples with what each run answered', async () => {
  const { runs } = await request('studies.show', { study });
  const key = { runs: runs.map(({ id }) => id), split: 'test', decoder: 'greedy' } as const;
  const list = { filter: {}, sort: SPLIT_ORDER, offset: 0, limit: 4, locate: null };
  const page = await request('examples.query', { ...key, ...list });
  expect(page.total).toBe(10);
  expect(page.rows.map(({ answers }) => answers.length)).toEqual([2, 2, 2, 2]);
});

it('says what is wrong with a run, in a process of its own, and how its probes were answered', async () => {
  const { runs } = await request('studies.show', { study });
  const attending = runs[1];
  const diagnosis = await request('runs.diagnose', { run: attending.id });
  expect(diagnosis).toMatchObject({ run: attending.id, name: 'Real/lstm-attention' });
  expect(diagnosis.findings.map(({ id }) => id)).toContain('few-test-rows');
  expect(diagnosis.unchecked).toEqual([]);

  const probes = await request('probes.ofEpoch', { run: attending.id, epoch: 2 });
  expect(probes.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { source, attention } of probes)
    for (const row of attention!) {
      expect(row).toHaveLength(source.split(' ').length + 2);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 1);
    }
  const [first, second] = await request('probes.ofExample', { run: attending.id, index: 3 });
  expect([first.epoch, second.epoch]).toEqual([1, 2]);
  expect(second).toEqual(probes[3]);
});

it('inspects a data source, and tells what is wrong with one that cannot be read', async () => {
  const report = await request('data.inspect', { source: { location: 'synthetic:100' }, configuration });
  expect(report.rows).toBeGreaterThan(0);
  await expect(
    request('data.inspect', { source: { location: path.join(home, 'nothing.jsonl') }, configuration }),
  ).rejects.toThrow('nothing.jsonl');
});
