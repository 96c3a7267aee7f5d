import { stat } from 'node:fs/promises';
import type { SourceRequest } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { hubSource } from './hub';
import { jsonLinesSource } from './json-lines';
import { parquetSource } from './parquet';
import { pythonStandardLibrarySource } from './python-stdlib';
import { pythonTreeSource } from './python-tree';
import { syntheticSource } from './synthetic';
import type { Source, SourceContext } from './source';

export type { LoadedExamples, Source, SourceBasis, SourceContext } from './source';

const POSSIBLE =
  'a .jsonl, .jsonl.gz or .parquet file, a folder of Python source, python:stdlib, hf:OWNER/NAME or synthetic:N';

/**
 * Finds a source. What each location means: a file by its extension (JSON Lines, parquet), a folder or
 * `python:PATH` (Python source), `python:stdlib` (the standard library of the Python found on this computer),
 * `hf:OWNER/NAME` (a dataset of the Hugging Face hub), `synthetic` or `synthetic:N` (generated pairs).
 * @throws UserError when the location is not one of these, or what it names is missing. What is broken is found by reading.
 */
export async function openSource(request: SourceRequest, context: SourceContext): Promise<Source> {
  const location = request.location.trim();
  const options = request.options;
  if (location === 'synthetic' || location.startsWith('synthetic:'))
    return syntheticSource(location, context);
  if (location === 'python:stdlib') return pythonStandardLibrarySource(options, context);
  if (location.startsWith('hf:')) return hubSource(location, options, context);
  if (location.startsWith('python:')) {
    const folder = location.slice('python:'.length);
    if (!(await kindOf(folder)).isDirectory())
      throw new UserError(`${folder}: not a folder; python: takes a folder of Python source, or stdlib`);
    return pythonTreeSource(folder, options, context);
  }
  if (location === '') throw new UserError(`No data source given; it can be ${POSSIBLE}`);
  if ((await kindOf(location)).isDirectory()) return pythonTreeSource(location, options, context);
  if (/\.(jsonl|ndjson|json)(\.gz)?$/i.test(location)) return jsonLinesSource(location, options, context);
  if (/\.parquet$/i.test(location)) return parquetSource([location], location, options, context);
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
