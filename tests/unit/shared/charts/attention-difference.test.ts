import { describe, expect, it } from 'vitest';
import {
  alignAttention,
  alignedMark,
  attentionDifference,
  differenceSummary,
  ownMark,
} from '../../../../src-shared/charts/attention-difference';

const before = {
  sourceTokens: ['<SOS>', 'add', 'two', '<EOS>'],
  generatedTokens: ['def', 'add', '<EOS>'],
  weights: [
    [0.1, 0.7, 0.1, 0.1],
    [0, 1, 0, 0],
    [0, 0, 0, 1],
  ],
};
/** `two` removed from the source, `(` written before the end. */
const after = {
  sourceTokens: ['<SOS>', 'add', '<EOS>'],
  generatedTokens: ['def', 'add', '(', '<EOS>'],
  weights: [
    [0.3, 0.6, 0.1],
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ],
};

describe('the difference of two answers', () => {
  const alignment = alignAttention(before, after);
  const difference = attentionDifference(before, after, alignment);

  it('is of weights that both have, and of no others', () => {
    expect(difference.columns).toEqual(['<SOS>', 'add', '− two', '<EOS>']);
    expect(difference.rows).toEqual(['def', 'add', '+ (', '<EOS>']);
    expect(difference.values[0]).toEqual([expect.closeTo(0.2), expect.closeTo(-0.1), null, 0]);
    expect(difference.values[2]).toEqual([null, null, null, null]);
  });

  it('names what stands in the place of another token', () => {
    const masked = { ...before, sourceTokens: ['<SOS>', '<UNK>', 'two', '<EOS>'] };
    const { columns } = attentionDifference(before, masked, alignAttention(before, masked));
    expect(columns).toEqual(['<SOS>', 'add → <UNK>', 'two', '<EOS>']);
  });

  it('is told in words', () => {
    expect(differenceSummary(difference)).toBe(
      'Of 3 steps in common, 5.0% of the attention moved on average. Most at def over <SOS>: +0.20.',
    );
    expect(differenceSummary({ ...difference, values: [[null]] })).toBe(
      'The two answers have no token in common.',
    );
  });

  it('takes marks of either answer to the other', () => {
    const mark = alignedMark(alignment, 'first', { row: 2, column: 3 });
    expect(mark).toEqual({ row: 3, column: 3 });
    expect(ownMark(alignment, 'second', mark)).toEqual({ row: 3, column: 2 });
    expect(ownMark(alignment, 'first', { row: 2, column: null })).toBeNull();
  });
});
