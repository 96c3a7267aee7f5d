import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJsonFile } from '../../../../../../src-main/engine/checkpoint/pytorch/notebook/json-file';
import { UserError } from '../../../../../../src-shared/domain/errors';
import { temporaryFolder } from '../../../../history/samples';

function reading(text: string) {
  const path = join(temporaryFolder(), 'history.json');
  writeFileSync(path, text);
  return readJsonFile(path);
}

it("reads Python's numbers that are none as null", async () => {
  expect(await reading('[NaN, -Infinity ,Infinity, 1, [ NaN]]')).toEqual([null, null, null, 1, [null]]);
});

it('leaves strings as they are beside such numbers', async () => {
  const strings = [',NaN,', '\\",NaN,"', '[-Infinity]', '\\'];
  expect(await reading(`[NaN, ${strings.map((text) => JSON.stringify(text)).join(',')}]`)).toEqual([
    null,
    ...strings,
  ]);
});

it.each(['[NaNNaN]', '[1NaN]', '[--Infinity]', '[Nan]', '["NaN', '{NaN: 1}'])(
  'refuses %s, which Python would not write either',
  async (text) => {
    await expect(reading(text)).rejects.toThrow(/history\.json: not JSON/);
    await expect(reading(text)).rejects.toThrow(UserError);
  },
);

it('reads or refuses millions of spaces without delay', { timeout: 5000 }, async () => {
  const spaces = ' '.repeat(2_000_000);
  await expect(reading(`[${spaces}x]`)).rejects.toThrow('not JSON');
  expect(await reading(`[${spaces}NaN${spaces}]`)).toEqual([null]);
});
