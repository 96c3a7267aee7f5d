import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parquetSource } from '../../../../../src-main/engine/data/sources/parquet';
import {
  messageOf,
  quietContext,
  readSource,
  recordingContext,
  temporaryFolder,
} from '../../../../helpers/data';

const fixture = (name: string) => resolve('tests/fixtures/parquet', `${name}.parquet`);
const read = (location: string, options = {}) => readSource({ location, options }, quietContext());

async function damaged(name: string, damage: (bytes: Buffer) => Buffer): Promise<string> {
  const path = join(await temporaryFolder(), 'damaged.parquet');
  await writeFile(path, damage(await readFile(fixture(name))));
  return path;
}

describe('a parquet file', () => {
  it.each(['snappy', 'zstd', 'gzip'])(
    'with %s pages is read, its columns chosen from thirteen',
    async (name) => {
      const { context, reports } = recordingContext(await temporaryFolder());
      const { examples, skipped, description } = await readSource({ location: fixture(name) }, context);
      expect(examples).toHaveLength(59);
      expect(examples[40]).toEqual({
        docstring: 'Add 41 to the value.\n\n    Größe: 41 → 42',
        code: 'def add_41(value):\n    return value + 41',
      });
      expect(skipped).toEqual({ 'empty docstring': 1 });
      expect(description).toBe(fixture(name));
      // One report for each of the three row groups, after the number of rows.
      expect(reports.map(({ done, total }) => [done, total])).toEqual([
        [0, 60],
        [25, 60],
        [50, 60],
        [60, 60],
      ]);
    },
  );

  it('may have its columns named by options', async () => {
    const { examples } = await read(fixture('snappy'), {
      docstringField: 'summary',
      codeField: 'original_string',
    });
    expect(examples[3]).toEqual({ docstring: 'Adds 3.', code: 'def add_3(value):\n    return value + 3' });
  });

  it('without a column is refused with the columns that it has', async () => {
    expect(await messageOf(read(fixture('no-code')))).toMatch(
      /no-code\.parquet: no column "code"; the columns are "func_name", "docstring", "stars"$/,
    );
  });

  it('whose column holds no texts is refused', async () => {
    expect(await messageOf(read(fixture('no-code'), { codeField: 'stars' }))).toMatch(
      /the column "stars" does not hold texts/,
    );
    expect(await messageOf(read(fixture('snappy'), { codeField: 'code_tokens' }))).toMatch(
      /the column "code_tokens" does not hold texts/,
    );
  });

  it('that is truncated, empty or no parquet at all is refused by name', async () => {
    const half = await damaged('snappy', (bytes) => bytes.subarray(0, bytes.length / 2));
    const nothing = await damaged('snappy', () => Buffer.alloc(0));
    const other = await damaged('snappy', () => Buffer.from('docstring,code\n'.repeat(20)));
    for (const path of [half, nothing, other])
      expect(await messageOf(read(path))).toContain(
        `${path}: no valid parquet file, perhaps truncated or damaged (`,
      );
  });

  it('with damaged pages is refused', async () => {
    const path = await damaged('gzip', (bytes) => bytes.fill(0xff, 4, bytes.length - 6000));
    expect(await messageOf(read(path))).toContain(
      `${path}: no valid parquet file, perhaps truncated or damaged (`,
    );
  });

  it('is given up when its parser is silent too long or takes too much memory', async () => {
    const load = (limits: { silentSeconds: number; totalSeconds: number; megabytes: number }) =>
      parquetSource([fixture('snappy')], 'test', undefined, quietContext(), limits).read();
    expect(await messageOf(load({ silentSeconds: 0.001, totalSeconds: 60, megabytes: 500 }))).toMatch(
      /reading it came to no end/,
    );
    expect(await messageOf(load({ silentSeconds: 60, totalSeconds: 60, megabytes: 1 }))).toMatch(
      /its parser, which may take 1 MB, ended with /,
    );
  });

  it('can be abandoned', async () => {
    const context = { ...quietContext(), signal: AbortSignal.abort(new Error('enough')) };
    await expect(readSource({ location: fixture('snappy') }, context)).rejects.toThrow('enough');
  });
});
