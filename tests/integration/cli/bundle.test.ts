import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryOf, zipContent } from '../../../src-main/engine/files/zip/write-zip';
import type { BundleManifest } from '../../../src-shared/domain/bundle';
import type { PassportVerification } from '../../../src-shared/domain/verification';
import { writeHealthyRows } from '../../helpers/recorded-runs';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

let home: string;
let rows: string;
let study: string;
let runs: readonly { readonly run: string; readonly architecture: string }[];
let bundle: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  rows = writeHealthyRows(home);
  ({ study, runs } = await trainTinyStudy(home, 'Tiny', rows));
  const analysed = await command(home, 'analyse', runOf('lstm-attention'), '--memorisation');
  expect(analysed.code, analysed.stderr).toBe(0);
  bundle = await bundleOf(home, runOf('lstm-attention'));
  return () => rmSync(home, { recursive: true, force: true });
}, 120_000);

const command = (place: string, ...argv: string[]) => runCommand([...argv, '--home', place]);
const runOf = (architecture: string) => runs.find((run) => run.architecture === architecture)!.run;

async function bundleOf(place: string, run: string): Promise<string> {
  const path = join(mkdtempSync(join(home, 'bundle-')), 'run.zip');
  const { code, stderr } = await command(place, 'bundle', run, '--out', path);
  expect(code, stderr).toBe(0);
  return path;
}

