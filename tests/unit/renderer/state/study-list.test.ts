import { expect, it } from 'vitest';
import { compileFilter } from '../../../../src-shared/domain/filter/compile';
import {
  bestBleu,
  sortStudies,
  studiesTable,
  STUDY_FIELDS,
  studySortingFrom,
} from '../../../../src-renderer/state/study-list';
import { sampleEvaluation, sampleRun, sampleStudy } from '../samples';

const STUDIES = [
  sampleStudy(
    [
      sampleRun({
        state: 'finished',
        evaluations: [sampleEvaluation({ bleu: 12 }), sampleEvaluation({ bleu: 14, decoder: 'beam' })],
      }),
      sampleRun({
        id: 'run-2',
        state: 'finished',
        architecture: 'vanilla-rnn',
        evaluations: [sampleEvaluation({ bleu: 20 })],
      }),
    ],
    { id: 'good', name: 'Good', tags: ['final'] },
  ),
  sampleStudy([sampleRun({ tags: ['seed'] })], {
    id: 'new',
    name: 'New',
    createdAt: '2026-01-02T10:00:00.000Z',
  }),
];

it('finds studies by name, tags of theirs or their runs, state and scores', () => {
  const found = (filter: string) =>
    STUDIES.filter(compileFilter(filter, STUDY_FIELDS).matches).map(({ id }) => id);
  expect(found('goo')).toEqual(['good']);
  expect(found('tag:seed')).toEqual(['new']);
  expect(found('state:running or bleu > 15')).toEqual(['good', 'new']);
  expect(found('bleu.lstm > 15')).toEqual([]);
  expect(found('arch:vanilla-rnn')).toEqual(['good']);
  expect(found('bleu = none')).toEqual(['new']);
});

it('sorts by what the link says, the newest first where it says nothing, without a value last', () => {
  const order = (sort?: string) => sortStudies(STUDIES, studySortingFrom(sort)).map(({ id }) => id);
  expect(order()).toEqual(['new', 'good']);
  expect(order('created')).toEqual(['good', 'new']);
  expect(order('bleu')).toEqual(['good', 'new']);
  expect(order('-bleu')).toEqual(['good', 'new']);
  expect(order('unheard-of')).toEqual(['new', 'good']);
});

it('the best score is that of the best run by the decoder that speaks for all, not a mixture of decoders', () => {
  expect(bestBleu(STUDIES[0])).toBe(20);
  expect(bestBleu(STUDIES[0], 'lstm')).toBe(12);
  expect(bestBleu(STUDIES[1])).toBeNull();
});

it('gives studies as a table to be taken along, with a score of each architecture', () => {
  const { columns, rows } = studiesTable(STUDIES);
  const cell = (row: number, title: string) => rows[row][columns.indexOf(title)];
  expect(columns.slice(0, 3)).toEqual(['Name', 'State', 'Tags, also of its runs']);
  expect([cell(0, 'Name'), cell(0, 'Tags, also of its runs')]).toEqual(['Good', 'final']);
  expect([cell(0, 'BLEU of Vanilla RNN, greedy'), cell(0, 'BLEU of LSTM, greedy')]).toEqual([20, 12]);
  expect(cell(1, 'BLEU of LSTM, greedy')).toBeNull();
});
