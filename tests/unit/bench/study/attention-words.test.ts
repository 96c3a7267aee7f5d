import { expect, it } from 'vitest';
import { countWords, hasWord, writtenNames } from '../../../../bench/study/attention-words';

const answer = {
  sourceTokens: ['return', 'Maximum', 'of', '<EOS>'],
  generatedTokens: ['return', 'max', '(', 'max'],
  weights: [
    [0.25, 0.25, 0.25, 0.25],
    [0.1, 0.2, 0.1, 0.6],
    [0.25, 0.25, 0.25, 0.25],
    [0, 0.9, 0.1, 0],
  ],
};

it('finds every place where a name was written for a word of the docstring, and where the model looked then', () => {
  expect(writtenNames(answer)).toEqual([
    { word: 'maximum', name: 'max', weight: 0.2, most: '<EOS>', mostWeight: 0.6 },
    { word: 'maximum', name: 'max', weight: 0.9, most: 'Maximum', mostWeight: 0.9 },
  ]);
  expect(writtenNames({ ...answer, sourceTokens: ['return', 'most', 'of', '<EOS>'] })).toEqual([]);
});

it('counts docstrings with a word, answers with its name, and those that looked at the word most', () => {
  const looking = {
    ...answer,
    generatedTokens: ['max'],
    weights: [[0.2, 0.4, 0.2, 0.2]],
  };
  const without = { ...answer, generatedTokens: ['return', '<UNK>'] };
  const counts = countWords([answer, looking, without]);
  expect(counts.find(({ word }) => word === 'maximum')).toEqual({
    ...{ word: 'maximum', name: 'max', asked: 3, written: 2, largest: 1, even: 0.25 },
    weight: expect.closeTo(0.3, 10),
  });
  expect(counts.find(({ word }) => word === 'length')).toMatchObject({ asked: 0, written: 0, weight: null });
});

it('asks of docstrings with such a word alone', () => {
  expect(hasWord(answer.sourceTokens)).toBe(true);
  expect(hasWord(['return', 'nothing'])).toBe(false);
});
