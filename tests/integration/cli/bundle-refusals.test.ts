import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryOf, zipContent } from '../../../src-main/engine/files/zip/write-zip';
import type { BundleManifest } from '../../../src-shared/domain/bundle';
import { temporaryFolder } from '../../unit/history/samples';
import { bundledStudy, command, printed } from './bundled-study';

let home: string;
let bundle: string;
beforeAll(async () => {
  const bundled = await bundledStudy();
  ({ home, bundle } = bundled);
  return bundled.remove;
}, 120_000);

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
