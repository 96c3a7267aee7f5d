import { expect, it } from 'vitest';
import {
  differingSettings,
  groupMeans,
  groupRows,
  SEEDS_TOGETHER,
  sortRows,
} from '../../../../../src-shared/domain/run-table/arrange';
import { columnOf } from '../../../../../src-shared/domain/run-table/columns';
import type { RunRow } from '../../../../../src-shared/domain/run-table/run-list';
import { evaluated, row } from './samples';

const ids = (rows: readonly RunRow[]) => rows.map(({ id }) => id);

it('sorts numbers and texts either way, with runs that have no value last', () => {
  const rows = [
    row('none'),
    row('ten', { evaluations: [evaluated({ bleu: 10 })], studyName: 'run 10' }),
    row('two', { evaluations: [evaluated({ bleu: 2 })], studyName: 'Run 2' }),
  ];
  expect(ids(sortRows(rows, { column: 'bleu', descending: false }))).toEqual(['two', 'ten', 'none']);
  expect(ids(sortRows(rows, { column: 'bleu', descending: true }))).toEqual(['ten', 'two', 'none']);
  expect(ids(sortRows(rows, { column: 'study', descending: false }))).toEqual(['none', 'two', 'ten']);
});

it('groups by settings, states and tags; a run with two tags is in both groups', () => {
  const rows = [
    row('a', { tags: ['x', 'y'], configuration: { HIDDEN_DIM: 128 } }),
    row('b', { tags: ['y'] }),
    row('c'),
  ];
  const groups = (by: string[]) => groupRows(rows, by).map(({ label, rows }) => [label, ids(rows)]);
  expect(groups(['tags'])).toEqual([
    ['x', ['a']],
    ['y', ['a', 'b']],
    ['no tags', ['c']],
  ]);
  expect(groups(['HIDDEN_DIM'])).toEqual([
    ['HIDDEN_DIM 128', ['a']],
    ['HIDDEN_DIM 256', ['b', 'c']],
  ]);
  expect(groups(['architecture', 'HIDDEN_DIM'])).toEqual([
    ['LSTM · HIDDEN_DIM 128', ['a']],
    ['LSTM · HIDDEN_DIM 256', ['b', 'c']],
  ]);
});

it('studies of one name are groups of their own', () => {
  const groups = groupRows([row('a'), row('b', { study: 'study-2' })], ['study']);
  expect(groups.map(({ label, rows }) => [label, ids(rows)])).toEqual([
    ['A study', ['a']],
    ['A study', ['b']],
  ]);
});

it('puts runs together that differ in nothing but the seed, and names what else differs', () => {
  const rows = [
    row('a', { configuration: { SEED: 1 } }),
    row('b', { configuration: { SEED: 2 } }),
    row('c', { configuration: { SEED: 1, DROPOUT: 0.5 } }),
    row('d', { configuration: { SEED: 2 }, architecture: 'vanilla-rnn' }),
  ];
  expect(groupRows(rows, [SEEDS_TOGETHER]).map(({ label, rows }) => [label, ids(rows)])).toEqual([
    ['LSTM · DROPOUT 0.3', ['a', 'b']],
    ['LSTM · DROPOUT 0.5', ['c']],
    ['Vanilla RNN · DROPOUT 0.3', ['d']],
  ]);
});

it('gives means with their 95% intervals, over the runs that have a value', () => {
  const rows = [1, 2, 3].map((bleu) => row(String(bleu), { evaluations: [evaluated({ bleu })] }));
  const columns = ['bleu', 'perplexity', 'study', 'parameters'].map((id) => columnOf(id)!);
  const means = groupMeans([...rows, row('unscored', { parameters: null })], columns);
  expect([...means.keys()]).toEqual(['bleu', 'parameters']);
  const { count, mean, halfWidth } = means.get('bleu')!;
  expect([count, mean]).toEqual([3, 2]);
  expect(halfWidth).toBeCloseTo(2.484, 3);
});

it('tells in which settings runs differ', () => {
  expect(differingSettings([row('a'), row('b')])).toEqual([]);
  expect(differingSettings([row('a'), row('b', { configuration: { SEED: 7, HIDDEN_DIM: 64 } })])).toEqual([
    'SEED',
    'HIDDEN_DIM',
  ]);
});
