import { formatP } from '../../../../../src-shared/format/significance';
import { describe, expect, it } from 'vitest';
import { evaluatedOn } from '../../../../../src-renderer/views/comparison/evaluated';
import {
  intervalRange,
  METRIC_COLUMNS,
  examplesScored,
  metricRows,
  metricsDataTable,
  significanceMark,
} from '../../../../../src-renderer/views/comparison/metrics';
import { chosenRun, sampleComparison, samplePair } from './samples';

const runs = evaluatedOn(
  [
    chosenRun('a', 'lstm', [{ bleu: 2, tokenAccuracy: 12, perplexity: 30, lengthRatio: 0.5 }]),
    chosenRun('b', 'lstm-attention', [
      { bleu: 5, tokenAccuracy: 11, perplexity: 20, lengthRatio: 1.5 },
      { decoder: 'beam', bleu: 6, tokenAccuracy: 10, perplexity: 20, lengthRatio: 1.02 },
    ]),
  ],
  'test',
);
const none = { greedy: null, beam: null };
const place = (key: string) => METRIC_COLUMNS.findIndex((column) => column.key === key);

describe('the table of metrics', () => {
  it('has a row for each evaluation, greedy before beam', () => {
    const rows = metricRows(runs, 'ours', 'a', none);
    expect(rows.map(({ run, decoder, isReference }) => [run.run.id, decoder, isReference])).toEqual([
      ['a', 'greedy', true],
      ['b', 'greedy', false],
      ['b', 'beam', false],
    ]);
    expect(rows.map(({ cells }) => cells[0].text)).toEqual(['2.00', '5.00', '6.00']);
  });

  it('says on how many examples, also where splits differ in size', () => {
    const [row] = metricRows(runs, 'ours', 'a', none);
    const of = (examples: number) => ({ ...row, evaluation: { ...row.evaluation, examples } });
    expect(examplesScored([of(500), of(500)])).toBe('500 examples');
    expect(examplesScored([of(500), of(300)])).toBe('300 to 500 examples, which differ');
  });

  it('marks the best of each column in its own sense: highest, lowest, nearest to one, or none', () => {
    const rows = metricRows(runs, 'ours', 'a', none);
    const best = (key: string) => rows.map(({ cells }) => cells[place(key)].best);
    expect(best('bleu')).toEqual([false, false, true]);
    expect(best('tokenAccuracy')).toEqual([true, false, false]);
    expect(best('perplexity')).toEqual([false, true, true]);
    expect(best('lengthRatio')).toEqual([false, false, true]);
    // All alike, and a column in which nothing is better.
    expect(best('exactMatch')).toEqual([false, false, false]);
    expect(best('distinctOutputs')).toEqual([false, false, false]);
  });

  it('marks nothing as best among scores on different examples', () => {
    const apart = sampleComparison({ mismatch: 'They differ', pairs: [] });
    const rows = metricRows(runs, 'ours', 'a', { greedy: apart, beam: null });
    expect(rows.flatMap(({ cells }) => cells.filter(({ best }) => best))).toEqual([]);
    expect(rows[0].cells[0].interval).toEqual([1, 4]);
  });

  it('shows values as the notebook computed them, without the intervals of ours', () => {
    const rows = metricRows(runs, 'notebook', 'a', { greedy: sampleComparison(), beam: null });
    expect(rows[0].cells[0]).toMatchObject({ text: '1.00', interval: null, mark: null });
  });

  it('carries intervals, and marks what differs from the reference beyond chance', () => {
    const rows = metricRows(runs, 'ours', 'a', { greedy: sampleComparison(), beam: null });
    expect(rows[0].cells[0]).toMatchObject({ interval: [1, 4], mark: null });
    expect(rows[1].cells[0].mark).toEqual({ better: true, stars: 2, p: 0.004 });
    expect(rows[2].cells[0]).toMatchObject({ interval: null, mark: null });
    expect(intervalRange(rows, 0)).toEqual([1, 4]);
    expect(intervalRange(rows, place('perplexity'))).toBeNull();
  });

  it('goes into files with the ends of intervals and p in columns of their own', () => {
    const comparisons = { greedy: sampleComparison(), beam: null };
    const { columns, rows } = metricsDataTable(metricRows(runs, 'ours', 'a', comparisons), 'T', comparisons);
    expect(columns.slice(0, 7)).toEqual([
      'Run',
      'Decoder',
      'Examples',
      'BLEU',
      'BLEU, low',
      'BLEU, high',
      'BLEU, p (Holm)',
    ]);
    expect(rows[1].slice(0, 7)).toEqual(['lstm-attention', 'greedy', 50, 5, 1, 4, 0.004]);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
  });
});

describe('significance marks', () => {
  it('have a star for each step below 0.05, and none from there on', () => {
    const mark = (difference: number, p: number) => significanceMark(samplePair('b', difference, p), 'bleu');
    expect(mark(1, 0.05)).toBeNull();
    expect(mark(1, 0.049)).toEqual({ better: true, stars: 1, p: 0.049 });
    expect(mark(-1, 0.0009)).toEqual({ better: false, stars: 3, p: 0.0009 });
  });

  it('write p as papers do', () => {
    expect([0.25, 0.0001, 0.00002].map(formatP)).toEqual(['0.2500', '0.0001', '< 0.0001']);
  });
});