/** What a command prints as JSON. */
async function printed(place: string, ...argv: string[]): Promise<unknown> {
  const { stdout, stderr, code } = await command(place, ...argv, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

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
    /^error: .*run .* \(Tiny\/lstm-attention\) is in this home already; delete it[^\n]*\n$/,
  );
  expect(code).toBe(1);
  expect(await printed(other, 'runs', 'list')).toEqual(before);
  await command(other, 'runs', 'delete', runOf('lstm-attention'));
  expect((await command(other, 'import', bundle)).code).toBe(0);
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

describe('a bundle that was tampered with', () => {
  /** The contents of the bundle, changed. */
  async function tampered(change: (contents: Map<string, Buffer>) => void): Promise<string> {
    const read = Object.entries(unzipSync(readFileSync(bundle)));
    const contents = new Map(read.map(([name, bytes]) => [name, Buffer.from(bytes)]));
    change(contents);
    const pieces: Buffer[] = [];
    for await (const piece of zipContent([...contents].map(([name, bytes]) => entryOf(name, bytes))))
      pieces.push(piece);
    const path = join(temporaryFolder(), 'tampered.zip');
    writeFileSync(path, Buffer.concat(pieces));
    return path;
  }

  /** With hashes and sizes in the manifest that fit what was changed. */
  function refitted(contents: Map<string, Buffer>): void {
    const manifest = JSON.parse(contents.get('bundle.json')!.toString()) as BundleManifest;
    const files = manifest.files.map(({ name }) => {
      const { bytes, sha256 } = entryOf(name, contents.get(name)!);
      return { name, bytes, sha256 };
    });
    contents.set('bundle.json', Buffer.from(JSON.stringify({ ...manifest, files })));
  }

  const edit =
    (name: string | RegExp, change: (text: string) => string, fit = false) =>
    (contents: Map<string, Buffer>) => {
      const key = [...contents.keys()].find((candidate) => candidate.match(name))!;
      const text = contents.get(key)!.toString('latin1');
      expect(change(text)).not.toBe(text);
      contents.set(key, Buffer.from(change(text), 'latin1'));
      if (fit) refitted(contents);
    };

  it.each<[string, (contents: Map<string, Buffer>) => void, RegExp]>([
    [
      'other weights',
      edit(/best\.safetensors/, (text) => `${text.slice(0, -1)}!`),
      /best\.safetensors is damaged/,
    ],
    [
      'a file that is not listed',
      (contents) => contents.set('runs/x', Buffer.alloc(1)),
      /holds runs\/x, which/,
    ],
    ['a file less', (contents) => contents.delete('history.jsonl'), /history\.jsonl is missing/],
    ['a path upwards', (contents) => contents.set('../evil', Buffer.alloc(1)), /no path inside a folder/],
    [
      'a file of another run',
      edit('bundle.json', (text) => text.replace(/runs\/\w+\/run\.json/, 'runs/other/run.json')),
      /lists "runs\/other\/run\.json", which is no file of its run/,
    ],
    [
      'a run called upwards',
      edit('bundle.json', (text) => text.replace(/"run": "\w+"/, '"run": "../../x"')),
      /bundle\.json is not right: run/,
    ],
    [
      'a newer version',
      edit('bundle.json', (text) => text.replace('"version": 1', '"version": 2')),
      /bundle version 2.*Update/,
    ],
    [
      'a newer history',
      edit('history.jsonl', (text) => text.replace(/\d+/, '999'), true),
      /a newer Unroll wrote/,
    ],
    [
      'another table',
      edit('history.jsonl', (text) => text.replace('"steps"', '"sqlite_master"'), true),
      /no table of an Unroll history/,
    ],
    [
      'another column',
      edit('history.jsonl', (text) => text.replace('"loss"', '"lost"'), true),
      /steps has no column lost/,
    ],
    [
      'a text for a number',
      edit('history.jsonl', (text) => text.replace(/("table":"steps".*\n\["\w+",)\d+/, '$1"x"'), true),
      /line \d+: no row that a history has in steps/,
    ],
    [
      'a path outside',
      edit(
        'history.jsonl',
        (text) => text.replace(/"runs\/(\w+)\/best\.safetensors"/, '"runs/$1/../../x"'),
        true,
      ),
      /is none of its run/,
    ],
    [
      'a wrong setting',
      edit('history.jsonl', (text) => text.replace('\\"HIDDEN_DIM\\":12', '\\"HIDDEN_DIM\\":-1'), true),
      /HIDDEN_DIM is -1/,
    ],
    [
      'a run at work',
      edit('history.jsonl', (text) => text.replace('"finished"', '"running"'), true),
      /its run is running/,
    ],
  ])('is refused whole when it has %s', async (_, change, message) => {
    const other = temporaryFolder();
    const path = await tampered(change);
    const { code, stderr, stdout } = await command(other, 'import', path);
    expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    for (const folder of ['runs', 'studies', 'imports'])
      if (existsSync(join(other, folder))) expect(readdirSync(join(other, folder))).toEqual([]);
    expect(await printed(other, 'runs', 'list')).toEqual([]);
  });
});

it.each<[string, string[], RegExp]>([
  ['a file that is missing', ['import', 'none.zip'], /none\.zip: there is no such file/],
  ['a file that is no bundle', ['import', 'package.json'], /package\.json: no checkpoint of PyTorch/],
  ['a run that there is none of', ['bundle', 'nobody', '--out', 'x.zip'], /There is no run "nobody"/],
  ['a folder that there is none of', ['bundle', 'x', '--out', 'none/x.zip'], /there is no folder none/],
])('answers %s with one line', async (_, argv, message) => {
  const { code, stderr } = await command(home, ...argv);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(code).toBe(1);
});

it('refuses a bundle that is cut off', async () => {
  const path = join(temporaryFolder(), 'cut.zip');
  writeFileSync(path, readFileSync(bundle).subarray(0, -1000));
  const { code, stderr } = await command(temporaryFolder(), 'import', path);
  expect(stderr).toMatch(/^error: .*cut\.zip: not a whole ZIP archive \(its end is missing\)\n$/);
  expect(code).toBe(1);
});

it('takes no choices with a bundle, which leaves none', async () => {
  for (const choice of [['--data', 'x'], ['--set', 'BRIDGE=sum'], ['--name', 'x'], ['--dry-run']]) {
    const { code, stderr } = await command(temporaryFolder(), 'import', bundle, ...choice);
    expect(stderr).toMatch(
      new RegExp(`^error: ${choice[0]} is for what PyTorch trained; a bundle is taken in`),
    );
    expect(code).toBe(2);
  }
});
