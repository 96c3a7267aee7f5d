import { describe, expect, it } from 'vitest';
import {
  WHOLE,
  type Tensor,
  type TensorOperations,
} from '../../../../src-main/engine/tensor/tensor-operations';
import { hasNative, portable, selected } from '../../../helpers/backends';
import { randomMatrices, upload, uploadVector } from '../../../helpers/tensors';

/** What computes tensors from tensors; the rest of the interface has tests of its own. */
type Computation = Exclude<
  keyof TensorOperations,
  | ('description' | 'fused' | 'sharing')
  | ('scope' | 'openScope' | 'keep' | 'dispose' | 'liveTensors')
  | (
      | 'createVariable'
      | 'valueOf'
      | 'assign'
      | 'readMoments'
      | 'assignMoments'
      | 'disposeVariable'
      | 'applyAdam'
    )
  | ('readFloat32' | 'readInt32' | 'createSegments' | 'dropoutMask')
>;

interface Inputs {
  readonly ops: TensorOperations;
  matrix(rows: number, columns: number): Tensor;
  /** With values above 0.2. */
  positive(rows: number, columns: number): Tensor;
  vector(length: number): Tensor;
  batch(batch: number, rows: number, columns: number): Tensor;
  integers(...values: number[]): Tensor;
}

interface Results {
  readonly floats?: readonly Tensor[];
  readonly integers?: readonly Tensor[];
}

const SEGMENT_OF_ROW = Int32Array.of(0, 0, 0, 1, 2, 2, 2, 2, 3, 3, 4);

