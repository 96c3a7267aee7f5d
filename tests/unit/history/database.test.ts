import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import { openHistory } from '../../../src-main/history';
import { Database, openDatabase } from '../../../src-main/history/database';
import { migrate } from '../../../src-main/history/migrate';
import { MIGRATIONS } from '../../../src-main/history/migrations';
import { trainingChoices } from '../../../src-main/history/migrations/0016-training-choices';
import { newStudy, temporaryFolder, temporaryHistory } from './samples';

it('brings a new file to the newest schema, with write-ahead log and foreign keys', () => {
  const home = temporaryFolder();
  temporaryHistory(home);
  const raw = new Sqlite(join(home, 'history.sqlite'), { readonly: true });
  expect(raw.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(raw.pragma('foreign_key_check')).toEqual([]);
  raw.close();
});

it('applies only the migrations that a file lacks and keeps its rows', () => {
  const raw = new Sqlite(join(temporaryFolder(), 'old.sqlite'));
  const first = (connection: Sqlite.Database) =>
    connection.exec(`CREATE TABLE a (x); INSERT INTO a VALUES (7)`);
  migrate(raw, 'old.sqlite', [first]);
  migrate(raw, 'old.sqlite', [first, (connection) => connection.exec('ALTER TABLE a ADD COLUMN y')]);
  expect(raw.prepare('SELECT * FROM a').all()).toEqual([{ x: 7, y: null }]);
  expect(raw.pragma('user_version', { simple: true })).toBe(2);
  raw.close();
});

it('keeps the epochs of a history from before validation was timed', () => {
  const home = temporaryFolder();
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, 1));
  raw.pragma('foreign_keys = OFF');
  raw.exec(`INSERT INTO epochs VALUES ('run', 1, 4, 5, 6, 0.001, 1, 3000, 12, 1)`);
  raw.close();
  expect(temporaryHistory(home).curves.epochs('run')).toEqual([
    {
      epoch: 1,
      trainLoss: 4,
      validationLossTeacherForced: 5,
      validationLossFreeRunning: 6,
      learningRate: 0.001,
      teacherForcingRatio: 1,
      tokensPerSecond: 3000,
      seconds: 12,
      validationSeconds: Number.NaN,
      best: true,
      gradients: null,
    },
  ]);
});

it('a run from before batching was a setting keeps its plain shuffle', () => {
  const home = temporaryFolder();
  const { BATCHING: _, ...before } = PRESETS.recommended;
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, 2));
  raw.prepare('INSERT INTO configurations VALUES (1, ?)').run(JSON.stringify(before));
  raw.exec(`
    INSERT INTO studies VALUES ('study', 'Old', 'synthetic:60', NULL, '2026-01-01T00:00:00.000Z', 1, '{}');
    INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, created_at)
      VALUES ('run', 'study', 0, 'lstm', 'interrupted', 1, '2026-01-01T00:00:00.000Z')`);
  raw.close();
  expect(temporaryHistory(home).runs.find('run')!.configuration).toEqual({ ...before, BATCHING: 'shuffle' });
});

it('a run from before the output layer could read more keeps its own', () => {
  const home = temporaryFolder();
  const { ENERGY_BIAS: _, OUTPUT_INPUT: __, ...before } = PRESETS.recommended;
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, 9));
  raw.prepare('INSERT INTO configurations VALUES (1, ?)').run(JSON.stringify(before));
  raw.exec(`
    INSERT INTO studies VALUES ('study', 'Old', 'synthetic:60', NULL, '2026-01-01T00:00:00.000Z', 1, '{}');
    INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, created_at)
      VALUES ('run', 'study', 0, 'lstm', 'finished', 1, '2026-01-01T00:00:00.000Z')`);
  raw.close();
  const { configuration } = temporaryHistory(home).runs.find('run')!;
  expect(configuration).toEqual({ ...before, ENERGY_BIAS: false, OUTPUT_INPUT: 'hidden' });
});

it('a run from before kernels could be tied and learning rates fall keeps its own', () => {
  const home = temporaryFolder();
  const later = ['WEIGHT_TYING', 'DROPOUT_PLACEMENT', 'LEARNING_RATE_SCHEDULE', 'LABEL_SMOOTHING'];
  const all = { ...PRESETS.recommended, WEIGHT_TYING: false, DROPOUT_PLACEMENT: 'inputs' } as const;
  const before = Object.fromEntries(Object.entries(all).filter(([key]) => !later.includes(key)));
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, MIGRATIONS.indexOf(trainingChoices)));
  raw.prepare('INSERT INTO configurations VALUES (1, ?)').run(JSON.stringify(before));
  raw.close();
  migrate(new Sqlite(join(home, 'history.sqlite')), 'history.sqlite');
  const [{ document }] = new Sqlite(join(home, 'history.sqlite'))
    .prepare('SELECT document FROM configurations')
    .all() as { document: string }[];
  const defaults = { LEARNING_RATE_SCHEDULE: 'constant', LABEL_SMOOTHING: 0 };
  expect(JSON.parse(document)).toEqual({ ...all, ...defaults });
});

