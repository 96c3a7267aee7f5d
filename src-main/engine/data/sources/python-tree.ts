import { hash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedCounts, SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { tokenize } from '../../../../src-shared/format/tokenizer';
import { extractFunctions } from './python-functions';
import {
  ExampleCollector,
  type LoadedExamples,
  type Source,
  type SourceBasis,
  type SourceContext,
} from './source';

const LARGEST_FILE = 4 * 1024 * 1024;
const NOT_OWN_SOURCE = new Set(['__pycache__', 'node_modules', 'site-packages', 'dist-packages']);

/** What distinguishes a folder of somebody's from the standard library. */
export interface PythonTreeSettings {
  readonly description: string;
  /** Folders directly under the root that are left out. */
  readonly excludedFolders: ReadonlySet<string>;
}

/**
 * The functions and methods with docstrings of all `.py` files under a folder: paths in code-unit order, functions in
 * the order of the file, so that every machine gets the same rows. Tests, dunder methods, functions inside functions
 * and duplicates (equal tokens) are left out and counted.
 * @throws UserError when the folder cannot be read.
 */
export async function pythonTreeSource(
  folder: string,
  options: SourceOptions | undefined,
  context: SourceContext,
  settings: PythonTreeSettings = { description: `Python source in ${folder}`, excludedFolders: new Set() },
): Promise<Source> {
  const { paths, skipped } = await pythonFiles(folder, settings.excludedFolders);
  const keepDocstring = options?.keepDocstring ?? false;
  const files = paths.map((name) => ({ name, path: join(folder, name) }));
  return {
    description: settings.description,
    notices: [],
    basis: { files, settings: { kind: 'python-tree', keepDocstring, skipped } },
    read: () => readFunctions(files, keepDocstring, new ExampleCollector(skipped), context),
  };
}

async function readFunctions(
  files: SourceBasis['files'],
  keepDocstring: boolean,
  collector: ExampleCollector,
  context: SourceContext,
): Promise<LoadedExamples> {
  const seen = new Set<string>();
  for (const [index, { path }] of files.entries()) {
    await context.breathe();
    context.progress('Reading Python source', index, files.length, 'files');
    const source = await readSource(path, collector);
    if (source === null) continue;
    const { functions, skipped } = extractFunctions(source);
    for (const reason of skipped) collector.skip(reason);
    for (const { docstring, code, codeWithDocstring } of functions) {
      // Hashes, since the texts of a large tree would fill the memory.
      const tokens = hash('sha256', tokenize(code).join(' '), 'base64');
      if (seen.has(tokens)) collector.skip('duplicate of an earlier function');
      else collector.add({ docstring, code: keepDocstring ? codeWithDocstring : code });
      seen.add(tokens);
    }
  }
  context.progress('Reading Python source', files.length, files.length, 'files');
  return collector;
}

/** Paths of the tree's source files relative to the root, with `/`, in code-unit order, and what is left out. */
async function pythonFiles(
  folder: string,
  excluded: ReadonlySet<string>,
): Promise<{ paths: string[]; skipped: SkippedCounts }> {
  const left = new ExampleCollector();
  const root = await realpath(folder);
  const paths: string[] = [];
  const pending = [''];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    const entries = await readdir(join(root, parent), { withFileTypes: true }).catch((error: Error) => {
      throw new UserError(`${join(folder, parent!)}: cannot be read (${error.message})`);
    });
    for (const entry of entries) {
      const path = parent + entry.name;
      if (entry.isSymbolicLink()) {
        // Links may lead out of the folder, or round in circles.
        if (entry.name.endsWith('.py')) left.skip('symbolic link, not followed');
      } else if (entry.isDirectory()) {
        if (isSourceFolder(entry.name) && !excluded.has(path)) {
          if (isTestFolder(entry.name)) left.skip('folder of tests');
          else pending.push(`${path}/`);
        }
      } else if (entry.isFile() && entry.name.endsWith('.py')) {
        if (/^test_.*\.py$|_test\.py$/.test(entry.name)) left.skip('file of tests');
        else paths.push(path);
      }
    }
  }
  return { paths: paths.sort(), skipped: left.skipped };
}

function isSourceFolder(name: string): boolean {
  return !name.startsWith('.') && !NOT_OWN_SOURCE.has(name);
}

function isTestFolder(name: string): boolean {
  return /^tests?$|_tests?$/.test(name);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The file's text with `\n` line ends; null, and counted, if it is no source that can be used. */
async function readSource(path: string, collector: ExampleCollector): Promise<string | null> {
  if ((await stat(path)).size > LARGEST_FILE) {
    collector.skip(`file larger than ${LARGEST_FILE / 1024 / 1024} MB`);
    return null;
  }
  try {
    return utf8.decode(await readFile(path)).replace(/\r\n?/g, '\n');
  } catch (error) {
    if (!(error instanceof TypeError))
      throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
    collector.skip('file that is not UTF-8');
    return null;
  }
}
