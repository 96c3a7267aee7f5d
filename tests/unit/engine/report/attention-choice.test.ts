import { describe, expect, it } from 'vitest';
import { chooseForAttention } from '../../../../src-main/engine/report/attention-choice';

const REFERENCE = 'a b c d e f';
const answer = (index: number, right: number) => ({
  index,
  hypothesis: [...REFERENCE.split(' ').slice(0, right), ...Array<string>(6 - right).fill('x')].join(' '),
  logProbability: -1,
  referenceLogProbability: -1,
  recovers: null,
  cause: null,
});
const example = (index: number, source = 'one two three four five') => ({
  index,
  source,
  reference: REFERENCE,
  docstringTokens: 5,
  row: null,
});
const examples = [0, 1, 2, 3, 4].map((index) => example(index));
const answers = [1, 6, 4, 2, 5].map((right, index) => answer(index, right));

describe('the choice of examples for heatmaps', () => {
  it('takes the best, the worst and those evenly between', () => {
    expect(chooseForAttention(examples, answers, 3)).toEqual([1, 2, 0]);
    expect(chooseForAttention(examples, answers, 1)).toEqual([1]);
  });

  it('takes all where there are not more', () => {
    expect(chooseForAttention(examples, answers, 9)).toEqual([1, 4, 2, 3, 0]);
    expect(chooseForAttention([], [], 3)).toEqual([]);
  });

  it('leaves out what is too long to read, unless there is not enough else', () => {
    const long = examples.map((short, index) =>
      index === 1 ? example(1, Array<string>(60).fill('word').join(' ')) : short,
    );
    expect(chooseForAttention(long, answers, 3)).toEqual([4, 3, 0]);
    expect(chooseForAttention(long, answers, 5)).toContain(1);
  });

  it('leaves out answers without a token', () => {
    expect(chooseForAttention(examples, [{ ...answers[0], hypothesis: '' }], 3)).toEqual([]);
  });
});
