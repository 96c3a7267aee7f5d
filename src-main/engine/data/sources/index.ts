import { stat } from 'node:fs/promises';
import type { SourceRequest } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { loadHub } from './hub';
import { loadJsonLines } from './json-lines';
import { loadParquet } from './parquet';
import { loadPythonStandardLibrary } from './python-stdlib';
import { loadPythonTree } from './python-tree';
import { loadSynthetic } from './synthetic';
import type { LoadedExamples, SourceContext } from './source';

export type { LoadedExamples, ReportProgress, SourceContext } from './source';

const POSSIBLE =
  'a .jsonl, .jsonl.gz or .parquet file, a folder of Python source, python:stdlib, hf:OWNER/NAME or synthetic:N';

/**
 * Reads all examples of a source. What each location means: a file by its extension (JSON Lines, parquet), a folder or
 * `python:PATH` (Python source), `python:stdlib` (the standard library of the Python found on this computer),
 * `hf:OWNER/NAME` (a dataset of the Hugging Face hub), `synthetic` or `synthetic:N` (generated pairs).
 * @throws UserError when the location is not one of these, or what it names is missing or broken.
 */
export async function openSource(request: SourceRequest, context: SourceContext): Promise<LoadedExamples> {
  const location = request.location.trim();
  const options = request.options;
  if (location === 'synthetic' || location.startsWith('synthetic:')) return loadSynthetic(location, context);
  if (location === 'python:stdlib') return loadPythonStandardLibrary(options, context);
  if (location.startsWith('hf:')) return loadHub(location, options, context);
  if (location.startsWith('python:')) {
    const folder = location.slice('python:'.length);
    if (!(await kindOf(folder)).isDirectory())
      throw new UserError(`${folder}: not a folder; python: takes a folder of Python source, or stdlib`);
    return loadPythonTree(folder, options, context);
  }
  if (location === '') throw new UserError(`No data source given; it can be ${POSSIBLE}`);
  if ((await kindOf(location)).isDirectory()) return loadPythonTree(location, options, context);
  if (/\.(jsonl|ndjson|json)(\.gz)?$/i.test(location)) return loadJsonLines(location, options, context);
  if (/\.parquet$/i.test(location)) return loadParquet([location], location, options, context);
  throw new UserError(`${location}: not a data source that Unroll reads; it can be ${POSSIBLE}`);
}

async function kindOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UserError(`${path}: there is no such file or folder; a data source can be ${POSSIBLE}`);
    throw new UserError(`${path}: cannot be read (${(error as Error).message})`);
  }
}
