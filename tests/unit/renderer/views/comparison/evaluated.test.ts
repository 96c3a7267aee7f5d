import { describe, expect, it } from 'vitest';
import {
  canBeEvaluated,
  choicesOf,
  evaluatedBy,
  evaluatedOn,
  mismatchInShort,
  missingDecoders,
} from '../../../../../src-renderer/views/comparison/evaluated';
import { comparisonQuestion } from '../../../../../src-renderer/views/comparison/questions';
import { sampleRun } from '../../samples';
import { chosenRun } from './samples';

const chosen = [
  chosenRun('a', 'vanilla-rnn', []),
  chosenRun('b', 'lstm', [{ decoder: 'beam' }]),
  chosenRun('c', 'lstm-attention', [{ decoder: 'beam' }, { decoder: 'greedy', split: 'validation' }]),
];

describe('what of a comparison is looked at', () => {
  it('is, when the link says nothing, the test split by a decoder that some run has', () => {
    expect(choicesOf({}, chosen)).toEqual({
      split: 'test',
      decoder: 'beam',
      scoring: 'ours',
      reference: 'b',
      other: 'c',
    });
  });

  it('is what the link says, unless the run that it names was not evaluated so', () => {
    const query = { split: 'validation', decoder: 'greedy', scoring: 'notebook', reference: 'b', other: 'x' };
    expect(choicesOf(query, chosen)).toEqual({
      split: 'validation',
      decoder: 'greedy',
      scoring: 'notebook',
      reference: 'c',
      other: null,
    });
    expect(choicesOf({ reference: 'c', other: 'c' }, chosen)).toMatchObject({ reference: 'c', other: 'b' });
    expect(choicesOf({ split: 'nonsense', reference: 'a' }, chosen)).toMatchObject({
      split: 'test',
      reference: 'b',
    });
  });

  it('is asked only of runs that were evaluated by the decoder', () => {
    const choices = choicesOf({}, chosen);
    const runs = evaluatedOn(chosen, 'test');
    expect(comparisonQuestion(runs, choices, 'greedy')).toBeNull();
    expect(comparisonQuestion(runs, choices, 'beam')!.question).toEqual({
      runs: ['b', 'c'],
      reference: 'b',
      split: 'test',
      decoder: 'beam',
      scoring: 'ours',
    });
  });
});

describe('evaluations of a split', () => {
  it('are found by decoder, and what is missing is told', () => {
    const runs = evaluatedOn(chosen, 'test');
    expect(evaluatedBy(runs, 'beam').map(({ run }) => run.id)).toEqual(['b', 'c']);
    expect(runs.map(missingDecoders)).toEqual([['greedy', 'beam'], ['greedy'], ['greedy']]);
  });

  it('can be made of runs with weights that nobody trains', () => {
    const can = (changes: Parameters<typeof sampleRun>[0]) =>
      canBeEvaluated({ ...chosen[0], run: sampleRun(changes) });
    expect(can({ state: 'stopped', bestEpoch: 2 })).toBe(true);
    expect(can({ state: 'stopped', bestEpoch: null })).toBe(false);
    expect(can({ state: 'running', bestEpoch: 2 })).toBe(false);
  });
});

it('a mismatch is told without its examples', () => {
  const whole =
    'A and B were not evaluated on the same examples. 3 of 9 differ: the source of example 0 is …; and 1 more.';
  expect(mismatchInShort(whole)).toBe('A and B were not evaluated on the same examples. 3 of 9 differ.');
});
