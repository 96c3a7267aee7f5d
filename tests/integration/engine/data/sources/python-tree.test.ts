import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, recordingContext, temporaryFolder } from '../../../../helpers/data';

const source = (name: string, body = `return '${name}'`) =>
  `def ${name}():\n    """Do ${name}."""\n    ${body}\n`;

async function treeOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function load(location: string, options = {}) {
  const { context, reports } = recordingContext(await temporaryFolder());
  return { ...(await readSource({ location, options }, context)), reports };
}

describe('a folder of Python source', () => {
  it('gives its functions by path in code-unit order, then by place in the file', async () => {
    const folder = await treeOf({
      'b.py': source('third') + source('fourth'),
      'a/z.py': source('second'),
      'a/Z.py': source('first'),
      'b/c.py': source('fifth'),
      'notes.txt': source('none'),
    });
    const { examples, reports, description } = await load(folder);
    expect(examples.map(({ docstring }) => docstring)).toEqual([
      'Do first.',
      'Do second.',
      'Do third.',
      'Do fourth.',
      'Do fifth.',
    ]);
    expect(examples[0]!.code).toBe("def first():\n    return 'first'");
    expect(description).toBe(`Python source in ${folder}`);
    expect(reports.at(-1)).toMatchObject({ done: 4, total: 4, unit: 'files' });
    expect((await load(`python:${folder}`)).examples).toEqual(examples);
  });

  it('keeps docstrings in the code when asked to', async () => {
    const folder = await treeOf({ 'a.py': source('one') });
    const { examples } = await load(folder, { keepDocstring: true });
    expect(examples).toEqual([{ docstring: 'Do one.', code: source('one').trimEnd() }]);
  });

  it('leaves out tests, duplicates, hidden and installed packages, links and what is not UTF-8, and counts them', async () => {
    const folder = await treeOf({
      'a.py': source('one'),
      'copy.py': source('one').replaceAll('    ', '  '),
      'tests/a.py': source('in_tests'),
      'idle_test/a.py': source('in_idle_test'),
      'test_a.py': source('in_test_file'),
      'a_test.py': source('in_file_test'),
      'contest.py': source('contest'),
      'site-packages/x.py': source('installed'),
      '.venv/x.py': source('hidden'),
      'latin.py': Buffer.from([0x23, 0xe9]),
    });
    await symlink(join(folder, 'a.py'), join(folder, 'link.py'));
    await symlink(folder, join(folder, 'round'));
    const { examples, skipped } = await load(folder);
    expect(examples.map(({ docstring }) => docstring)).toEqual(['Do one.', 'Do contest.']);
    expect(skipped).toEqual({
      'folder of tests': 2,
      'file of tests': 2,
      'symbolic link, not followed': 1,
      'duplicate of an earlier function': 1,
      'file that is not UTF-8': 1,
    });
  });

  it('may have Windows line ends and a byte order mark', async () => {
    const folder = await treeOf({ 'a.py': '\ufeff' + source('one').replaceAll('\n', '\r\n') });
    expect((await load(folder)).examples[0]!.code).toBe("def one():\n    return 'one'");
  });

  it('may be empty', async () => {
    expect((await load(await temporaryFolder())).examples).toEqual([]);
  });
});
