import { describe, expect, it } from 'vitest';
import { attentionMatrix, matrixTable, readMatrix } from '../../../../src-shared/charts/attention-matrix';
import { toCsv } from '../../../../src-shared/format/table-text';

const matrix = attentionMatrix({
  sourceTokens: ['<SOS>', 'add', 'add', '<EOS>'],
  generatedTokens: ['def', '<EOS>'],
  weights: [
    [0.25, 0.25, 0.25, 0.25],
    [0, 0, 0.5, 0.5],
  ],
});

describe('attention as a matrix', () => {
  it('has the entropy of each step and the mass of each source token in its margins', () => {
    expect(matrix.rowBars!.values).toEqual([expect.closeTo(Math.log(4)), expect.closeTo(Math.log(2))]);
    expect(matrix.rowBars!.highest).toBeCloseTo(Math.log(4));
    expect(matrix.columnBars!.values).toEqual([0.25, 0.25, 0.75, 0.75]);
  });

  it('reads cells, rows and columns', () => {
    expect(readMatrix(matrix, { row: 1, column: 2 })).toEqual({
      title: 'Weight 0.5000',
      rows: [
        { term: 'generated', value: '<EOS>  (2)' },
        { term: 'source', value: 'add  (3)' },
      ],
    });
    expect(readMatrix(matrix, { row: 1, column: null })).toEqual({
      title: 'Entropy 0.69 nats',
      rows: [
        { term: 'generated', value: '<EOS>  (2)' },
        { term: 'strongest', value: 'add  0.50' },
      ],
    });
    expect(readMatrix(matrix, { row: null, column: 3 })?.title).toBe('Sum of weights 0.75');
    expect(readMatrix(matrix, { row: 7, column: 0 })).toBeNull();
    const difference = { ...matrix, values: [[null, -0.25]], rowBars: null, columnBars: null };
    expect(readMatrix(difference, { row: 0, column: 1 }, 'Difference')?.title).toBe('Difference -0.2500');
    expect(readMatrix(difference, { row: 0, column: 0 }, 'Difference')?.title).toBe('Difference: none here');
  });

  it('is a table whose columns are told apart where tokens repeat', () => {
    expect(toCsv(matrixTable('Attention', matrix)).split('\r\n').slice(0, 2)).toEqual([
      'generated,1 <SOS>,2 add,3 add,4 <EOS>,entropy (nats)',
      `1 def,0.25,0.25,0.25,0.25,${Math.log(4)}`,
    ]);
  });
});
