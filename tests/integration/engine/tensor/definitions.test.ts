import { describe, expect, it } from 'vitest';
import { WHOLE, type Tensor } from '../../../../src-main/engine/tensor/tensor-operations';
import { BACKENDS } from '../../../helpers/backends';

describe.each(BACKENDS)('the %s backend', (_, ops) => {
  const matrix = (rows: readonly (readonly number[])[]) =>
    ops.float32(Float32Array.from(rows.flat()), [rows.length, rows[0].length]);
  const integers = (...values: number[]) => ops.int32(Int32Array.from(values), [values.length]);
  const floatsOf = (make: () => Tensor) => {
    let values: number[] = [];
    ops.scope(() => (values = [...ops.readFloat32(make())]));
    return values;
  };

  it('lets the lower column win where values are equal', () => {
    ops.scope(() => {
      const tied = matrix([
        [1, 3, 3, 2, 3],
        [2, 2, 2, 2, 2],
        [-1, -5, -1, 0, -1],
      ]);
      expect([...ops.readInt32(ops.argMax(tied))]).toEqual([1, 0, 3]);
      const { values, indices } = ops.topK(tied, 4);
      expect([...ops.readInt32(indices)]).toEqual([1, 2, 4, 3, 0, 1, 2, 3, 3, 0, 2, 4]);
      expect([...ops.readFloat32(values)]).toEqual([3, 3, 3, 2, 2, 2, 2, 2, 0, -1, -1, -1]);
    });
  });

  it('drops what is meant for the embedding of PAD and adds up the rest', () => {
    const rows = [
      [1, 2],
      [10, 20],
      [100, 200],
      [1000, 2000],
    ];
    expect(floatsOf(() => ops.scatterAddEmbeddings(matrix(rows), integers(2, 0, 2, 1), 4))).toEqual([
      0, 0, 1000, 2000, 101, 202, 0, 0,
    ]);
    expect(floatsOf(() => ops.scatterAddRows(matrix(rows), integers(2, 0, 2, 1), 4))).toEqual([
      10, 20, 1000, 2000, 101, 202, 0, 0,
    ]);
  });

  it('sums and spreads consecutive rows by segment', () => {
    ops.scope(() => {
      const segments = ops.createSegments(Int32Array.of(0, 0, 1, 2, 2), 3);
      expect([...segments.starts]).toEqual([0, 2, 3, 5]);
      const rows = matrix([[1], [2], [4], [8], [16]]);
      expect([...ops.readFloat32(ops.sumSegments(rows, segments))]).toEqual([3, 4, 24]);
      expect([...ops.readFloat32(ops.spreadSegments(matrix([[5], [6], [7]]), segments))]).toEqual([
        5, 5, 6, 7, 7,
      ]);
      const first = ops.firstSegments(segments, 2);
      expect(first).toMatchObject({ segments: 2, rows: 3 });
      expect([...ops.readFloat32(ops.sumSegments(ops.sliceRows(rows, 0, 3), first))]).toEqual([3, 4]);
    });
  });

  it('multiplies the matrices of a batch one by one, with either operand transposed', () => {
    ops.scope(() => {
      const batch = (rows: number, columns: number, ...values: number[]) =>
        ops.float32(Float32Array.from(values), [2, rows, columns]);
      // [1 2] and [5 6] times [10 20 30; 40 50 60] and [1 2 3; 4 5 6].
      const products = [90, 120, 150, 29, 40, 51];
      const right = batch(2, 3, 10, 20, 30, 40, 50, 60, 1, 2, 3, 4, 5, 6);
      const rightTransposed = batch(3, 2, 10, 40, 20, 50, 30, 60, 1, 4, 2, 5, 3, 6);
      const left = batch(1, 2, 1, 2, 5, 6);
      const leftTransposed = batch(2, 1, 1, 2, 5, 6);
      for (const product of [
        ops.batchMatMul(left, right),
        ops.batchMatMul(leftTransposed, right, 'a'),
        ops.batchMatMul(left, rightTransposed, 'b'),
      ]) {
        expect(product.shape).toEqual([2, 1, 3]);
        expect([...ops.readFloat32(product)]).toEqual(products);
      }
    });
  });

  it('multiplies by a matrix and by the same numbers in another shape', () => {
    ops.scope(() => {
      const column = matrix([[1], [2], [3]]);
      expect([...ops.readFloat32(ops.matMul(matrix([[1, 10, 100]]), column))]).toEqual([321]);
      const row = ops.reshape(column, [1, 3]);
      expect([...ops.readFloat32(ops.matMul(matrix([[1], [10]]), row))]).toEqual([1, 2, 3, 10, 20, 30]);
    });
  });

  it('keeps the logarithm of a softmax finite for logits that would overflow', () => {
    const values = floatsOf(() => ops.logSoftmax(matrix([[1000, 0, -1000]])));
    expect(values).toEqual([0, -1000, -2000]);
  });

  it('keeps seven digits of the sum of a million squares', () => {
    const size = 1_000_000;
    const values = new Float32Array(size).fill(0.1);
    const [sum] = floatsOf(() => ops.sumOfSquares([ops.float32(values, [1000, 1000])], WHOLE));
    expect(Math.abs(sum / (size * Math.fround(0.1) ** 2) - 1)).toBeLessThan(1e-5);
  });

  it('leaves a read array alone when the tensor is freed', () => {
    const values = ops.scope(() => ops.readFloat32(ops.float32(Float32Array.of(1, 2), [2])));
    ops.scope(() => ops.float32(Float32Array.of(8, 9), [2]));
    expect([...values]).toEqual([1, 2]);
  });
});
