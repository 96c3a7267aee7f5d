import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { comparisonDocument } from '../../../src-main/cli/reports/comparison';
import { engineEnvironment, readRuntime } from '../../../src-main/engine-host/runtime';
import { type Backend, openBackend } from '../../../src-main/ipc/backend';
import { Preferences } from '../../../src-main/preferences/preferences';
import { METRIC_NAMES, OUTCOMES } from '../../../src-shared/domain/analysis';
import type { Run, Study } from '../../../src-shared/domain/run';
import { noDesktop } from '../../helpers/no-desktop';
import { nodeLauncher } from '../../helpers/node-launcher';
import { requestsOf } from '../../helpers/requests';
import { temporaryHome } from '../../helpers/temporary-home';
import { runCommand } from '../cli/run-command';
import { trainTinyStudy } from '../cli/tiny-study';

/** The built engine behind the requests that windows make, in the home of a study that the command line trained. */
const { home, remove } = temporaryHome();
const runtime = readRuntime(process.cwd());
const startProcess = nodeLauncher(
  path.resolve('out/main/engine-worker.cjs'),
  engineEnvironment(runtime, { device: 'automatic', threads: 1 }, process.env),
);
const opened: string[] = [];
/** What the main process handed over to engines. */
const sent: string[] = [];
let started = 0;
let backend: Backend;
let study: Study;
let runs: readonly Run[];

const ask = requestsOf(() => backend);
const command = async (...argv: string[]) => {
  const { code, stdout, stderr } = await runCommand([...argv, '--home', home]);
  expect(code, stderr).toBe(0);
  return stdout;
};
const choose = (place: string) => ask('data.place', { what: 'report', name: place });
const show = () => ask('studies.show', { study: study.id });

beforeAll(async () => {
  const trained = await trainTinyStudy(home, 'Compared');
  backend = openBackend({
    home,
    desktop: {
      ...noDesktop,
      openPath: async (file) => void opened.push(file),
      choosePlace: async (_what, name) => name,
    },
    preferences: new Preferences(home),
    runtime,
    demonstration: path.resolve('models', 'demonstration.zip'),
    launch: (title) => {
      started += 1;
      const engine = startProcess(title);
      return {
        ...engine,
        send: (message) => {
          sent.push(JSON.stringify(message));
          engine.send(message);
        },
      };
    },
    send: () => {},
    log: () => {},
    onTrainingEnded: () => {},
  });
  study = await ask('studies.show', { study: trained.study });
  ({ runs } = study);
}, 120_000);

afterAll(() => {
  backend.close();
  remove();
});

const question = (scoring: 'ours' | 'notebook' = 'ours') => ({
  runs: runs.map(({ id }) => id),
  reference: runs[0].id,
  split: 'test' as const,
  decoder: 'greedy' as const,
  scoring,
});

it('a window compares runs with the figures of the command line, and is answered at once the second time', async () => {
  const comparison = await ask('comparison.of', question());
  const printed = JSON.parse(await command('compare', study.id, '--json')) as ReturnType<
    typeof comparisonDocument
  >;
  const named = new Map(printed.runs.map(({ run, id }) => [run, id]));
  expect(comparison.runs).toEqual(printed.runs.map(({ id, metrics }) => ({ run: id, metrics })));
  expect(comparison.pairs).toHaveLength(2);
  for (const pair of comparison.pairs) {
    const same = printed.pairs.find(
      ({ first, second }) => named.get(first) === runs[0].id && named.get(second) === pair.run,
    )!;
    expect(pair.differences).toEqual(same.differences);
    expect(pair.significance).toEqual(same.significance);
    expect(pair.wins.bleu.better).toBe(same.wins.bleu.secondWins.length);
    for (const from of OUTCOMES)
      for (const to of OUTCOMES) expect(pair.transitions[from][to]).toBe(same.transitions[from][to].length);
    for (const metric of METRIC_NAMES)
      expect(pair.adjusted[metric]).toBeGreaterThanOrEqual(pair.significance.p[metric]);
    expect(pair.bleuDifferences.reduce((sum, { examples }) => sum + examples, 0)).toBe(comparison.examples);
  }
  const before = started;
  expect(await ask('comparison.of', question())).toEqual(comparison);
  expect(started).toBe(before);
});

it("metrics as the notebooks computed them are those of the run's evaluation", async () => {
  const { runs: estimates } = await ask('comparison.of', question('notebook'));
  for (const [place, run] of runs.entries()) {
    const { asNotebook } = run.evaluations.find(({ decoder }) => decoder === 'greedy')!;
    for (const metric of METRIC_NAMES)
      expect(estimates[place].metrics[metric].value).toBeCloseTo(asNotebook[metric], 9);
  }
});

