import type { Tensor, TensorOperations } from '../../src-main/engine/tensor/tensor-operations';
import { randomNumbers } from './reference-models';

/** A matrix in plain memory, to be given to the engine and to the reference alike. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Makes matrices with values in [-0.8, 0.8), different each time. */
export function randomMatrices(seed: number): (rows: number, columns: number) => Matrix {
  const random = randomNumbers(seed);
  return (rows, columns) => ({
    rows,
    columns,
    values: Float32Array.from({ length: rows * columns }, () => 1.6 * random() - 0.8),
  });
}

/** Rows of a matrix, in the given order. */
export function selectRows({ columns, values }: Matrix, rows: readonly number[]): Matrix {
  const selected = new Float32Array(rows.length * columns);
  rows.forEach((row, index) =>
    selected.set(values.subarray(row * columns, (row + 1) * columns), index * columns),
  );
  return { rows: rows.length, columns, values: selected };
}

/** Gives a matrix to the engine. */
export function upload(ops: TensorOperations, { rows, columns, values }: Matrix): Tensor {
  return ops.float32(values, [rows, columns]);
}

/** Gives a matrix of one row to the engine as a vector. */
export function uploadVector(ops: TensorOperations, { columns, values }: Matrix): Tensor {
  return ops.float32(values, [columns]);
}
