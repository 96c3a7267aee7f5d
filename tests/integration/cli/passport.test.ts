import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { decodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors';
import { sealPassport, passportText } from '../../../src-main/engine/passport/passport-file';
import type { Passport } from '../../../src-shared/domain/passport';
import type { PassportVerification } from '../../../src-shared/domain/verification';
import { writeHealthyRows } from '../../helpers/recorded-runs';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

let home: string;
let rows: string;
let run: string;
let passport: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  rows = writeHealthyRows(home);
  const { runs } = await trainTinyStudy(home, 'Tiny', rows);
  run = runs.find(({ architecture }) => architecture === 'lstm-attention')!.run;
  passport = join(home, 'passport.json');
  const written = await runCommand(['passport', run, '--out', passport, '--home', home, '--json']);
  expect(written.code, written.stderr).toBe(0);
  return () => rmSync(home, { recursive: true, force: true });
}, 120_000);

/** Verifies with `--json`. */
async function verify(file: string, ...options: string[]) {
  const data = options.includes('--data') ? [] : ['--data', rows];
  const result = await runCommand(['verify', file, ...data, ...options, '--json']);
  return { ...result, ...(JSON.parse(result.stdout || '{"items":[]}') as PassportVerification) };
}

/** What came of each item that is not identical, by its name. */
function notable({ items }: PassportVerification): Record<string, string> {
  return Object.fromEntries(
    items
      .filter(({ agreement }) => agreement !== 'identical')
      .map(({ name, agreement, detail }) => [name, `${agreement}: ${detail}`]),
  );
}

/** What only a run of the history tells. */
const RECORDS = [
  'recorded environment',
  'recorded losses',
  'interventions',
  'recorded evaluation: test, greedy',
  'recorded evaluation: test, beam',
];

/** A copy of the home in which something may be damaged. */
function copyOfHome(): string {
  const copy = join(temporaryFolder(), 'home');
  cpSync(home, copy, { recursive: true });
  return copy;
}

it('verifies a run of this home: data, records, weights and what they decode are identical', async () => {
  const found = await verify(passport, '--run', run, '--home', home);
  expect(found.stderr).not.toMatch(/error/);
  expect(found.code).toBe(0);
  expect(notable(found)).toEqual({});
  expect(found.arithmetic).toEqual([]);
  const names = found.items.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'data: test split',
      'settings',
      'tokenizer: target',
      'weights',
      'recorded losses',
      'recorded evaluation: test, beam',
      'metrics: test, greedy',
      'validation loss of epoch 2, free-running',
      'predictions: test, beam',
      'log-probabilities: test, greedy',
      'perplexity: test, greedy',
    ]),
  );
});

it('is the same, byte for byte, whenever it is written', async () => {
  const again = join(temporaryFolder(), 'again.json');
  await runCommand(['passport', run, '--out', again, '--home', home]);
  expect(readFileSync(again).equals(readFileSync(passport))).toBe(true);
});

/** A copy of the home in which evaluations are of an epoch before that of the checkpoint, as after resuming. */
function homeWithOlderEvaluations(decoders: readonly string[]): string {
  const copy = copyOfHome();
  const database = new Sqlite(join(copy, 'history.sqlite'));
  const older = database.prepare(
    `UPDATE evaluations SET document = json_set(document, '$.epoch', 1) WHERE run_id = ? AND decoder = ?`,
  );
  for (const decoder of decoders) expect(older.run(run, decoder).changes).toBe(1);
  database.close();
  return copy;
}

it('leaves out, and names, evaluations of other weights than the best checkpoint has', async () => {
  const copy = homeWithOlderEvaluations(['beam']);
  const out = join(copy, 'partial.json');
  const written = await runCommand(['passport', run, '--out', out, '--home', copy]);
  expect(written.code, written.stderr).toBe(0);
  expect(written.stderr).toMatch(
    new RegExp(
      `Note: Left out, .*: test, beam \\(epoch 1\\), while the best checkpoint is of epoch 2; .*evaluate ${run}`,
    ),
  );
  const { content } = JSON.parse(readFileSync(out, 'utf8')) as Passport;
  expect(content.evaluations.map(({ decoder, epoch }) => [decoder, epoch])).toEqual([['greedy', 2]]);
  const found = await verify(out, '--run', run, '--home', copy);
  expect(found.code).toBe(0);
  expect(notable(found)).toEqual({});
});

