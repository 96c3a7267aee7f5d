import { describe, expect, it } from 'vitest';
import { withoutEmptyPairs } from '../../../../src-main/engine/data/filter';

describe('withoutEmptyPairs', () => {
  it('leaves out rows with an empty side and adds them to the counts', () => {
    const kept = { docstring: 'Add.', code: 'def add(): ...' };
    const filtered = withoutEmptyPairs({
      examples: [kept, { docstring: '\n\t', code: 'x' }, { docstring: 'x', code: '  ' }],
      skipped: { 'empty code': 2 },
      description: 'rows',
      notices: ['one'],
    });
    expect(filtered).toEqual({
      examples: [kept],
      skipped: { 'empty code': 3, 'empty docstring': 1 },
      description: 'rows',
      notices: ['one'],
    });
  });
});
