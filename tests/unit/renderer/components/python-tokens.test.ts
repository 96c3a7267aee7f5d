import { describe, expect, it } from 'vitest';
import { highlightTokens } from '../../../../src-renderer/components/python-tokens';

describe('highlighting of model text', () => {
  it('finds keywords, names, strings and numbers in tokens joined by spaces', () => {
    const tokens = highlightTokens('def add ( a ) : return 42 + "x"');
    expect(tokens.map(({ text, kind }) => `${text} ${kind}`)).toEqual([
      'def keyword',
      'add name',
      '( operator',
      'a plain',
      ') operator',
      ': operator',
      'return keyword',
      '42 number',
      '+ operator',
      '"x" string',
    ]);
  });

  it('marks unknown tokens and keeps text that is no Python', () => {
    const tokens = highlightTokens('def ) <UNK> = = return');
    expect(tokens.map(({ text }) => text)).toEqual(['def', ')', '<UNK>', '=', '=', 'return']);
    expect(tokens[2].kind).toBe('unknown');
  });

  it('has no tokens for an empty hypothesis', () => {
    expect(highlightTokens('')).toEqual([]);
  });
});