it('refuses to write a passport when all evaluations are of older weights, and says what to run', async () => {
  const copy = homeWithOlderEvaluations(['greedy', 'beam']);
  const out = join(copy, 'none.json');
  const { code, stderr } = await runCommand(['passport', run, '--out', out, '--home', copy]);
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`evaluated with older weights only: .*: unroll evaluate ${run}$`, 'm'));
  expect(existsSync(out)).toBe(false);
});

it('verifies data and metrics without a run, needs no history, and says what it did not look at', async () => {
  const empty = temporaryFolder();
  const found = await verify(passport, '--home', empty);
  expect(found.code).toBe(0);
  expect(Object.keys(notable(found))).toEqual([
    'architecture',
    'settings',
    'weights',
    ...RECORDS,
    'validation losses',
    ...['greedy', 'beam'].flatMap((decoder) =>
      ['predictions', 'log-probabilities', 'perplexity'].map((what) => `${what}: test, ${decoder}`),
    ),
  ]);
  expect(notable(found)['validation losses']).toMatch(/^not-checked: neither a run nor a folder/);
  expect(found.items.map(({ name }) => name)).toContain('tokenizer: source, rebuilt');
  expect(readdirSync(empty)).toEqual([]);
});

it('verifies by the folder of a run, also where it lies apart from its home', async () => {
  const folder = join(home, 'runs', run);
  const inHome = await verify(passport, '--checkpoint', folder);
  expect(Object.keys(notable(inHome))).toEqual(RECORDS);
  expect(notable(inHome)['recorded losses']).toMatch(/^not-checked: the folder .* does not say/);
  expect(inHome.items.map(({ name }) => name)).toContain('tokenizer: source');
  const apart = temporaryFolder();
  cpSync(join(folder, 'best.safetensors'), join(apart, 'weights.safetensors'));
  const found = await verify(passport, '--checkpoint', apart);
  expect(Object.keys(notable(found))).toEqual(['architecture', 'settings', ...RECORDS]);
  expect(found.items.map(({ name }) => name)).toContain('predictions: test, beam');
});

/** Writes the passport with other content, and hashes that are right. */
function resealed(change: (content: Passport['content']) => Partial<Passport['content']>): string {
  const { content, application } = JSON.parse(readFileSync(passport, 'utf8')) as Passport;
  const path = join(temporaryFolder(), 'resealed.json');
  writeFileSync(path, passportText(sealPassport({ ...content, ...change(content) }, application)));
  return path;
}

it('names the epoch that a resealed passport gives to the same weights', async () => {
  const path = resealed(({ checkpoint }) => ({ checkpoint: { ...checkpoint, epoch: 1 } }));
  for (const by of [
    ['--run', run, '--home', home],
    ['--checkpoint', join(home, 'runs', run)],
  ]) {
    const found = await verify(path, ...by);
    expect(found.code).toBe(1);
    expect(notable(found)['weights']).toBe('differs: they are of epoch 2, the passport says epoch 1');
  }
});

it('does not take a run without an environment for one that has the passport’s', async () => {
  const copy = copyOfHome();
  const database = new Sqlite(join(copy, 'history.sqlite'));
  database.prepare('UPDATE runs SET environment_id = NULL WHERE id = ?').run(run);
  database.close();
  const found = await verify(passport, '--run', run, '--home', copy);
  expect(found.code).toBe(1);
  expect(notable(found)).toEqual({ 'recorded environment': 'differs: the run has none' });
});

it('names a fact of the environment that only the passport has', async () => {
  const path = resealed(({ environment }) => ({
    environment: { ...environment!, invented: 'fact' } as Passport['content']['environment'],
  }));
  const found = await verify(path, '--run', run, '--home', home);
  expect(notable(found)).toEqual({
    'recorded environment': 'differs: invented is null, the passport says "fact"',
  });
});

it('names the tensor of which one byte was changed', async () => {
  const copy = copyOfHome();
  const path = join(copy, 'runs', run, 'best.safetensors');
  const file = readFileSync(path);
  const { tensors } = decodeSafetensors(file, path);
  const header = JSON.parse(file.toString('utf8', 8, 8 + Number(file.readBigUInt64LE(0))));
  const { name } = tensors[3];
  // The lowest byte of the first number's mantissa.
  file[8 + Number(file.readBigUInt64LE(0)) + header[name].data_offsets[0]] ^= 1;
  writeFileSync(path, file);
  const found = await verify(passport, '--run', run, '--home', copy);
  expect(found.code).toBe(1);
  expect(notable(found)['weights']).toBe(`differs: tensor ${name} has other values`);
  expect(found.stderr).toMatch(/^error: .*what differs: weights/m);
});

