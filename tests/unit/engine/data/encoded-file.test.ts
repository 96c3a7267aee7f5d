import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodedContent, readEncoded } from '../../../../src-main/engine/data/encoded-file';
import type { EncodedExample } from '../../../../src-main/engine/data/prepare';
import { SPLIT_NAMES } from '../../../../src-shared/domain/data';
import { quietWork, temporaryFolder } from '../../../helpers/data';

const example = (number: number, length: number): EncodedExample => ({
  source: Int32Array.from({ length: (number % 7) + 2 }, (_, position) => position * number),
  target: Int32Array.from({ length }, (_, position) => -position),
  docstringTokens: 3 * number,
});

/** More numbers than are written at a time. */
const split = {
  train: Array.from({ length: 900 }, (_, number) => example(number, 2000)),
  validation: [example(1, 2)],
  test: [example(2, 3), example(3, 2)],
};
const sizes = { train: 900, validation: 1, test: 2 };

it('encoded examples are read as they were written', async () => {
  const path = join(await temporaryFolder(), 'encoded');
  await writeFile(path, encodedContent(split));
  const read = await readEncoded(path, sizes, 'Reading', quietWork);
  for (const name of SPLIT_NAMES) {
    expect(read[name]).toHaveLength(split[name].length);
    const isSame = ({ source, target, docstringTokens }: EncodedExample, position: number) =>
      String(source) === String(split[name][position]!.source) &&
      String(target) === String(split[name][position]!.target) &&
      docstringTokens === split[name][position]!.docstringTokens;
    expect(read[name].every(isSame)).toBe(true);
  }
});

it('encoded examples of another split are refused', async () => {
  const path = join(await temporaryFolder(), 'encoded');
  await writeFile(path, encodedContent(split));
  await expect(readEncoded(path, { ...sizes, test: 1 }, 'Reading', quietWork)).rejects.toThrow(path);
  await appendFile(path, Buffer.alloc(4));
  await expect(readEncoded(path, sizes, 'Reading', quietWork)).rejects.toThrow(path);
});
