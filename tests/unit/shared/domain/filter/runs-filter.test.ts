import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../../../src-shared/domain/filter/compile';
import { RUN_FIELDS } from '../../../../../src-shared/domain/run-table/columns';
import { evaluated, row } from '../run-table/samples';

const NEAR = { best: 2.5, last: 2.75, min: 2.25, max: 6 };
const ROWS = [
  row('small', {
    architecture: 'vanilla-rnn',
    evaluations: [evaluated({ bleu: 2.5 }), evaluated({ bleu: 1.5 }, { decoder: 'beam' })],
    tags: ['final'],
    configuration: { HIDDEN_DIM: 128 },
  }),
  row('large', {
    studyName: 'Seeds of winter',
    evaluations: [evaluated({ bleu: 12 }), evaluated({ bleu: 40 }, { split: 'validation' })],
    validationLoss: NEAR,
    notes: 'warm-up was off',
    configuration: { HIDDEN_DIM: 512, APPLY_WARMUP: false, LEARNING_RATE: 0.0005 },
    createdAt: '2026-11-23T08:00:00.000Z',
  }),
  row('failed', { architecture: 'lstm-attention', state: 'failed', seconds: 30, parameters: null }),
];

const found = (filter: string) => {
  const { matches, problem } = compileFilter(filter, RUN_FIELDS);
  expect(problem, filter).toBeNull();
  return ROWS.filter(matches).map(({ id }) => id);
};
const problemOf = (filter: string) => compileFilter(filter, RUN_FIELDS).problem;

describe('a filter of runs', () => {
  it.each([
    ['', ['small', 'large', 'failed']],
    ['bleu > 2', ['small', 'large']],
    ['bleu.beam<2', ['small']],
    ['bleu.validation >= 40', ['large']],
    ['HIDDEN_DIM = 512', ['large']],
    ['hidden=128,512', ['small', 'large']],
    ['hidden!=128,512', ['failed']],
    ['lr < 1e-3', ['large']],
    ['arch:lstm', ['large']],
    ['arch:lstm,lstm-attention state:finished', ['large']],
    ['arch ~ attention', ['failed']],
    ['tag:final or state:failed', ['small', 'failed']],
    ['tag:FINAL', ['small']],
    ['tag:fin', []],
    ['tag != final', ['large', 'failed']],
    ['tags = none', ['large', 'failed']],
    ['bleu = none', ['failed']],
    ['bleu != none', ['small', 'large']],
    ['not bleu > 2', ['failed']],
    ['not (bleu > 2 and bleu < 5)', ['large', 'failed']],
    ['bleu > 2 and state:failed or tag:final', ['small']],
    ['APPLY_WARMUP = off', ['large']],
    ['loss.last <= 2.75', ['large']],
    ['duration < 1min', ['failed']],
    ['params > 7M', ['small', 'large']],
    ['created >= 2026-11-21', ['large']],
    ['created = 2026-11', ['small', 'large', 'failed']],
    ['winter', ['large']],
    ['"seeds of" bleu>1', ['large']],
    ['notes:"warm-up was"', ['large']],
    ['notes ~ ^warm.*off$', ['large']],
    ['study = "a study"', ['small', 'failed']],
    ['BLEU ≥ 12', ['large']],
    ['BLEU ≥ 12%', ['large']],
    ['DROPOUT = 30%', ['small', 'large', 'failed']],
  ])('%s', (filter, expected) => {
    expect(found(filter)).toEqual(expected);
  });

  it.each([
    ['blue > 2', 'blue', 'There is no column “blue”; did you mean bleu?'],
    ['bleu > 2 and HIDEN_DIM = 5', 'HIDEN_DIM', 'There is no column “HIDEN_DIM”; did you mean HIDDEN_DIM?'],
    ['bleu > high', 'high', '“high” is not a number, such as 0.5 or 12k'],
    ['state:done or bleu > 1', 'done', /State is never “done”, but one of queued, running/],
    ['duration > 5parsecs x', '5parsecs', /is not a time span/],
    ['created > monday x', 'monday', /is not a day; write 2026-11-23/],
    ['APPLY_WARMUP = maybe x', 'maybe', '“maybe” is neither on nor off'],
    ['arch > lstm', 'lstm', /has no order/],
    ['study < 5 x', '5', /is text/],
    ['bleu > 1,2', '1,2', /> takes one value/],
    ['notes ~ [ x', '[', /not a regular expression/],
    ['(bleu > 2', '(', 'This bracket is not closed'],
    ['bleu > 2)', ')', 'This bracket closes nothing'],
    ['study:"A', '"A', 'This quotation mark is not closed'],
    ['bleu >', '>', 'Write a value after bleu >'],
    ['and bleu > 2', 'and', /A condition is missing here/],
    ['= 3', '=', 'Write what = compares before it'],
    [`${'('.repeat(20_000)}x`, '(', 'More than 50 conditions in each other'],
  ])('tells what is wrong with %s, at its place', (filter, place, message) => {
    const problem = problemOf(filter)!;
    expect(filter.slice(problem.from, problem.to)).toBe(place);
    expect(problem.message).toMatch(message);
    expect(ROWS.filter(compileFilter(filter, RUN_FIELDS).matches)).toHaveLength(3);
  });

  it('comes to an end with a regular expression that goes back and forth over its text', () => {
    expect(problemOf('notes ~ "^(w+)+$"')).toBeNull();
    const { matches } = compileFilter('notes ~ "^(w+)+$"', RUN_FIELDS);
    expect(matches({ ...ROWS[0], notes: `${'w'.repeat(5000)}!` })).toBe(false);
  });

  it.each([
    ['bleu >', true],
    ['bleu > 2 and', true],
    ['(bleu > 2', true],
    ['state:fin', true],
    ['state:fin ', false],
    ['blue > 2', false],
  ])('knows whether %j may only be unfinished', (filter, unfinished) => {
    expect(problemOf(filter)?.unfinished).toBe(unfinished);
  });
});