it('names the prediction that was changed in the history', async () => {
  const copy = copyOfHome();
  const database = new Sqlite(join(copy, 'history.sqlite'));
  database
    .prepare(
      `UPDATE predictions SET hypothesis = 'def f' WHERE position = 7 AND evaluation_id =
         (SELECT id FROM evaluations WHERE run_id = ? AND decoder = 'greedy')`,
    )
    .run(run);
  database.close();
  const found = await verify(passport, '--run', run, '--home', copy);
  expect(found.code).toBe(1);
  expect(notable(found)).toEqual({
    'recorded evaluation: test, greedy': 'differs: the prediction of example 7',
  });
});

it('names the prediction that a forged passport has, whose hashes are right', async () => {
  const { content, application } = JSON.parse(readFileSync(passport, 'utf8')) as Passport;
  const [{ ...evaluation }] = content.evaluations;
  const { passportPrediction, hashPredictions } =
    await import('../../../src-main/engine/passport/passport-file');
  const predictions = evaluation.predictions.with(
    4,
    passportPrediction({ ...evaluation.predictions[4], hypothesis: 'def forged ( )' }),
  );
  const forgedEvaluation = { ...evaluation, predictions, hash: hashPredictions(predictions) };
  const forged = sealPassport({ ...content, evaluations: [forgedEvaluation] }, application);
  const path = join(temporaryFolder(), 'forged.json');
  writeFileSync(path, passportText(forged));
  const found = await verify(path, '--checkpoint', join(home, 'runs', run));
  expect(found.code).toBe(1);
  expect(notable(found)['predictions: test, greedy']).toMatch(
    /^differs: 1 of 12 examples: example 4 is “.*”, the passport says “def forged \( \)”$/,
  );
});

it('names the test row that was changed, and where it is in the source', async () => {
  const { content } = JSON.parse(readFileSync(passport, 'utf8')) as Passport;
  const lines = readFileSync(rows, 'utf8').split('\n');
  const { permutation } = await import('../../../src-main/engine/data/permutation');
  const row = permutation(600, content.configuration.SEED)[60 + 8 + 5];
  const changed = join(temporaryFolder(), 'changed.jsonl');
  writeFileSync(changed, lines.with(row, lines[row].replace('return', 'yield')).join('\n'));
  const found = await verify(passport, '--run', run, '--home', home, '--data', changed);
  expect(found.code).toBe(1);
  expect(notable(found)['data: test split']).toMatch(
    new RegExp(`^differs: 1 of 12 examples: example 5 \\(usable row ${row + 1} of the source\\)`),
  );
  expect(Object.keys(notable(found))).toContain('metrics: test, greedy');
  expect(Object.keys(notable(found))).not.toContain('data: train split');
});

it('says so when the source has other rows', async () => {
  const fewer = join(temporaryFolder(), 'fewer.jsonl');
  writeFileSync(fewer, readFileSync(rows, 'utf8').split('\n').slice(1).join('\n'));
  const found = await verify(passport, '--data', fewer);
  expect(found.code).toBe(1);
  expect(notable(found)['data: usable rows']).toBe('differs: 599 where the passport has 600');
  expect(notable(found)['data: test split']).toMatch(/^differs: \d+ of 12 examples: .* and \d+ more$/);
});

it('names the setting in which another run differs', async () => {
  const text = readFileSync(join(home, 'runs', run, 'run.json'), 'utf8').replace(
    '"BEAM_SIZE": 3',
    '"BEAM_SIZE": 4',
  );
  const folder = temporaryFolder();
  cpSync(join(home, 'runs', run, 'best.safetensors'), join(folder, 'best.safetensors'));
  writeFileSync(join(folder, 'run.json'), text);
  const found = await verify(passport, '--checkpoint', folder);
  expect(notable(found)['settings']).toBe('differs: BEAM_SIZE is 4, the passport says 3');
  expect(Object.keys(notable(found))).toEqual(['settings', ...RECORDS]);
});

