import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import type { BundleManifest } from '../../../src-shared/domain/bundle';
import type { PassportVerification } from '../../../src-shared/domain/verification';
import { temporaryFolder } from '../../unit/history/samples';
import { bundledStudy, bundleOf, command, printed } from './bundled-study';

let home: string;
let rows: string;
let study: string;
let runOf: (architecture: string) => string;
let bundle: string;
beforeAll(async () => {
  const bundled = await bundledStudy();
  ({ home, rows, study, runOf, bundle } = bundled);
  return bundled.remove;
}, 120_000);

/** A copy of the first home in which something may be changed. */
function copyOfHome(): string {
  const copy = join(temporaryFolder(), 'home');
  cpSync(home, copy, { recursive: true });
  return copy;
}

it('brings a run to another home with all that is known of it', async () => {
  const other = temporaryFolder();
  const run = runOf('lstm-attention');
  expect(await printed(other, 'import', bundle)).toMatchObject({
    study,
    runs: [{ run, architecture: 'lstm-attention', state: 'finished', epochs: 2, evaluations: 2 }],
  });
  expect(await printed(other, 'runs', 'show', run)).toEqual(await printed(home, 'runs', 'show', run));
  for (const file of [`runs/${run}/best.safetensors`, `studies/${study}/examples.jsonl.gz`])
    expect(readFileSync(join(other, file)).equals(readFileSync(join(home, file)))).toBe(true);
  expect(readdirSync(join(other, 'imports'))).toEqual([]);
  const question = ['generate', run, '--example', '3', '--tree'];
  expect(await printed(other, ...question)).toEqual(await printed(home, ...question));
});