it('an evaluation from before it was analysed opens with its numbers, and nothing else known', () => {
  const home = temporaryFolder();
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, 3));
  raw.prepare('INSERT INTO configurations VALUES (1, ?)').run(JSON.stringify(PRESETS.recommended));
  raw.exec(`
    INSERT INTO studies VALUES ('study', 'Old', 'synthetic:60', NULL, '2026-01-01T00:00:00.000Z', 1, '{}');
    INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, created_at)
      VALUES ('run', 'study', 0, 'lstm', 'finished', 1, '2026-01-01T00:00:00.000Z');
    INSERT INTO evaluations VALUES (1, 'run', 'test', 'greedy', '2026-01-01T00:00:00.000Z', '{"bleu":12.5,"decoder":"greedy"}');
    INSERT INTO examples VALUES ('study', 'test', 0, 'add one', 'return x + 1');
    INSERT INTO predictions VALUES (1, 0, 'return x', -1.5, 50, 0)`);
  raw.close();
  const history = temporaryHistory(home);
  expect(history.runs.find('run')!.evaluations).toEqual([
    {
      bleu: 12.5,
      decoder: 'greedy',
      lengthBins: null,
      errors: null,
      lengthRatio: null,
      repetition: null,
      perplexity: null,
      failures: null,
      oneTokenAway: null,
    },
  ]);
  expect(history.predictions.ofRun('run', 'test', 'greedy')).toEqual([
    {
      index: 0,
      source: 'add one',
      reference: 'return x + 1',
      docstringTokens: null,
      hypothesis: 'return x',
      logProbability: -1.5,
      tokenAccuracy: 50,
      exactMatch: false,
      bleu: null,
      repetition: null,
      referenceLogProbability: null,
      category: null,
      divergence: null,
      divergenceClass: null,
      recovers: null,
      cause: null,
    },
  ]);
});

it('a run from before there were probe examples has none, and goes on without', () => {
  const home = temporaryFolder();
  const { PROBE_EXAMPLES: _, ...before } = PRESETS.recommended;
  const raw = new Sqlite(join(home, 'history.sqlite'));
  migrate(raw, 'history.sqlite', MIGRATIONS.slice(0, 5));
  raw.prepare('INSERT INTO configurations VALUES (1, ?)').run(JSON.stringify(before));
  raw.exec(`
    INSERT INTO studies VALUES ('study', 'Old', 'synthetic:60', NULL, '2026-01-01T00:00:00.000Z', 1, '{}');
    INSERT INTO runs (id, study_id, position, architecture, state, configuration_id, created_at)
      VALUES ('run', 'study', 0, 'lstm', 'interrupted', 1, '2026-01-01T00:00:00.000Z')`);
  raw.close();
  const history = temporaryHistory(home);
  expect(history.runs.find('run')!.configuration).toEqual({ ...before, PROBE_EXAMPLES: 0 });
  expect(history.probes.ofEpoch('run', 1)).toEqual([]);
});

it('leaves the file as it was when a migration fails halfway', () => {
  const raw = new Sqlite(join(temporaryFolder(), 'failing.sqlite'));
  const failing = (connection: Sqlite.Database) => {
    connection.exec('CREATE TABLE half (x)');
    connection.exec('not SQL');
  };
  expect(() => migrate(raw, 'failing.sqlite', [failing])).toThrow(/syntax error/);
  expect(raw.prepare(`SELECT count(*) AS n FROM sqlite_master`).get()).toEqual({ n: 0 });
  expect(raw.pragma('user_version', { simple: true })).toBe(0);
  raw.close();
});

it('refuses a history that a newer Unroll wrote and does not touch it', () => {
  const home = temporaryFolder();
  const path = join(home, 'history.sqlite');
  const raw = new Sqlite(path);
  raw.pragma(`user_version = ${MIGRATIONS.length + 3}`);
  raw.close();
  expect(() => openHistory(home)).toThrow(/history\.sqlite: a newer Unroll wrote this history/);
  const after = new Sqlite(path);
  expect(after.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length + 3);
  after.close();
});

it('names the file when it is no database', () => {
  const home = temporaryFolder();
  writeFileSync(
    join(home, 'history.sqlite'),
    'this is text, and rather more than a hundred bytes of it. '.repeat(20),
  );
  expect(() => openHistory(home)).toThrow(UserError);
  expect(() => openHistory(home)).toThrow(/history\.sqlite: this file is not an Unroll history/);
});

it('says so when the home is a file', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => openHistory(file)).toThrow(/the home must be a folder/);
});

it('reports a full disk in one sentence and keeps nothing of the transaction', () => {
  const path = join(temporaryFolder(), 'history.sqlite');
  openDatabase(path).close();
  const raw = new Sqlite(path);
  raw.pragma(`max_page_count = ${raw.pragma('page_count', { simple: true })}`);
  const database = new Database(path, raw);
  const fill = () =>
    database.transaction(() => {
      for (let index = 0; index < 10_000; index++)
        database.run('INSERT INTO configurations (document) VALUES (@document)', {
          document: String(index).repeat(100),
        });
    });
  expect(fill).toThrow(new UserError(`${path}: the disk is full; free some space and try again`));
  expect(database.get('SELECT count(*) AS n FROM configurations')).toEqual({ n: 0 });
  database.close();
});

it('lets two connections write in turn', () => {
  const home = temporaryFolder();
  const [first, second] = [temporaryHistory(home), temporaryHistory(home)];
  first.studies.create({ ...newStudy, name: 'one' });
  second.studies.create({ ...newStudy, name: 'two' });
  expect(first.studies.list().map((study) => study.name)).toEqual(['two', 'one']);
});
