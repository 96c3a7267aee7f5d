import { createHash } from 'node:crypto';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodedContent } from '../../../../src-main/engine/data/encoded-file';
import { PREPARATION_VERSION, preparationKey } from '../../../../src-main/engine/data/preparation-key';
import { prepareData } from '../../../../src-main/engine/data/prepare';
import { openSource } from '../../../../src-main/engine/data/sources';
import { splitExamples } from '../../../../src-main/engine/data/split';
import {
  completeConfiguration,
  PRESETS,
  type RunConfiguration,
} from '../../../../src-shared/domain/configuration';
import type { SourceOptions } from '../../../../src-shared/domain/data';
import { quietContext, quietWork, temporaryFolder } from '../../../helpers/data';

const configuration = completeConfiguration(PRESETS.recommended, {
  TRAIN_SIZE: 30,
  VAL_SIZE: 10,
  TEST_SIZE: 10,
  VOCAB_SIZE: 60,
  MAX_DOCSTRING_LEN: 12,
  MAX_CODE_LEN: 24,
});

const content = (count: number) =>
  Array.from(
    { length: count },
    (_, number) =>
      `${JSON.stringify({ docstring: `Add ${number}, twice.`, code: `def a_${number}(x):\n  return x + ${number} * É` })}\n`,
  ).join('');

async function keyOf(location: string, given: Partial<RunConfiguration> = {}, options: SourceOptions = {}) {
  const { basis } = await openSource({ location, options }, quietContext());
  return preparationKey(basis!, { ...configuration, ...given }, 'Looking', quietWork);
}

describe('the key of prepared data', () => {
  it('is that of the content, wherever the file lies', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.jsonl'), content(50));
    await copyFile(join(folder, 'a.jsonl'), join(folder, 'b.jsonl'));
    const key = await keyOf(join(folder, 'a.jsonl'));
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(await keyOf(join(folder, 'b.jsonl'))).toBe(key);
    await writeFile(join(folder, 'b.jsonl'), content(51));
    expect(await keyOf(join(folder, 'b.jsonl'))).not.toBe(key);
  });

  it('changes with every setting that the data depend on, and with no other', async () => {
    const path = join(await temporaryFolder(), 'a.jsonl');
    await writeFile(path, content(50));
    const changes: Partial<RunConfiguration>[] = [
      { TRAIN_SIZE: 31 },
      { VAL_SIZE: 11 },
      { TEST_SIZE: 11 },
      { SEED: 1 },
      { VOCAB_SIZE: 61 },
      { MAX_DOCSTRING_LEN: 13 },
      { MAX_CODE_LEN: 25 },
      { VOCABULARY_FROM: 'all-splits' },
    ];
    const keys = [await keyOf(path)];
    for (const change of changes) keys.push(await keyOf(path, change));
    keys.push(await keyOf(path, {}, { docstringField: 'summary' }));
    expect(new Set(keys).size).toBe(keys.length);
    expect(await keyOf(path, { EPOCHS: 1, HIDDEN_DIM: 8, BATCH_SIZE: 3 })).toBe(keys[0]);
  });

  it('of a folder changes with names, contents and what is left out', async () => {
    const folder = await temporaryFolder();
    const write = (name: string) => writeFile(join(folder, name), 'def a():\n    """A."""\n    return 1\n');
    await write('a.py');
    const keys = [await keyOf(folder), await keyOf(folder, {}, { keepDocstring: true })];
    await rename(join(folder, 'a.py'), join(folder, 'b.py'));
    keys.push(await keyOf(folder));
    await mkdir(join(folder, 'tests'));
    keys.push(await keyOf(folder));
    await rm(join(folder, 'tests'), { recursive: true });
    expect(await keyOf(folder)).toBe(keys[2]);
    expect(new Set(keys).size).toBe(4);
  });

  it('is none for generated rows', async () => {
    expect((await openSource({ location: 'synthetic:10' }, quietContext())).basis).toBeNull();
  });
});

describe('the version of prepared data', () => {
  /** A digest of all that is kept of some rows. */
  async function digestOf(location: string) {
    const source = await openSource({ location }, quietContext());
    const origin = { location: 'test', description: 'test' };
    const split = await splitExamples(await source.read(), configuration, origin, quietWork);
    const data = await prepareData(split, configuration, quietWork);
    const hash = createHash('sha256').update(JSON.stringify(split.record));
    for (const piece of encodedContent(data)) hash.update(piece);
    return hash.update(data.sourceVocabulary.toJson()).update(data.targetVocabulary.toJson()).digest('hex');
  }

  it('is that of these results: where they change, PREPARATION_VERSION must be raised', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'rows.jsonl'), content(60));
    const tree = join(folder, 'tree');
    await mkdir(tree);
    for (let file = 0; file < 6; file++)
      await writeFile(
        join(tree, `f${file}.py`),
        `class A:\n    def m${file}(self, a):\n        """Do ${file}.\n\n        More.\n        """\n        return a.b[${file}]\n`,
      );
    expect({
      version: PREPARATION_VERSION,
      jsonLines: await digestOf(join(folder, 'rows.jsonl')),
      parquet: await digestOf(resolve('tests/fixtures/parquet/snappy.parquet')),
      pythonTree: await digestOf(tree),
    }).toEqual({
      version: 2,
      jsonLines: 'd4a357ee42acb31cfc50d3b2021e89caeab6db434c83cd4bc55222953a922448',
      parquet: 'ea6beba6d547a19face87aa99f3f87dc9b2fa946836862abde4502c194f4e878',
      pythonTree: 'be5019c3121b797903a0ffeb1c1aa5e7d15a2661da1186e7a18e9b2111df8d02',
    });
  });
});
