import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openBundledRows } from '../../../../src-main/history/bundle/bundled-database';
import { BUNDLED_TABLE_NAMES, UNBUNDLED_TABLES } from '../../../../src-main/history/bundle/tables';
import { openDatabase, openTemporaryDatabase } from '../../../../src-main/history/database';
import { MIGRATIONS } from '../../../../src-main/history/migrations';
import { PRESETS } from '../../../../src-shared/domain/configuration';
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
} from '../samples';

it('bundles every table of the schema but plans, what a person marked and what is found out again', () => {
  const { database } = openTemporaryDatabase(MIGRATIONS.length);
  const tables = database.all<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`);
  expect([...BUNDLED_TABLE_NAMES, ...UNBUNDLED_TABLES].toSorted()).toEqual(
    tables.map(({ name }) => name).sort(),
  );
  database.close();
});

/** A file of rows as a bundle has it. */
function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'history.jsonl');
  writeFileSync(path, text);
  return path;
}

it('carries notes and tags, and nothing that only matters here', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['lstm'] });
  const run = runs[0];
  history.runs.end(run.id, 'finished', null);
  history.annotate(
    { studies: [id], runs: [run.id] },
    { notes: 'Read me', addTags: ['final'], archived: true },
  );
  history.runs.setBaseline(run.id);
  const path = fileOf(history.bundledRows(history.runs.find(run.id)!));
  const rows = openBundledRows(path, { study: id, run: run.id, name: 'x', architecture: 'lstm' }, path);
  const written = { notes: 'Read me', tags: '["final"]', archived: 0 };
  expect(rows.get('SELECT notes, tags, archived FROM studies')).toEqual(written);
  expect(rows.get('SELECT notes, tags, archived, baseline FROM runs')).toEqual({ ...written, baseline: 0 });
  rows.close();
});

it('refuses tags that are no texts', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['lstm'] });
  history.runs.end(runs[0].id, 'finished', null);
  history.annotate({ studies: [], runs: [runs[0].id] }, { addTags: ['final'] });
  const text = history.bundledRows(history.runs.find(runs[0].id)!);
  const path = fileOf(text.replace('[\\"final\\"]', '{}'));
  const bundled = { study: id, run: runs[0].id, name: 'x', architecture: 'lstm' } as const;
  expect(() => openBundledRows(path, bundled, path)).toThrow(/tags in runs are no list of texts/);
});

it('reads what it writes, numbers that JSON lacks and bytes included', () => {
  const history = temporaryHistory();
  const created = history.studies.create(newStudy);
  const run = created.runs[1];
  history.studies.setSplit(created.id, split(3));
  history.curves.addStep(run.id, { ...step(1), loss: Number.POSITIVE_INFINITY, gradientNorm: Number.NaN });
  history.curves.addEpoch(run.id, epoch(1, 3.25, true));
  history.probes.record(created.id, run.id, 1, [probe(0, 'def f', 4)]);
  history.runs.end(run.id, 'failed', 'no disk');
  const path = fileOf(history.bundledRows(history.runs.find(run.id)!));
  const bundled = { study: created.id, run: run.id, name: 'x', architecture: run.architecture };
  const rows = openBundledRows(path, bundled, path);
  expect(rows.all('SELECT loss, gradient_norm FROM steps')).toEqual([
    { loss: Infinity, gradient_norm: null },
  ]);
  expect(rows.get<{ bytes: number }>('SELECT length(attention) AS bytes FROM probes')).toEqual({ bytes: 12 });
  expect(rows.get('SELECT owner_pid, state, reason FROM runs')).toEqual({
    owner_pid: null,
    state: 'failed',
    reason: 'no disk',
  });
  expect(rows.all('SELECT id FROM runs')).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).not.toContain(created.runs[0].id);
  rows.close();
});

it('brings rows of an older schema to the newest, as a home is brought', () => {
  // Settings of before there were batching and probes: migrations 3 and 6 add them.
  const old: Record<string, unknown> = { ...PRESETS.recommended };
  const migrated = openTemporaryDatabase(1);
  delete old['BATCHING'];
  delete old['PROBE_EXAMPLES'];
  migrated.database.run('INSERT INTO configurations VALUES (1, @document)', {
    document: JSON.stringify(old),
  });
  migrated.migrate();
  const lines = [
    { schema: 1 },
    { table: 'configurations', columns: ['id', 'document'] },
    [1, JSON.stringify(old)],
    {
      table: 'studies',
      columns: ['id', 'name', 'location', 'created_at', 'configuration_id', 'unknown_settings'],
    },
    ['s1', 'Old', 'synthetic:60', '2026-01-01', 1, '{}'],
    {
      table: 'runs',
      columns: ['id', 'study_id', 'position', 'architecture', 'state', 'configuration_id', 'created_at'],
    },
    ['r1', 's1', 0, 'lstm', 'finished', 1, '2026-01-01'],
  ];
  const path = fileOf(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const rows = openBundledRows(
    path,
    { study: 's1', run: 'r1', name: 'Old/lstm', architecture: 'lstm' },
    path,
  );
  const configuration = 'SELECT document FROM configurations';
  expect(rows.get(configuration)).toEqual(migrated.database.get(configuration));
  expect(rows.get('SELECT validation_seconds FROM epochs')).toBeUndefined();
  rows.close();
  migrated.database.close();
});

it.each<[string, string, RegExp]>([
  ['nothing', '', /line 1: not JSON/],
  ['no schema', '{"table":"runs","columns":["id"]}\n', /line 1: does not say what schema/],
  ['a row of no table', '{"schema":7}\n["x"]\n', /line 2: no row of a table/],
  [
    'a row that is too short',
    '{"schema":7}\n{"table":"notices","columns":["study_id","message"]}\n["x"]\n',
    /line 3: no row of notices/,
  ],
  [
    'a row of a study that there is none of',
    '{"schema":7}\n{"table":"notices","columns":["study_id","message"]}\n["x","y"]\n',
    /line 3: .*FOREIGN KEY/,
  ],
  ['a cut line', '{"schema":7}\n{"table', /line 2: not JSON/],
  ['no run', '{"schema":7}\n', /must hold just one of studies, s1/],
])('refuses %s, naming the line', (_, text, message) => {
  const path = fileOf(text);
  const open = () => openBundledRows(path, { study: 's1', run: 'r1', name: 'x', architecture: 'lstm' }, path);
  expect(open).toThrow(message);
  expect(open).toThrow(path);
});

it.each<[string, string, RegExp]>([
  ['evaluation', 'UPDATE evaluations SET document = @empty', /in evaluations is not right: run: /],
  ['split', 'UPDATE splits SET document = @empty', /in splits is not right: location: /],
  ['environment', 'UPDATE environments SET document = @empty', /in environments is not right: application: /],
  ['origin', 'UPDATE runs SET origin = @empty', /in runs\.origin is not right: weights: /],
])('refuses an empty document for an %s, naming what it lacks', (_, change, message) => {
  const history = temporaryHistory();
  const { id: study, runs } = history.studies.create(newStudy);
  history.studies.setSplit(study, split(3));
  history.startRun(runs[0].id, { environment, parameters: 10, stepsPerEpoch: 2 }, { epoch: 0, step: 0 });
  history.predictions.record(study, evaluation(runs[0]), [prediction(0, 'x'), prediction(1, 'y')]);
  history.runs.end(runs[0].id, 'finished', null);
  const { id: run, architecture } = runs[0];
  const bundled = { study, run, name: 'x', architecture };
  const path = fileOf(history.bundledRows(history.runs.find(run)!));
  openBundledRows(path, bundled, path).close();
  const database = openDatabase(history.home.database);
  database.run(change, { empty: '{}' });
  database.close();
  const broken = fileOf(history.bundledRows(runs[0]));
  expect(() => openBundledRows(broken, bundled, broken)).toThrow(message);
  expect(() => openBundledRows(broken, bundled, broken)).toThrow(broken);
});
