import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { repeated, writeRepeatedRows } from '../../../../bench/data/repeated-rows';
import type { Example } from '../../../../src-shared/domain/data';
import { loadedExamples, temporaryFolder } from '../../../helpers/data';

const named = { docstring: 'Add.', code: 'def add(x):\n    def inner(): pass\n    return x' };
const nameless = { docstring: 'Add.', code: 'lambda x: x' };

describe('an example that is repeated', () => {
  it('is itself at first, and has a name of its own from then on', () => {
    expect(repeated(named, 0)).toEqual(named);
    expect(repeated(named, 7)).toEqual({
      docstring: 'Add.',
      code: 'def add_7(x):\n    def inner(): pass\n    return x',
    });
  });

  it('is told apart by a comment where it has no name', () => {
    expect(repeated(nameless, 2).code).toBe('lambda x: x # 2');
  });
});

it('a file has as many rows as asked for, all distinct', async () => {
  const path = join(await temporaryFolder(), 'rows.jsonl.gz');
  await writeRepeatedRows(path, loadedExamples([named, nameless]).examples, 2501);
  const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
  expect(lines).toHaveLength(2501);
  expect(new Set(lines).size).toBe(2501);
  expect(JSON.parse(lines[2]!) as Example).toEqual(repeated(named, 1));
});
