import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  messageOf,
  quietContext,
  readSource,
  recordingContext,
  temporaryFolder,
} from '../../../../helpers/data';

const row = (number: number) => ({ docstring: `Größe ${number}`, code: `def f():\n    return ${number}` });
const lines = (count: number) =>
  Array.from({ length: count }, (_, number) => JSON.stringify(row(number)) + '\n').join('');

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

const read = (location: string, options = {}) => readSource({ location, options }, quietContext());

describe('a JSON Lines file', () => {
  it('is read row by row, with rows across the borders of chunks', async () => {
    const { context, reports } = recordingContext(await temporaryFolder());
    const content = lines(20_000);
    const { examples } = await readSource({ location: await fileWith('rows.jsonl', content) }, context);
    expect(examples).toHaveLength(20_000);
    expect(examples[12_345]).toEqual(row(12_345));
    expect(reports.length).toBeGreaterThan(5);
    expect(reports.at(-1)).toMatchObject({ done: content.length + 20_000 * 2, unit: 'bytes' });
  });

  it('may be compressed, may lack the last line end, and may have Windows line ends and blank lines', async () => {
    const content = `${JSON.stringify(row(0))}\r\n\r\n${JSON.stringify(row(1))}`;
    const { examples } = await read(await fileWith('rows.jsonl.gz', gzipSync(content)));
    expect(examples).toEqual([row(0), row(1)]);
  });

  it('may name its fields otherwise', async () => {
    const path = await fileWith('rows.ndjson', '{"summary": "Add.", "function": "def add(): 1"}\n');
    const { examples } = await read(path, { docstringField: 'summary', codeField: 'function' });
    expect(examples).toEqual([{ docstring: 'Add.', code: 'def add(): 1' }]);
  });

  it('may have rows with an empty side, or null for it, which are left out and counted', async () => {
    const content =
      '{"docstring": null, "code": "def f(): 1"}\n{"docstring": "Do.", "code": " \\n"}\n' + lines(1);
    const { examples, skipped } = await read(await fileWith('rows.jsonl', content));
    expect(examples).toEqual([row(0)]);
    expect(skipped).toEqual({ 'empty docstring': 1, 'empty code': 1 });
  });

  it('with a broken line is refused with the number of the line', async () => {
    const path = await fileWith('rows.jsonl', `${lines(2)}{"docstring": "cut o\n${lines(1)}`);
    expect(await messageOf(read(path))).toMatch(
      /rows\.jsonl, line 3: not JSON \(.*\); each line must be a JSON object with "docstring" and "code"$/,
    );
  });

  it('with a line that is no object is refused', async () => {
    expect(await messageOf(read(await fileWith('rows.json', '[\n')))).toMatch(/line 1: not JSON/);
    expect(await messageOf(read(await fileWith('rows.json', '[1]\n')))).toMatch(/line 1: not a JSON object/);
  });

  it('without a field is refused with the fields that it has', async () => {
    const path = await fileWith('rows.jsonl', '{"doc": "Add.", "code": "x"}\n');
    expect(await messageOf(read(path))).toMatch(
      /line 1: no field "docstring"; the fields are "doc", "code"$/,
    );
  });

  it('with a field that is no text is refused', async () => {
    const path = await fileWith('rows.jsonl', '{"docstring": "Add.", "code": 3}\n');
    expect(await messageOf(read(path))).toMatch(/line 1: the field "code" must be a text, not number$/);
  });

  it('that is not UTF-8 is refused with the number of the line', async () => {
    const path = await fileWith(
      'rows.jsonl',
      Buffer.concat([Buffer.from(lines(1)), Buffer.from([0xff, 10])]),
    );
    expect(await messageOf(read(path))).toMatch(/line 2: not UTF-8 text/);
  });

  it('that is a truncated or wrong gzip file is refused', async () => {
    // Text that hardly compresses, so that half the file still holds whole rows.
    const noise = Array.from({ length: 3000 }, (_, number) =>
      JSON.stringify({ docstring: createHash('sha512').update(`${number}`).digest('base64'), code: 'x' }),
    ).join('\n');
    const compressed = gzipSync(noise);
    const truncated = await fileWith('rows.jsonl.gz', compressed.subarray(0, compressed.length / 2));
    expect(await messageOf(read(truncated))).toMatch(/rows\.jsonl\.gz: the gzip file ends too early/);
    const wrong = await fileWith('rows.jsonl.gz', lines(1));
    expect(await messageOf(read(wrong))).toMatch(/rows\.jsonl\.gz: not a valid gzip file/);
  });

  it('can be abandoned while it is read', async () => {
    const context = { ...quietContext(), breathe: () => Promise.reject(new Error('enough')) };
    const location = await fileWith('rows.jsonl', lines(10_000));
    await expect(readSource({ location }, context)).rejects.toThrow('enough');
  });
});

describe('a location', () => {
  it('that does not exist is refused by name', async () => {
    expect(await messageOf(read('/nowhere/rows.jsonl'))).toMatch(
      /^\/nowhere\/rows\.jsonl: there is no such file or folder; a data source can be .*python:stdlib/,
    );
  });

  it('of an unknown kind is refused with what is possible', async () => {
    expect(await messageOf(read(await fileWith('rows.csv', 'a,b')))).toMatch(
      /rows\.csv: not a data source that Unroll reads; it can be a \.jsonl/,
    );
  });

  it('of a file after python: is refused', async () => {
    expect(await messageOf(read(`python:${await fileWith('a.py', '')}`))).toMatch(/a\.py: not a folder/);
  });
});