const COMPUTATIONS: Readonly<Record<Computation, (inputs: Inputs) => Results>> = {
  float32: ({ ops }) => ({ floats: [ops.float32(Float32Array.of(1.5, -2, 0, 3e-30), [2, 2])] }),
  int32: ({ ops }) => ({ integers: [ops.int32(Int32Array.of(7, -3, 2147483647), [3])] }),
  zeros: ({ ops }) => ({ floats: [ops.zeros([3, 5]), ops.zeros([4]), ops.zeros([2, 3, 2])] }),
  add: ({ ops, matrix, vector }) => ({
    floats: [
      ops.add(matrix(5, 7), matrix(5, 7)),
      ops.add(matrix(5, 7), matrix(5, 1)),
      ops.add(vector(6), vector(6)),
    ],
  }),
  subtract: ({ ops, matrix }) => ({
    floats: [ops.subtract(matrix(5, 7), matrix(5, 7)), ops.subtract(matrix(5, 7), matrix(5, 1))],
  }),
  multiply: ({ ops, matrix, vector }) => ({
    floats: [
      ops.multiply(matrix(5, 7), matrix(5, 7)),
      ops.multiply(matrix(5, 7), matrix(5, 1)),
      ops.multiply(vector(9), vector(9)),
    ],
  }),
  divide: ({ ops, matrix, positive }) => ({
    floats: [ops.divide(matrix(5, 7), positive(5, 7)), ops.divide(matrix(1, 1), positive(5, 1))],
  }),
  scale: ({ ops, matrix }) => ({ floats: [ops.scale(matrix(5, 7), -0.3)] }),
  addAll: ({ ops, matrix }) => ({
    floats: [
      ops.addAll([matrix(5, 7)]),
      ops.addAll([matrix(5, 7), matrix(5, 7)]),
      ops.addAll(Array.from({ length: 9 }, () => matrix(3, 4))),
    ],
  }),
  addBias: ({ ops, matrix, vector }) => ({ floats: [ops.addBias(matrix(5, 7), vector(7))] }),
  sigmoid: ({ ops, matrix }) => ({ floats: [ops.sigmoid(ops.scale(matrix(9, 7), 30))] }),
  tanh: ({ ops, matrix }) => ({ floats: [ops.tanh(ops.scale(matrix(9, 7), 12))] }),
  exp: ({ ops, matrix }) => ({ floats: [ops.exp(matrix(9, 7)), ops.exp(ops.scale(matrix(9, 7), 30))] }),
  log: ({ ops, positive }) => ({ floats: [ops.log(positive(9, 7))] }),
  softmax: ({ ops, matrix }) => ({ floats: [ops.softmax(ops.scale(matrix(6, 11), 100))] }),
  logSoftmax: ({ ops, matrix }) => ({ floats: [ops.logSoftmax(ops.scale(matrix(6, 11), 100))] }),
  tanhGradient: ({ ops, matrix }) => ({ floats: [ops.tanhGradient(matrix(5, 7), matrix(5, 7))] }),
  matMul: ({ ops, matrix }) => ({
    floats: [
      ops.matMul(matrix(13, 130), matrix(130, 33)),
      ops.matMul(matrix(130, 13), matrix(130, 33), 'a'),
      ops.matMul(matrix(13, 130), matrix(33, 130), 'b'),
      ops.matMul(matrix(1, 4), matrix(4, 1)),
    ],
  }),
  batchMatMul: ({ ops, batch }) => ({
    floats: [
      ops.batchMatMul(batch(5, 3, 12), batch(5, 12, 7)),
      ops.batchMatMul(batch(5, 12, 3), batch(5, 12, 7), 'a'),
      ops.batchMatMul(batch(5, 3, 12), batch(5, 7, 12), 'b'),
      ops.batchMatMul(batch(4, 1, 9), batch(4, 9, 6)),
      ops.batchMatMul(batch(1, 2, 3), batch(1, 2, 4), 'a'),
    ],
  }),
  reshape: ({ ops, matrix }) => ({
    floats: [ops.reshape(matrix(6, 4), [2, 3, 4]), ops.reshape(matrix(1, 1), [])],
  }),
  transpose: ({ ops, matrix }) => ({ floats: [ops.transpose(matrix(5, 9))] }),
  concat: ({ ops, matrix, vector, integers }) => ({
    floats: [
      ops.concat([matrix(2, 4), matrix(3, 4), matrix(1, 4)], 0),
      ops.concat([matrix(3, 2), matrix(3, 5)], 1),
      ops.concat([matrix(3, 2)], 0),
      ops.concat([vector(2), vector(5)], 0),
    ],
    integers: [ops.concat([integers(4, 9), integers(1, 2, 3)], 0)],
  }),
  sliceRows: ({ ops, matrix, vector, batch, integers }) => ({
    floats: [
      ops.sliceRows(matrix(6, 4), 1, 3),
      ops.sliceRows(vector(8), 6, 2),
      ops.sliceRows(batch(4, 2, 3), 2, 1),
      ops.sliceRows(matrix(6, 4), 0, 6),
    ],
    integers: [ops.sliceRows(integers(4, 5, 6, 7), 1, 2)],
  }),
  splitRows: ({ ops, matrix, batch }) => ({
    floats: [...ops.splitRows(matrix(5, 8), [3, 1, 1]), ...ops.splitRows(batch(3, 2, 4), [1, 2])],
    integers: ops.splitRows(ops.int32(Int32Array.of(4, 5, 6), [3]), [2, 1]),
  }),
  splitColumns: ({ ops, matrix }) => ({
    floats: [...ops.splitColumns(matrix(4, 9), [2, 4, 3]), ...ops.splitColumns(matrix(4, 3), [3])],
  }),
  padRows: ({ ops, matrix, vector }) => ({
    floats: [ops.padRows(matrix(3, 4), 5), ops.padRows(matrix(3, 4), 3), ops.padRows(vector(3), 4)],
  }),
  gatherRows: ({ ops, matrix, vector, integers }) => ({
    floats: [
      ops.gatherRows(matrix(6, 4), integers(5, 0, 0, 3)),
      ops.gatherRows(vector(6), integers(2, 5, 1)),
    ],
    integers: [ops.gatherRows(integers(9, 8, 7), integers(2, 0))],
  }),
  gatherElements: ({ ops, matrix }) => ({
    floats: [ops.gatherElements(matrix(4, 6), Int32Array.of(5, 0, 2, 2))],
  }),
  sumRows: ({ ops, matrix }) => ({ floats: [ops.sumRows(matrix(300, 7))] }),
  sumColumns: ({ ops, matrix }) => ({ floats: [ops.sumColumns(matrix(7, 300))] }),
  maxColumns: ({ ops, matrix }) => ({ floats: [ops.maxColumns(matrix(7, 300))] }),
  sumAll: ({ ops, matrix, batch }) => ({ floats: [ops.sumAll(matrix(20, 30)), ops.sumAll(batch(3, 4, 5))] }),
  sumOfSquares: ({ ops, matrix, vector }) => ({
    floats: [ops.sumOfSquares([matrix(20, 30)], WHOLE), ops.sumOfSquares([vector(40), vector(40)], WHOLE)],
  }),
  firstSegments: ({ ops, matrix }) => {
    const first = ops.firstSegments(ops.createSegments(SEGMENT_OF_ROW, 5), 3);
    return {
      floats: [ops.sumSegments(matrix(8, 4), first), ops.spreadSegments(matrix(3, 4), first)],
    };
  },
  sumSegments: ({ ops, matrix }) => ({
    floats: [ops.sumSegments(matrix(11, 6), ops.createSegments(SEGMENT_OF_ROW, 5))],
  }),
  spreadSegments: ({ ops, matrix }) => ({
    floats: [ops.spreadSegments(matrix(5, 6), ops.createSegments(SEGMENT_OF_ROW, 5))],
  }),
  scatterAddRows: ({ ops, matrix, integers }) => ({
    floats: [ops.scatterAddRows(matrix(5, 4), integers(2, 0, 2, 6, 2), 7)],
  }),
  scatterAddEmbeddings: ({ ops, matrix, integers }) => ({
    floats: [ops.scatterAddEmbeddings(matrix(6, 4), integers(2, 0, 5, 2, 0, 1), 6)],
  }),
  argMax: ({ ops, matrix }) => ({ integers: [ops.argMax(matrix(9, 50))] }),
  topK: ({ ops, matrix }) => {
    const [few, all] = [ops.topK(matrix(9, 50), 4), ops.topK(matrix(3, 5), 5)];
    return { floats: [few.values, all.values], integers: [few.indices, all.indices] };
  },
};

