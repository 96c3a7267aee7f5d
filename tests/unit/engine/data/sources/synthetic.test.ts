import { describe, expect, it } from 'vitest';
import { extractFunctions } from '../../../../../src-main/engine/data/sources/python-functions';
import { SHAPES } from '../../../../../src-main/engine/data/sources/synthetic';
import { quietContext, readSource } from '../../../../helpers/data';

const load = (location: string) => readSource({ location }, quietContext());

describe('synthetic functions', () => {
  it('generates as many distinct functions as asked for, the same ones every time', async () => {
    const { examples } = await load('synthetic:3000');
    expect(examples).toHaveLength(3000);
    expect(new Set(examples.map(({ code }) => code)).size).toBe(3000);
    expect((await load('synthetic:3000')).examples).toEqual(examples);
    expect((await load('synthetic:100')).examples).toEqual(examples.slice(0, 100));
  });

  it('names itself synthetic', async () => {
    expect((await load('synthetic')).description).toMatch(/^4000 synthetic functions/);
  });

  it('has dozens of shapes, and all of them make valid Python', async () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(36);
    for (const { docstring, code } of (await load('synthetic:2000')).examples) {
      const lines = code.split('\n');
      const source = [lines[0], `    ${JSON.stringify(docstring)}`, ...lines.slice(1)].join('\n');
      const { functions, skipped } = extractFunctions(source);
      expect(skipped).toEqual([]);
      expect(functions[0]).toMatchObject({ docstring, code });
    }
  });

  it.each(['synthetic:0', 'synthetic:', 'synthetic:many', 'synthetic:1000000'])(
    'refuses %s',
    async (location) => {
      await expect(load(location)).rejects.toThrow(/synthetic:N with a whole number N from 1 to 50000/);
    },
  );
});
