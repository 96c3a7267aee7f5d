import { expect, it } from 'vitest';
import type { Sweep } from '../../../../src-shared/domain/sweep';
import { bestRow, sweepProgress, sweepRows } from '../../../../src-shared/domain/sweep-results';
import { sortedRows, sweepTable } from '../../../../src-renderer/views/sweep/sweep-table';
import { sampleEvaluation, sampleRun, sampleStudy } from '../../renderer/samples';

const sweep: Sweep = {
  id: 'sweep',
  name: 'Rates',
  createdAt: '2026-01-01T10:00:00.000Z',
  plan: {
    method: 'grid',
    keys: [{ key: 'LEARNING_RATE', values: { kind: 'list', values: [0.001, 0.01] } }],
    samples: 1,
    drawSeed: 0,
    seeds: [1, 2],
  },
  studies: [
    { study: 'a', setting: 0, seed: 1 },
    { study: 'b', setting: 0, seed: 2 },
    { study: 'c', setting: 1, seed: 1 },
    { study: 'deleted', setting: 1, seed: 2 },
  ],
};

const finished = (bleu: number) =>
  sampleRun({
    state: 'finished',
    // What chose the checkpoint may be a setting of the sweep, and is then no quantity to compare by.
    bestValidationLoss: bleu,
    teacherForcedLoss: 10 - bleu,
    evaluations: [
      sampleEvaluation({ decoder: 'beam', bleu }),
      sampleEvaluation({ decoder: 'greedy', bleu: bleu / 2 }),
    ],
  });
const studies = new Map([
  ['a', sampleStudy([finished(2)])],
  ['b', sampleStudy([finished(4), sampleRun({ architecture: 'vanilla-rnn', state: 'failed' })])],
  ['c', sampleStudy([sampleRun({ state: 'running', evaluations: [] })])],
]);

it('gives each setting its metrics over the finished seeds, by the decoder', () => {
  const rows = sweepRows(sweep, studies, 'lstm', 'beam');
  expect(rows.map(({ setting, finished: done, runs }) => [setting, done, runs.length])).toEqual([
    [{ LEARNING_RATE: 0.001 }, 2, 2],
    [{ LEARNING_RATE: 0.01 }, 0, 1],
  ]);
  expect(rows[0].metrics.bleu).toMatchObject({ mean: 3, count: 2 });
  expect(rows[0].metrics.validationLoss?.mean).toBe(7);
  expect(rows[1].metrics.bleu).toBeNull();
  expect(sweepRows(sweep, studies, 'lstm', 'greedy')[0].metrics.bleu?.mean).toBe(1.5);
  expect(sweepRows(sweep, studies, 'lstm-attention', 'beam')).toEqual([]);
});

it('tells how far it is', () => {
  expect(sweepProgress(sweep, studies)).toEqual({ runs: 4, finished: 2, ended: 1, open: 1 });
});

it('finds the best setting by validation loss alone, however the test metrics are', () => {
  const [row] = sweepRows(sweep, studies, 'lstm', 'beam');
  const lower = {
    ...row,
    index: 1,
    metrics: {
      ...row.metrics,
      bleu: { mean: 1, halfWidth: null, count: 1 },
      validationLoss: { mean: 1, halfWidth: null, count: 1 },
    },
  };
  expect(bestRow([lower, row])).toBe(lower);
  expect(bestRow([row, lower])).toBe(lower);
  expect(bestRow([row])).toBeNull();
});

it('sorts by key or metric with settings without a value last, and goes into files', () => {
  const rows = sweepRows(sweep, studies, 'lstm', 'beam');
  const order = (sort: string) => sortedRows(rows, sort).map(({ index }) => index);
  expect(order('')).toEqual([0, 1]);
  expect(order('-LEARNING_RATE')).toEqual([1, 0]);
  expect(order('bleu')).toEqual([0, 1]);
  expect(order('-bleu')).toEqual([0, 1]);
  const table = sweepTable(sweep, rows);
  expect(table.columns.slice(0, 5)).toEqual([
    'Setting',
    'LEARNING_RATE',
    'Finished seeds',
    'Validation loss',
    'Validation loss, ±',
  ]);
  expect(table.rows[1].slice(0, 5)).toEqual([2, 0.01, 0, null, null]);
});
