import { join } from 'node:path';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { UserError } from '../../../../src-shared/domain/errors';
import { downloadFile } from './hub-download';
import { listHubFiles, type HubDataset, type HubFile } from './hub-listing';
import { parquetSource } from './parquet';
import type { Source, SourceContext } from './source';

const DEFAULT_ENDPOINT = 'https://huggingface.co';
const DATASET = /^hf:([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w.-]*)$/;

/**
 * A dataset of the Hugging Face hub: the parquet files of its `train` split, or all where the file names tell no splits,
 * in the order of their paths. Files are downloaded into the cache; an interrupted download goes on where it ended, and
 * every file is checked against the hub's checksum. The environment variable HF_ENDPOINT names another hub.
 * @throws UserError offline, for an unknown dataset, and for a download that does not match its checksum.
 */
export async function hubSource(
  location: string,
  options: SourceOptions | undefined,
  context: SourceContext,
): Promise<Source> {
  const dataset = parseLocation(location, context.cacheDirectory);
  const files = trainingFiles(await listHubFiles(dataset, context.signal), location);
  const paths: string[] = [];
  for (const file of files) paths.push(await downloadFile(dataset, file, context));
  const description = `${dataset.name} of ${new URL(dataset.endpoint).host} (${files.map(({ path }) => path).join(', ')})`;
  return parquetSource(paths, description, options, context);
}

function parseLocation(location: string, cacheDirectory: string): HubDataset {
  const match = DATASET.exec(location);
  if (!match) throw new UserError(`${location}: write hf:OWNER/NAME, e.g. hf:Nan-Do/code-search-net-python`);
  const [, owner, name] = match as unknown as [string, string, string];
  return {
    name: `${owner}/${name}`,
    endpoint: (process.env['HF_ENDPOINT'] || DEFAULT_ENDPOINT).replace(/\/+$/, ''),
    folder: join(cacheDirectory, 'datasets', owner, name),
  };
}

function trainingFiles(files: readonly HubFile[], location: string): HubFile[] {
  const parquet = files
    .filter(({ path }) => /\.parquet$/i.test(path))
    .sort((first, second) => (first.path < second.path ? -1 : 1));
  if (parquet.length === 0)
    throw new UserError(
      `${location}: the dataset has no parquet files; download it and give one of its files instead`,
    );
  const train = parquet.filter(({ path }) => /(^|[/_-])train([-_./]|$)/i.test(path));
  return train.length > 0 ? train : parquet;
}
