import { describe, expect, it } from 'vitest';
import { largestColumns, scatterAddRows } from '../../../../../src-main/engine/tensor/portable/kernels/rows';

describe('largestColumns', () => {
  it('orders columns by falling value and equal values by column', () => {
    const rows = Float32Array.of(5, 1, 5, 7, 1, 0, 0, 0, 0, 0);
    expect([...largestColumns(rows, 2, 3)]).toEqual([3, 0, 2, 0, 1, 2]);
    expect([...largestColumns(rows, 2, 5)]).toEqual([3, 0, 2, 1, 4, 0, 1, 2, 3, 4]);
  });

  it('agrees with sorting', () => {
    const width = 200;
    const row = Float32Array.from({ length: width }, (_, column) => (column * 7919) % 61);
    const sorted = [...row.keys()].sort((a, b) => row[b] - row[a] || a - b);
    for (const k of [1, 2, 17, width]) expect([...largestColumns(row, 1, k)]).toEqual(sorted.slice(0, k));
  });

  it('takes what there is among values of minus infinity', () => {
    expect([...largestColumns(Float32Array.of(-Infinity, -Infinity, 3), 1, 2)]).toEqual([2, 0]);
  });
});

describe('scatterAddRows', () => {
  it('refuses a target outside the result, naming it', () => {
    const scatter = (target: number) =>
      scatterAddRows(new Float32Array(4), Float32Array.of(1, 2), Int32Array.of(target), 2);
    expect(() => scatter(2)).toThrow('Row 2 is outside [0, 2)');
    expect(() => scatter(-1)).toThrow('Row -1 is outside [0, 2)');
  });
});
