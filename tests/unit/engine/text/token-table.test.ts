import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenTable } from '../../../../src-main/engine/text/token-table';

describe('TokenTable', () => {
  it('numbers tokens in order of first appearance', () => {
    const table = new TokenTable();
    expect(['b', 'a', 'b'].map((token) => table.number(token))).toEqual([0, 1, 0]);
    expect(['c', 'a', 'a_token_longer_than_a_slice'].map((token) => table.number(token))).toEqual([2, 1, 3]);
    expect(table.size).toBe(4);
    expect(table.token(3)).toBe('a_token_longer_than_a_slice');
  });

  it('finds tokens inside of texts, and adds none by looking', () => {
    const table = new TokenTable();
    expect(table.number('def name(', 4, 8)).toBe(0);
    expect(table.find('name')).toBe(0);
    expect(table.find('a name', 2)).toBe(0);
    expect(table.find('nam')).toBeNull();
    expect(table.size).toBe(1);
  });

  it('equals a Map for any number of tokens, also long ones and halves of surrogate pairs', () => {
    const token = fc.oneof(
      fc.string({
        minLength: 1,
        maxLength: 3,
        unit: fc.constantFrom('a', 'b', '\ud800', '\udc00', '\uffff'),
      }),
      fc.integer({ min: 0, max: 5000 }).map((number) => `token${number}`),
      fc.constant('x'.repeat(300_000)),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 5000 }), (tokens) => {
        const table = new TokenTable();
        const map = new Map<string, number>();
        for (const each of tokens) {
          if (!map.has(each)) map.set(each, map.size);
          expect(table.number(each)).toBe(map.get(each));
        }
        expect(Array.from({ length: table.size }, (_, number) => table.token(number))).toEqual([
          ...map.keys(),
        ]);
      }),
      { numRuns: 30 },
    );
  });

  it('tells the most frequent of the tokens that were counted, ties in order of first appearance', () => {
    const table = new TokenTable();
    for (const token of ['a', 'b', 'c', '__proto__', 'd']) table.number(token);
    for (const token of ['d', 'c', '__proto__', 'a', 'c']) table.count(table.number(token));
    expect(table.mostFrequent(100)).toEqual(['c', 'a', '__proto__', 'd']);
    expect(table.mostFrequent(2)).toEqual(['c', 'a']);
    expect(table.countedSize).toBe(4);
  });
});