it('keeps every row: bundled again from the other home, the history is the same', async () => {
  const other = temporaryFolder();
  await command(other, 'import', bundle);
  const again = await bundleOf(other, runOf('lstm-attention'));
  const history = (path: string) => Buffer.from(unzipSync(readFileSync(path))['history.jsonl']).toString();
  const tables = [...history(bundle).matchAll(/^\{"table":"(\w+)"/gm)].map(([, table]) => table);
  expect(tables).toEqual(
    expect.arrayContaining([
      'steps',
      'epochs',
      'predictions',
      'probes',
      'analyses',
      'split_hashes',
      'notices',
    ]),
  );
  // Numbers of shared documents and of evaluations are a database's own.
  const plain = (text: string) => text.split('\n').map((line) => line.replace(/^\[\d+,/, '[#,'));
  expect(plain(history(again))).toEqual(plain(history(bundle)));
});

it('is the same, byte for byte, whenever it is written, and holds no path of its home', async () => {
  expect(readFileSync(await bundleOf(home, runOf('lstm-attention'))).equals(readFileSync(bundle))).toBe(true);
  const entries = unzipSync(readFileSync(bundle));
  const manifest = JSON.parse(Buffer.from(entries['bundle.json']).toString()) as BundleManifest;
  expect(manifest.files.map(({ name }) => name).sort()).toEqual(
    Object.keys(entries)
      .filter((name) => name !== 'bundle.json')
      .sort(),
  );
  // The source's location is recorded as it was given.
  for (const [name, bytes] of Object.entries(entries))
    expect(Buffer.from(bytes).toString('latin1').replaceAll(rows, 'SOURCE'), name).not.toContain(home);
});

it('verifies in the other home against the passport of the first', async () => {
  const other = temporaryFolder();
  const run = runOf('lstm');
  await command(other, 'import', await bundleOf(home, run));
  const passports = await Promise.all(
    [home, other].map(async (place) => {
      const path = join(temporaryFolder(), 'passport.json');
      const { code } = await command(place, 'passport', run, '--out', path);
      expect(code).toBe(0);
      return path;
    }),
  );
  expect(readFileSync(passports[0]).equals(readFileSync(passports[1]))).toBe(true);
  const found = await printed(other, 'verify', passports[0], '--data', rows, '--run', run);
  const { items } = found as PassportVerification;
  expect(items.filter(({ agreement }) => agreement !== 'identical')).toEqual([]);
});

it('lets runs of one study join it again, in their order, and compare', async () => {
  const other = temporaryFolder();
  for (const architecture of ['lstm-attention', 'vanilla-rnn']) {
    const { code, stderr } = await command(other, 'import', await bundleOf(home, runOf(architecture)));
    expect(code, stderr).toBe(0);
  }
  expect(await printed(other, 'runs', 'list')).toMatchObject([
    { run: runOf('vanilla-rnn'), study, name: 'Tiny/vanilla-rnn' },
    { run: runOf('lstm-attention'), study },
  ]);
  const pair = ['compare', runOf('vanilla-rnn'), runOf('lstm-attention')];
  expect(await printed(other, ...pair)).toEqual(await printed(home, ...pair));
});

it('lets a run that was stopped go on in the other home, without its source', async () => {
  const [first, other] = [copyOfHome(), temporaryFolder()];
  const run = runOf('vanilla-rnn');
  const database = new Sqlite(join(first, 'history.sqlite'));
  database.prepare(`UPDATE runs SET state = 'stopped', reason = 'Stopped by the user' WHERE id = ?`).run(run);
  database.close();
  await command(other, 'import', await bundleOf(first, run));
  expect(await printed(other, 'runs', 'show', run)).toMatchObject({ state: 'stopped' });
  const resumed = await command(other, 'resume', run);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(await printed(other, 'runs', 'show', run)).toMatchObject({ state: 'finished', epoch: 2 });
});

it('refuses a run that is here already, and leaves it as it is', async () => {
  const other = temporaryFolder();
  await command(other, 'import', bundle);
  const before = await printed(other, 'runs', 'list');
  const { code, stderr } = await command(other, 'import', bundle);
  expect(stderr).toMatch(
    /^error: .*run .* \(Tiny\/lstm-attention\) is in this home already; delete it[^\n]*$/m,
  );
  expect(code).toBe(1);
  expect(await printed(other, 'runs', 'list')).toEqual(before);
  await command(other, 'runs', 'delete', runOf('lstm-attention'));
  expect((await command(other, 'import', bundle)).code).toBe(0);
});

it('takes in a run whose folders an import left that was cut off before it recorded them', async () => {
  const other = temporaryFolder();
  const run = runOf('lstm-attention');
  for (const folder of [`runs/${run}`, `studies/${study}`])
    cpSync(join(home, folder), join(other, folder), { recursive: true });
  writeFileSync(join(other, 'runs', run, 'best.safetensors'), 'half of it');
  expect(await printed(other, 'import', bundle)).toMatchObject({ study, runs: [{ run }] });
  const weights = `runs/${run}/best.safetensors`;
  expect(readFileSync(join(other, weights)).equals(readFileSync(join(home, weights)))).toBe(true);
  expect(readdirSync(join(other, 'imports'))).toEqual([]);
});

it('refuses a run whose study is here with other data', async () => {
  const other = temporaryFolder();
  await command(other, 'import', bundle);
  writeFileSync(join(other, 'studies', study, 'split.json'), '{}');
  const { code, stderr } = await command(other, 'import', await bundleOf(home, runOf('lstm')));
  expect(stderr).toMatch(/study .* is in this home with another studies\/.*\/split\.json/);
  expect(code).toBe(1);
});

it('does not bundle what was damaged, and says which file', async () => {
  const copy = copyOfHome();
  const run = runOf('lstm');
  const path = join(copy, 'runs', run, 'best.safetensors');
  const file = readFileSync(path);
  file[file.length - 1] ^= 1;
  writeFileSync(path, file);
  const out = join(temporaryFolder(), 'run.zip');
  const { code, stderr } = await command(copy, 'bundle', run, '--out', out);
  expect(stderr).toMatch(
    new RegExp(`^error: runs/${run}/best\\.safetensors: is not the file that was recorded`, 'm'),
  );
  expect(code).toBe(1);
  expect(existsSync(out)).toBe(false);
});