it('runs that cannot be held against each other are called what they are called now', async () => {
  const trained = await trainTinyStudy(home, 'Of other rows', 'synthetic:120');
  const other = await ask('studies.show', { study: trained.study });
  const asked = { ...question(), runs: [runs[0].id, other.runs[0].id] };
  expect((await ask('comparison.of', asked)).mismatch).toContain('Of other rows/');
  await ask('studies.rename', { study: other.id, name: 'Renamed' });
  const { mismatch } = await ask('comparison.of', asked);
  expect(mismatch).toContain('Renamed/');
  expect(mismatch).not.toContain('Of other rows');
});

it('the decoders of each run are compared', async () => {
  const decoded = { runs: runs.map(({ id }) => id), split: 'test', scoring: 'ours' } as const;
  const { pairs } = await ask('comparison.decoders', decoded);
  for (const [place, run] of runs.entries()) {
    const bleu = (name: string) => run.evaluations.find(({ decoder }) => decoder === name)!.bleu;
    expect(pairs[place].run).toBe(run.id);
    expect(pairs[place].differences.bleu.value).toBeCloseTo(bleu('beam') - bleu('greedy'), 9);
  }
});

it('a run is evaluated on another split and analysed from the window; what waits can be cancelled', async () => {
  const run = runs.find(({ architecture }) => architecture === 'lstm-attention')!.id;
  const evaluating = ask('runs.evaluate', { run, split: 'validation', decoders: ['greedy', 'beam'] });
  const waiting = ask('runs.evaluate', { run: runs[0].id, split: 'validation', decoders: ['greedy'] });
  const rejected = expect(waiting).rejects.toThrow('cancelled');
  await ask('runs.cancelEvaluation', { run: runs[0].id });
  await rejected;
  await evaluating;
  const evaluated = (await show()).runs.map(({ id, evaluations }) => [
    id,
    evaluations.filter(({ split }) => split === 'validation').map(({ decoder }) => decoder),
  ]);
  expect(Object.fromEntries(evaluated)).toMatchObject({ [run]: ['greedy', 'beam'], [runs[0].id]: [] });

  const key = { split: 'validation', decoder: 'greedy' } as const;
  for (const analysis of ['memorisation', 'attention'] as const)
    await ask('runs.analyse', { run, ...key, analysis });
  const [stored] = await ask('comparison.analyses', { runs: [run], ...key });
  expect(stored.memorisation).toMatchObject({ metrics: { examples: 8 } });
  expect(stored.attention).toMatchObject({ examples: 8, available: 8 });
  await expect(ask('runs.analyse', { run: runs[0].id, ...key, analysis: 'attention' })).rejects.toThrow(
    'has no attention',
  );
});

it('the report that a window saves verifies, is opened, and comes with its figures where they are wanted', async () => {
  const page = path.join(home, 'report.html');
  const request = { study: study.id, split: 'test' } as const;
  const saving = () => ask('studies.saveReport', { ...request, path: page, figures: false });
  await expect(saving()).rejects.toThrow('was not chosen as a place to write to');
  await choose(page);
  expect(await saving()).toBe(page);
  expect(await command('verify', page)).toContain('identical');
  const validated = path.join(home, 'report-validation.html');
  await choose(validated);
  await ask('studies.saveReport', { ...request, split: 'validation', path: validated, figures: false });
  expect(await command('verify', validated)).toContain('identical');
  expect(readFileSync(validated, 'utf8')).toContain('8 examples of the validation split, greedy and beam');
  await ask('studies.openReport', { path: page });
  expect(opened).toEqual([page]);
  await expect(ask('studies.openReport', { path: path.join(home, 'history.sqlite') })).rejects.toThrow(
    'was not saved by this application',
  );

  const folder = path.join(home, 'with figures');
  await choose(folder);
  await ask('studies.saveReport', { ...request, path: folder, figures: true });
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['report.html', 'errors-beam.svg', 'errors-beam.png']),
  );
});

it('predictions do not pass through the main process, and what is missing is told', async () => {
  const missing = ask('comparison.of', { ...question(), split: 'validation' });
  await expect(missing).rejects.toThrow(
    /has no greedy evaluation of its validation split.*run: unroll evaluate/,
  );
  expect(sent.filter((message) => message.includes('"stored"')).length).toBeGreaterThan(3);
  expect(sent.filter((message) => message.includes('"hypothesis"'))).toEqual([]);
});
