import { expect, it } from 'vitest';
import { formatExampleFilter, parseExampleFilter } from '../../../../../src-shared/domain/example-filter';
import { formatExampleSort, parseExampleSort } from '../../../../../src-shared/domain/example-sort';
import { runsOfStudy } from '../../../../../src-renderer/state/chosen-runs';
import {
  conditionsIn,
  parseExampleChoices,
  withoutCondition,
  withOutcomeToggled,
} from '../../../../../src-renderer/state/examples/choices';
import { describeCondition } from '../../../../../src-renderer/state/examples/condition-words';
import { sampleEvaluation, sampleRun, sampleStudy } from '../../samples';

const FILTER = {
  text: 'a, b:c+d',
  regularExpression: true,
  place: 'source',
  token: 'x',
  outcomes: [
    { run: 'run-1', outcomes: ['correct', 'other'] },
    { run: 'run-2', outcomes: ['empty-output'] },
  ],
  lengths: ['[0,10)', '50+'],
  score: { run: 'run-1', low: 0, high: 12.5 },
  better: { run: 'run-1', than: 'run-2' },
  agreement: 'one-correct',
  cause: 'search',
  missed: 'keyword',
  oneTokenAway: false,
  memorised: true,
  favourite: true,
} as const;

const study = sampleStudy([
  sampleRun({ evaluations: [sampleEvaluation(), sampleEvaluation({ decoder: 'beam' })] }),
  sampleRun({ id: 'run-2', architecture: 'vanilla-rnn', evaluations: [sampleEvaluation({ run: 'run-2' })] }),
]);
const chosen = runsOfStudy(study);

it('a link says a filter and an order, and is read back as them', () => {
  const link = new URLSearchParams(formatExampleFilter(FILTER)).toString();
  expect(parseExampleFilter(Object.fromEntries(new URLSearchParams(link)))).toEqual(FILTER);
  const sort = { by: 'difference', runs: ['run-1', 'run-2'], descending: false } as const;
  expect(parseExampleSort(formatExampleSort(sort), ['run-1', 'run-2'])).toEqual(sort);
  expect(parseExampleSort({ sort: 'difference:run-1,gone' }, ['run-1'])).toMatchObject({ by: 'index' });
});

it('reads what is shown from a link, and shows the usual where that says nothing that there is', () => {
  expect(parseExampleChoices({}, chosen)).toMatchObject({
    split: 'test',
    decoder: 'greedy',
    example: null,
    focus: 'run-2',
    against: 'reference',
    layout: 'code',
    metrics: 'scores',
  });
  expect(
    parseExampleChoices(
      {
        decoder: 'beam',
        split: 'train',
        example: '12',
        against: 'run-1',
        outcome: 'run-1:other',
        metrics: 'off',
      },
      chosen,
    ),
  ).toMatchObject({
    decoder: 'beam',
    split: 'test',
    example: 12,
    against: 'run-1',
    focus: 'run-1',
    metrics: 'off',
  });
});

it('takes outcomes into a filter and out of it', () => {
  const once = withOutcomeToggled({}, 'run-1', 'other');
  const twice = withOutcomeToggled(once, 'run-1', 'correct');
  expect(twice.outcomes).toEqual([{ run: 'run-1', outcomes: ['other', 'correct'] }]);
  expect(withOutcomeToggled(once, 'run-1', 'other').outcomes).toBeUndefined();
});

it('names every condition, describes it, and takes it away alone', () => {
  const conditions = conditionsIn(FILTER);
  expect(conditions).toHaveLength(13);
  for (const condition of conditions) {
    expect(describeCondition(condition, FILTER, (run) => run)).not.toBe('');
    expect(conditionsIn(withoutCondition(FILTER, condition))).toEqual(
      conditions.filter((other) => other !== condition),
    );
  }
  expect(describeCondition('outcome:run-1', FILTER, () => 'LSTM')).toBe('LSTM: correct or other');
  expect(conditionsIn({ text: '' })).toEqual([]);
});
