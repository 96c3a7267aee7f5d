import { expect, it } from 'vitest';
import { choicesOf, evaluatedOn } from '../../../../../src-renderer/views/comparison/evaluated';
import { comparisonQuestion, decoderQuestion } from '../../../../../src-renderer/views/comparison/questions';
import { chosenRun } from './samples';

const chosen = [
  chosenRun('a', 'lstm', [{ decoder: 'greedy' }]),
  chosenRun('b', 'lstm-attention', [{ decoder: 'greedy' }, { decoder: 'beam' }]),
];
const choices = choicesOf({}, chosen);
const runs = evaluatedOn(chosen, 'test');

it('asks for the runs that were evaluated by the decoder, against the first of them where the reference was not', () => {
  const asked = { split: 'test', scoring: 'ours' };
  expect(comparisonQuestion(runs, { ...choices, reference: 'b' }, 'greedy')?.question).toEqual({
    ...asked,
    ...{ runs: ['a', 'b'], reference: 'b', decoder: 'greedy' },
  });
  expect(comparisonQuestion(runs, { ...choices, reference: 'a' }, 'beam')?.question).toEqual({
    ...asked,
    ...{ runs: ['b'], reference: 'b', decoder: 'beam' },
  });
  expect(decoderQuestion(runs, choices)?.question).toEqual({ ...asked, runs: ['b'] });
  expect(decoderQuestion(runs.slice(0, 1), choices)).toBeNull();
});

it('asks again when an evaluation was made anew or a study has got another name, and not otherwise', () => {
  const textOf = (of: typeof runs) =>
    JSON.stringify([comparisonQuestion(of, choices, 'greedy'), decoderQuestion(of, choices)]);
  const [first, ...others] = runs;
  const greedy = { ...first.evaluations.greedy!, seconds: 99 };
  expect(textOf(structuredClone(runs))).toBe(textOf(runs));
  expect(textOf([{ ...first, study: { ...first.study, name: 'Renamed' } }, ...others])).not.toBe(
    textOf(runs),
  );
  expect(textOf([{ ...first, evaluations: { ...first.evaluations, greedy } }, ...others])).not.toBe(
    textOf(runs),
  );
});
