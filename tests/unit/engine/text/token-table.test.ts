import { describe, expect, it } from 'vitest';
import { TokenTable } from '../../../../src-main/engine/text/token-table';

describe('TokenTable', () => {
  it('numbers tokens in order of first appearance', () => {
    const table = new TokenTable();
    expect([...table.number(['b', 'a', 'b'])]).toEqual([0, 1, 0]);
    expect([...table.number(['c', 'a', 'a_token_longer_than_a_slice'])]).toEqual([2, 1, 3]);
    expect(table.size).toBe(4);
    expect(table.token(3)).toBe('a_token_longer_than_a_slice');
  });

  it('counts the tokens of some of its texts, without those that they lack', () => {
    const table = new TokenTable();
    const first = table.number(['a', 'b', 'a']);
    const second = table.number(['c', 'b']);
    expect(table.count([first])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(table.count([second])).toEqual([
      ['b', 1],
      ['c', 1],
    ]);
  });
});
