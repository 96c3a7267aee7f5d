import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { tokenize } from '../../text/tokenizer';
import { extractFunctions } from './python-functions';
import { ExampleCollector, type LoadedExamples, type SourceContext } from './source';

const LARGEST_FILE = 4 * 1024 * 1024;
const NOT_OWN_SOURCE = new Set(['__pycache__', 'node_modules', 'site-packages', 'dist-packages']);

/** What distinguishes a folder of somebody's from the standard library. */
export interface PythonTreeSettings {
  readonly description: string;
  /** Folders directly under the root that are left out. */
  readonly excludedFolders: ReadonlySet<string>;
}

/**
 * Reads the functions and methods with docstrings of all `.py` files under a folder: paths in code-unit order, functions
 * in the order of the file, so that every machine gets the same rows. Tests, dunder methods, functions inside functions
 * and duplicates (equal tokens) are left out and counted.
 * @throws UserError when the folder cannot be read.
 */
export async function loadPythonTree(
  folder: string,
  options: SourceOptions | undefined,
  context: SourceContext,
  settings: PythonTreeSettings = { description: `Python source in ${folder}`, excludedFolders: new Set() },
): Promise<LoadedExamples> {
  const collector = new ExampleCollector();
  const paths = await pythonFiles(folder, settings.excludedFolders, collector);
  const seen = new Set<string>();
  for (const [index, path] of paths.entries()) {
    context.signal?.throwIfAborted();
    context.progress('Reading Python source', index, paths.length, 'files');
    const source = await readSource(join(folder, path), collector);
    if (source === null) continue;
    const { functions, skipped } = extractFunctions(source);
    for (const reason of skipped) collector.skip(reason);
    for (const { docstring, code, codeWithDocstring } of functions) {
      const normalised = tokenize(code).join(' ');
      if (seen.has(normalised)) collector.skip('duplicate of an earlier function');
      else collector.add({ docstring, code: options?.keepDocstring ? codeWithDocstring : code });
      seen.add(normalised);
    }
  }
  context.progress('Reading Python source', paths.length, paths.length, 'files');
  return collector.finish(settings.description);
}

/** Paths of the tree's source files relative to the root, with `/`, in code-unit order. */
async function pythonFiles(
  folder: string,
  excluded: ReadonlySet<string>,
  collector: ExampleCollector,
): Promise<string[]> {
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
        if (entry.name.endsWith('.py')) collector.skip('symbolic link, not followed');
      } else if (entry.isDirectory()) {
        if (isSourceFolder(entry.name) && !excluded.has(path)) {
          if (isTestFolder(entry.name)) collector.skip('folder of tests');
          else pending.push(`${path}/`);
        }
      } else if (entry.isFile() && entry.name.endsWith('.py')) {
        if (/^test_.*\.py$|_test\.py$/.test(entry.name)) collector.skip('file of tests');
        else paths.push(path);
      }
    }
  }
  return paths.sort();
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
