import { describe, expect, it } from 'vitest';
import { whyUnusable } from '../../../../src-main/engine/data/filter';

describe('whyUnusable', () => {
  it('names the side that is empty or white space only, the docstring first', () => {
    expect(whyUnusable({ docstring: '\n\t', code: 'x' })).toBe('empty docstring');
    expect(whyUnusable({ docstring: 'x', code: '\x1c\u3000' })).toBe('empty code');
    expect(whyUnusable({ docstring: '', code: '' })).toBe('empty docstring');
  });

  it('has nothing against text, nor against what only JavaScript takes for white space', () => {
    expect(whyUnusable({ docstring: ' Add. ', code: 'def add(): ...' })).toBeNull();
    expect(whyUnusable({ docstring: '\ufeff', code: 'x' })).toBeNull();
  });
});
