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

  it('tells how often tokens were counted, in order of first appearance, without those that were not', () => {
    const table = new TokenTable();
    for (const token of ['a', 'b', 'c', '__proto__']) table.number(token);
    for (const token of ['c', '__proto__', 'a', 'c']) table.count(table.number(token));
    expect(table.counted()).toEqual([
      ['a', 1],
      ['c', 2],
      ['__proto__', 1],
    ]);
  });
});