/** Inputs that are the same for every backend. */
function inputsFor(ops: TensorOperations): Inputs {
  const random = randomMatrices(17);
  return {
    ops,
    matrix: (rows, columns) => upload(ops, random(rows, columns)),
    positive: (rows, columns) => {
      const { values } = random(rows, columns);
      return ops.float32(
        values.map((value) => 1 + value),
        [rows, columns],
      );
    },
    vector: (length) => uploadVector(ops, random(1, length)),
    batch: (batch, rows, columns) =>
      ops.reshape(upload(ops, random(batch * rows, columns)), [batch, rows, columns]),
    integers: (...values) => ops.int32(Int32Array.from(values), [values.length]),
  };
}

function compute(ops: TensorOperations, computation: (inputs: Inputs) => Results) {
  let read: { shape: readonly number[]; values: number[] }[] = [];
  ops.scope(() => {
    const { floats = [], integers = [] } = computation(inputsFor(ops));
    read = [
      ...floats.map((tensor) => ({ shape: [...tensor.shape], values: [...ops.readFloat32(tensor)] })),
      ...integers.map((tensor) => ({ shape: [...tensor.shape], values: [...ops.readInt32(tensor)] })),
    ];
  });
  return read;
}

describe.runIf(hasNative)('the portable backend computes what the native one does', () => {
  it.each(Object.entries(COMPUTATIONS))('%s', (_, computation) => {
    const expected = compute(selected, computation);
    const actual = compute(portable, computation);
    expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
    actual.forEach(({ values }, result) => {
      const reference = expected[result].values;
      expect(values.length).toBe(reference.length);
      values.forEach((value, index) => {
        const allowed = 1e-5 * Math.max(1, Math.abs(reference[index]));
        expect(Math.abs(value - reference[index]), `result ${result}, number ${index}`).toBeLessThanOrEqual(
          allowed,
        );
      });
    });
  });
});