it.each<[string, (text: string) => string, RegExp]>([
  ['is cut off', (text) => text.slice(0, 5000), /not a whole passport/],
  [
    'has another digit',
    (text) => text.replace(/"bleu": (\d)/, '"bleu": 9$1'),
    /content\.evaluations does not have its hash/,
  ],
  [
    'has another hypothesis',
    (text) => text.replace('"hypothesis": "', '"hypothesis": "x '),
    /\(test, greedy\): prediction 0 does not/,
  ],
  [
    'has another example',
    (text) => text.replace(/("test": \[\s*")(.)/, (_, head, digit) => `${head}${digit === '0' ? '1' : '0'}`),
    /content\.split\.hash/,
  ],
  [
    'lacks a setting',
    (text) => text.replace(/ *"SEED": 42,\n/, ''),
    /content\.configuration\.SEED: SEED is missing/,
  ],
  ['has a wrong hash', (text) => text.replace(/("sha256": ")(.)/, '$1z'), /must be a SHA-256/],
  ['is formatted otherwise', (text) => text.replace('{\n', '{\n\n'), /line 2 is not as it was/],
  ['is of a newer version', (text) => text.replace(/"version": 2\n/, '"version": 3\n'), /passport version 3/],
  [
    'hides interventions',
    (text) => text.replace(/"version": 2\n/, '"version": 1\n'),
    /content\.interventions: is not of version 1/,
  ],
  ['is another document', () => '{}', /no passport of an Unroll run/],
])('refuses a passport that %s', async (_, edit, message) => {
  const text = readFileSync(passport, 'utf8');
  const path = join(temporaryFolder(), 'edited.json');
  writeFileSync(path, edit(text));
  expect(readFileSync(path, 'utf8')).not.toBe(text);
  const { code, stderr, stdout } = await verify(path);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: [^\n]*edited\.json: [^\n]*\n$/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

it('tells of a learning rate that was changed by hand, and finds a run without the change different', async () => {
  const changed = copyOfHome();
  const database = new Sqlite(join(changed, 'history.sqlite'));
  database.prepare('INSERT INTO interventions VALUES (?, 3, ?, 0.001, 0.0005)').run(run, 'LEARNING_RATE');
  database.close();
  const told = join(temporaryFolder(), 'told.json');
  await runCommand(['passport', run, '--out', told, '--home', changed]);
  const { version, content } = JSON.parse(readFileSync(told, 'utf8')) as Passport;
  expect(version).toBe(2);
  expect(content.interventions).toEqual([{ step: 3, setting: 'LEARNING_RATE', from: 0.001, to: 0.0005 }]);
  expect(notable(await verify(told, '--run', run, '--home', changed))).toEqual({});
  const other = await verify(told, '--run', run, '--home', home);
  expect(other.code).toBe(1);
  expect(notable(other)).toEqual({
    interventions:
      'differs: nothing was changed by hand; the passport says: LEARNING_RATE changed from 0.001 to 0.0005 at step 3',
  });

  // One that was written before they were told of is as good as it was.
  const { interventions: _, ...before } = content;
  const old = join(temporaryFolder(), 'old.json');
  writeFileSync(old, passportText(sealPassport(before, '0.1.0')));
  expect(notable(await verify(old, '--run', run, '--home', home))).toEqual({});
  const unsaid = await verify(old, '--run', run, '--home', changed);
  expect(unsaid.code).toBe(0);
  expect(notable(unsaid).interventions).toMatch(/^not-checked: a passport of version 1/);
});

it.each<[string, string[], number, RegExp]>([
  ['no data', ['verify', 'PASSPORT'], 2, /is verified by its data: --data SOURCE/],
  [
    'both a run and a folder',
    ['verify', 'PASSPORT', '--run', 'x', '--checkpoint', 'y'],
    2,
    /cannot be used with/,
  ],
  [
    'a folder without weights',
    ['verify', 'PASSPORT', '--data', 'ROWS', '--checkpoint', 'EMPTY'],
    1,
    /has no \.safetensors/,
  ],
  ['data for a page', ['verify', 'PAGE', '--data', 'ROWS'], 2, /--data is for passports/],
  ['a run that there is none of', ['passport', 'nobody', '--out', 'x.json'], 1, /There is no run "nobody"/],
  ['a folder that there is none of', ['passport', 'x', '--out', 'none/x.json'], 1, /there is no folder none/],
])('answers %s with one line', async (_, argv, expected, message) => {
  const page = join(temporaryFolder(), 'page.html');
  writeFileSync(page, '<!doctype html>');
  const places: Record<string, string> = {
    PASSPORT: passport,
    ROWS: rows,
    EMPTY: temporaryFolder(),
    PAGE: page,
  };
  const { code, stderr } = await runCommand([...argv.map((word) => places[word] ?? word), '--home', home]);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(code).toBe(expected);
});
