import { describe, expect, it } from 'vitest';
import { analysesTable } from '../../../../../src-renderer/views/comparison/analyses';
import {
  differenceRange,
  differencesDataTable,
  pairRows,
} from '../../../../../src-renderer/views/comparison/differences';
import { evaluatedBy, evaluatedOn } from '../../../../../src-renderer/views/comparison/evaluated';
import { failureRows, failureTable } from '../../../../../src-renderer/views/comparison/failures';
import {
  lengthAccuracies,
  lengthRow,
  lengthTable,
  mostChanged,
  occurringOutcomes,
  transitionTable,
} from '../../../../../src-renderer/views/comparison/figures';
import { chosenRun, noTransitions, sampleComparison, samplePair } from './samples';

const bins = (['[0,10)', '[10,20)'] as const).map((bin, place) => ({
  bin,
  examples: 5 - place,
  tokenAccuracy: 40,
  low: 30,
  high: 50,
}));
const evaluated = evaluatedBy(
  evaluatedOn(
    [
      chosenRun('a', 'lstm', [{ lengthBins: bins }]),
      chosenRun('b', 'vanilla-rnn', [
        {
          failures: { search: 3, model: 7 },
          oneTokenAway: [{ tokenClass: 'keyword', failures: 8, recovered: 2 }],
        },
      ]),
    ],
    'test',
  ),
  'greedy',
);

describe('figures as tables', () => {
  it('know the bin of each row, and leave out runs without lengths', () => {
    const runs = lengthAccuracies(evaluated);
    expect(runs.map(({ id }) => id)).toEqual(['a']);
    expect(lengthTable(runs, 'T').rows).toEqual([
      ['lstm', '[0,10)', 5, 40, 30, 50],
      ['lstm', '[10,20)', 4, 40, 30, 50],
    ]);
    expect(lengthRow(runs, 1)).toEqual({ id: 'a', bin: bins[1] });
  });

  it('have only outcomes that occur, and shade by the largest change', () => {
    const transitions = noTransitions();
    transitions.correct.correct = 20;
    transitions.correct.other = 4;
    const pair = { ...samplePair('b', 1, 1), transitions };
    expect(occurringOutcomes(pair)).toEqual(['correct', 'other']);
    expect(mostChanged(pair)).toBe(4);
    expect(transitionTable(pair, ['A', 'B'])).toMatchObject({
      columns: ['A \\ B', 'Correct', 'Other'],
      rows: [
        ['Correct', 20, 4],
        ['Other', 0, 0],
      ],
    });
  });

  it('sum what one token would have mended over its classes', () => {
    const [row, ...others] = failureRows(evaluated);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ failures: 10, search: 3, model: 7, recovered: 2 });
    expect(row.classes.map(({ failures }) => failures)).toEqual([8, 0, 0, 0, 0, 0]);
    const { columns, rows } = failureTable([row], 'T');
    expect(rows[0].slice(0, 6)).toEqual(['vanilla-rnn', 10, 3, 7, 2, 20]);
    expect(rows[0]).toHaveLength(columns.length);
  });

  it('tell differences with both p values, on a scale with no difference in its middle', () => {
    const { pairs } = sampleComparison();
    expect(differenceRange(pairs, 'bleu')).toEqual([-4, 4]);
    const rows = pairRows([{ ...chosenRun('b', 'lstm', []), label: 'B' }], pairs);
    const table = differencesDataTable(rows, 'Differences to A');
    expect(table.rows[0].slice(0, 6)).toEqual(['B', 3, 2, 4, 0.002, 0.004]);
    expect(table.rows[0]).toHaveLength(table.columns.length);
  });

  it('leave cells empty for what was not analysed', () => {
    const table = analysesTable(
      evaluated,
      (run) =>
        run === 'a'
          ? {
              run,
              memorisation: {
                threshold: 0.8,
                nearDuplicates: 2,
                verbatim: 1,
                metrics: {
                  examples: 9,
                  all: { bleu: 3, tokenAccuracy: 1, exactMatch: 0 },
                  unseenExamples: 0,
                  unseen: null,
                },
              },
              attention: null,
            }
          : null,
      'T',
    );
    expect(table.rows.map((row) => row.slice(0, 7))).toEqual([
      ['lstm', 9, 2, 1, 3, null, null],
      ['vanilla-rnn', null, null, null, null, null, null],
    ]);
    expect(table.rows[0]).toHaveLength(table.columns.length);
  });
});
