import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSPORT_FORMAT } from '../../../src-shared/domain/passport';
import { parseRoute } from '../../../src-shared/domain/routes';
import { describeFiles } from '../../../src-main/ipc/offered-files';
import { temporaryHome } from '../../helpers/temporary-home';

let folder: string;
let remove: () => void;

/** Writes a file (with the folders above it) and gives its path. */
function file(name: string, content = ''): string {
  const place = path.join(folder, name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
}

async function linkOf(...paths: string[]) {
  const { kind, link } = await describeFiles(paths);
  const route = link === null ? null : parseRoute(link);
  return { kind, view: route?.view, query: route?.query };
}

beforeAll(() => ({ home: folder, remove } = temporaryHome()));
afterAll(() => remove());

describe('what is offered', () => {
  it.each([
    ['best.pt', 'models', 'import', 'path'],
    ['run.zip', 'bundle', 'import', 'path'],
    ['report.html', 'report', 'verify', 'report'],
    ['pairs.jsonl', 'data', 'new-study', 'source'],
    ['pairs.jsonl.gz', 'data', 'new-study', 'source'],
    ['train.parquet', 'data', 'new-study', 'source'],
  ])('is known by its name: %s', async (name, kind, view, key) => {
    const place = file(name);
    expect(await linkOf(place)).toEqual({ kind, view, query: { [key]: place } });
  });

  it('is a passport or data where it is JSON, and settings are told apart', async () => {
    const passport = file('passport.json', JSON.stringify({ format: PASSPORT_FORMAT }));
    expect(await linkOf(passport)).toMatchObject({ kind: 'passport', query: { passport } });
    expect((await linkOf(file('rows.json', '[{"docstring":"a"}]'))).kind).toBe('data');
    const settings = await describeFiles([file('config.json', '{"EPOCHS": 3}')]);
    expect(settings).toMatchObject({ kind: 'unknown', link: null });
    expect(settings.message).toContain('settings of a run');
  });

  it('is a folder of models, also one level above them', async () => {
    const models = path.dirname(file('notebook/models/lstm.pt'));
    expect(await linkOf(models)).toMatchObject({ kind: 'models', query: { path: models } });
    expect(await linkOf(path.dirname(models))).toMatchObject({ kind: 'models', query: { path: models } });
  });

  it('is a folder of Python, however deep they lie', async () => {
    file('project/src/package/module.py');
    const project = path.join(folder, 'project');
    expect(await linkOf(project)).toEqual({
      kind: 'python-folder',
      view: 'new-study',
      query: { source: project },
    });
  });

  it.each([
    ['a file of another kind', () => [file('note.txt')], /no kind of file that Unroll knows.*\.parquet/],
    ['a single Python file', () => [file('one.py')], /folder that it lies in/],
    [
      'an empty folder',
      () => [path.dirname(file('empty/readme'))],
      /neither PyTorch checkpoints nor Python files/,
    ],
    ['several at once', () => [file('a.pt'), file('b.pt')], /one file or folder at a time/],
    ['what is not there', () => [path.join(folder, 'none')], /cannot be read/],
  ])('is refused with what would be right: %s', async (_what, paths, message) => {
    const offered = await describeFiles(paths());
    expect(offered).toMatchObject({ kind: 'unknown', link: null });
    expect(offered.message).toMatch(message);
  });

  it.skipIf(process.platform === 'win32')('is no pipe, which would be waited for', async () => {
    const pipe = path.join(folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    expect((await describeFiles([pipe])).message).toBe('pipe.json is neither a file nor a folder.');
  });

  // Root may read everything.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is a folder of Python files also when another folder in it cannot be read',
    async () => {
      file('sources/b/module.py');
      const closed = path.dirname(file('sources/a/closed.txt'));
      chmodSync(closed, 0);
      expect((await linkOf(path.join(folder, 'sources'))).kind).toBe('python-folder');
      chmodSync(closed, 0o700);
    },
  );
});
