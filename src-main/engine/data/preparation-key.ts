import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { describeFile } from '../files/describe-file';
import { advancing, type Work } from '../work';
import type { LengthKeys, VocabularyKeys } from './prepare';
import type { SourceBasis } from './sources';
import type { SplitKeys } from './split';

/** Of what data are made into. Raise it with every change of the program that makes something else of the same rows. */
export const PREPARATION_VERSION = 2;

type PreparationConfiguration = SplitKeys & LengthKeys & VocabularyKeys;

/** The settings that data are prepared by. */
const SETTINGS = Object.keys({
  TRAIN_SIZE: true,
  VAL_SIZE: true,
  TEST_SIZE: true,
  SEED: true,
  MAX_DOCSTRING_LEN: true,
  MAX_CODE_LEN: true,
  VOCAB_SIZE: true,
  VOCABULARY_FROM: true,
} satisfies Record<keyof PreparationConfiguration, true>) as (keyof PreparationConfiguration)[];

/**
 * What prepared data depend on, as a SHA-256 (hexadecimal): the content of the source's files, how they are read, the
 * settings, and the version of the program's own part. Not the files' place.
 */
export async function preparationKey(
  { files, settings }: SourceBasis,
  configuration: PreparationConfiguration,
  activity: string,
  work: Work,
): Promise<string> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const advance = advancing(activity, total, 'bytes', work);
  const contents: [name: string, sha256: string][] = [];
  for (const { name, path } of files) contents.push([name, (await describeFile(path, advance)).sha256]);
  const parameters = SETTINGS.map((name) => [name, configuration[name]]);
  const facts = { version: PREPARATION_VERSION, settings, contents, parameters };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
