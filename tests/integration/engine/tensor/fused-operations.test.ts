import { describe, expect, it } from 'vitest';
import { attentionMemory } from '../../../../src-main/engine/tensor/attention-memory';
import type { FusedOperations } from '../../../../src-main/engine/tensor/fused-operations';
import type { Tensor, TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { composed, hasNative, portable, selected } from '../../../helpers/backends';
import { randomMatrices, upload, uploadVector } from '../../../helpers/tensors';

interface Inputs {
  readonly ops: TensorOperations;
  readonly fused: FusedOperations;
  /** Values up to `scale` in size. */
  matrix(rows: number, columns: number, scale?: number): Tensor;
  vector(length: number): Tensor;
}

interface Results {
  readonly floats?: readonly Tensor[];
  readonly integers?: readonly Tensor[];
}

const LENGTHS = [4, 1, 7, 2];
const POSITIONS = 14;
const CONTEXT_UNITS = 21;

/** Widths that are no multiple of what processors compute at once. */
const UNITS = [3, 16, 37];

const COMPUTATIONS: Readonly<Record<keyof FusedOperations, (inputs: Inputs) => Results>> = {
  packKernel: ({ fused, matrix }) => ({
    floats: [
      fused.thinProduct([matrix(4, 70)], fused.packKernel(matrix(2 * 70, 9), 2)),
      fused.thinProduct([matrix(4, 70)], fused.packKernel(matrix(2 * 9, 70), 2, 'transposed')),
    ],
  }),
  thinProduct: ({ fused, matrix }) => ({
    floats: [1, 2, 3, 4, 5, 6, 7, 32].flatMap((rows) =>
      [1, 64, 130].map((columns) =>
        fused.thinProduct(
          [matrix(rows, 10), matrix(rows, 20), matrix(rows, 3)],
          fused.packKernel(matrix(33, columns), 1),
        ),
      ),
    ),
  }),
  rnnCell: ({ fused, matrix, vector }) => ({
    floats: UNITS.flatMap((units) => [
      fused.rnnCell(matrix(5, units, 4), matrix(5, units)),
      fused.rnnCell(matrix(5, units, 40), vector(units)),
    ]),
  }),
  rnnCellGradient: ({ fused, matrix }) => ({
    floats: UNITS.flatMap((units) => [
      fused.rnnCellGradient(matrix(5, units), matrix(5, units), null),
      fused.rnnCellGradient(matrix(5, units), matrix(5, units), matrix(5, units)),
    ]),
  }),
  lstmCell: ({ fused, matrix, vector }) => ({
    floats: UNITS.flatMap((units) =>
      [matrix(5, 4 * units), vector(4 * units)].flatMap((addend) => {
        const { cell, hidden } = fused.lstmCell(matrix(5, 4 * units, 30), addend, matrix(5, units, 3));
        return [cell, hidden];
      }),
    ),
  }),
  lstmCellGradient: ({ fused, matrix, vector }) => ({
    floats: UNITS.flatMap((units) => {
      const step = fused.lstmCell(matrix(5, 4 * units, 6), vector(4 * units), matrix(5, units, 3));
      const { gates, previousCell } = fused.lstmCellGradient(step, matrix(5, units), null, matrix(5, units));
      const withAbove = fused.lstmCellGradient(step, matrix(5, units), matrix(5, units), matrix(5, units));
      return [gates, previousCell, withAbove.gates, withAbove.previousCell];
    }),
  }),
  attention: (inputs) => ({
    floats: attentionCases(inputs).flatMap(({ memory, query, energy }) => {
      const { context, weights } = inputs.fused.attention(memory, query, energy);
      return [context, weights];
    }),
  }),
  attentionGradient: (inputs) => ({
    floats: attentionCases(inputs).flatMap(({ memory, query, energy, units }) => {
      const step = inputs.fused.attention(memory, query, energy);
      const contextGradient = inputs.matrix(LENGTHS.length, CONTEXT_UNITS);
      return [null, inputs.matrix(5, units), inputs.matrix(POSITIONS, units)].flatMap((laterKeys) =>
        Object.values(inputs.fused.attentionGradient(memory, step, energy, contextGradient, laterKeys)),
      );
    }),
  }),
  selectSentences: (inputs) => ({
    floats: attentionCases(inputs).flatMap(({ units, memory, energy }) =>
      [[2, 0, 0, 3, 1], [1]].flatMap((sentences) => {
        const selected = inputs.fused.selectSentences(memory, sentences);
        const query = inputs.matrix(sentences.length, units);
        const { context, weights } = inputs.fused.attention(selected, query, energy);
        return [context, weights];
      }),
    ),
  }),
  crossEntropy: ({ fused, matrix, vector }) => ({
    floats: [1, 1000].map((scale) => fused.crossEntropy([matrix(4, 50, scale)], vector(50), LABELS)),
  }),
  crossEntropyGradient: ({ fused, matrix, vector }) => ({
    floats: [
      [1, 0],
      [1000, 0],
      [1, 0.1],
    ].flatMap(([scale, labelSmoothing]) =>
      Object.values(
        fused.crossEntropyGradient(
          [matrix(1, 50, scale), matrix(2, 50, scale), matrix(1, 50, scale)],
          vector(50),
          LABELS,
          { scale: 0.25, labelSmoothing },
        ),
      ),
    ),
  }),
  mostLikely: ({ ops, fused, matrix, vector }) => ({
    integers: [
      fused.mostLikely(matrix(9, 50), vector(50)),
      // The lower column wins ties.
      fused.mostLikely(ops.float32(Float32Array.of(1, 3, 3, 0, 0, 0), [2, 3]), ops.zeros([3])),
    ],
  }),
  predict: ({ ops, fused, matrix, vector }) => {
    const results = [1, 3, 200].flatMap((rows) =>
      [5, 64, 130].map((columns) => {
        const kernel = fused.packKernel(matrix(columns, 30, 3), 1, 'transposed');
        return fused.predict([matrix(200, 10), matrix(200, 20)], kernel, vector(columns), rows);
      }),
    );
    const tied = fused.packKernel(ops.zeros([1, 200]), 1);
    results.push(fused.predict([matrix(2, 1)], tied, ops.zeros([200]), 2));
    return {
      floats: results.map(({ product }) => product),
      integers: results.map(({ columns }) => columns),
    };
  },
  likeliest: ({ ops, fused, matrix, vector }) => {
    const results = [1, 3, 5].flatMap((count) =>
      // More rows than a block has, and widths around those of a panel.
      [5, 64, 130].map((columns) => {
        const kernel = fused.packKernel(matrix(columns, 30, 3), 1, 'transposed');
        return fused.likeliest([matrix(200, 10), matrix(200, 20)], kernel, vector(columns), count);
      }),
    );
    // Lower columns win ties, also across panels.
    const tied = fused.packKernel(ops.zeros([1, 200]), 1);
    results.push(fused.likeliest([matrix(2, 1)], tied, ops.zeros([200]), 4));
    return {
      floats: results.map(({ logProbabilities }) => logProbabilities),
      integers: results.map(({ columns }) => columns),
    };
  },
};

const LABELS = Int32Array.of(3, 49, 0, 17);

function attentionCases({ ops, matrix }: Inputs) {
  return UNITS.flatMap((units) =>
    [false, true].map((outerTanh) => {
      const values = matrix(POSITIONS, CONTEXT_UNITS);
      const memory = attentionMemory(ops, values, matrix(POSITIONS, units, 2), LENGTHS);
      const energy = { kernel: matrix(units, 1), outerTanh };
      return { units, memory, query: matrix(LENGTHS.length, units), energy };
    }),
  );
}

function compute(ops: TensorOperations, computation: (inputs: Inputs) => Results) {
  const random = randomMatrices(29);
  const read: { shape: readonly number[]; values: number[] }[] = [];
  ops.scope(() => {
    const inputs: Inputs = {
      ops,
      fused: ops.fused,
      matrix: (rows, columns, scale = 1) => ops.scale(upload(ops, random(rows, columns)), scale),
      vector: (length) => uploadVector(ops, random(1, length)),
    };
    const { floats = [], integers = [] } = computation(inputs);
    read.push(
      ...floats.map((tensor) => ({ shape: [...tensor.shape], values: [...ops.readFloat32(tensor)] })),
      ...integers.map((tensor) => ({ shape: [...tensor.shape], values: [...ops.readInt32(tensor)] })),
    );
  });
  return read;
}

const hasCompiled = selected.description.fusedKernels === 'compiled';

describe.runIf(hasNative)('fused operations are the same composed and compiled', () => {
  const others: [string, TensorOperations][] = [
    ['composed natively', composed!],
    ...(hasCompiled ? [['compiled', selected] as [string, TensorOperations]] : []),
  ];
  describe.each(others)('%s', (_, ops) => {
    it.each(Object.entries(COMPUTATIONS))('%s', (__, computation) => {
      const expected = compute(portable, computation);
      const actual = compute(ops, computation);
      expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
      actual.forEach(({ values }, result) =>
        values.forEach((value, index) => {
          const reference = expected[result].values[index];
          const allowed = 3e-6 * Math.max(1, Math.abs(reference));
          expect(Math.abs(value - reference), `result ${result}, number ${index}`).toBeLessThanOrEqual(
            allowed,
          );
        }),
      );
    });
  });
});

describe.runIf(hasCompiled)('compiled kernels', () => {
  it('give a row the same likeliest columns, to the bit, whatever rows stand beside it', () => {
    const random = randomMatrices(31);
    const [rows, kernel, bias] = [random(201, 40), random(300, 40), random(1, 300)];
    const { fused } = selected;
    const likeliest = (first: number, count: number) =>
      selected.scope(() => {
        const packed = fused.packKernel(upload(selected, kernel), 1, 'transposed');
        const part = selected.sliceRows(upload(selected, rows), first, count);
        const result = fused.likeliest([part], packed, uploadVector(selected, bias), 3);
        return [...selected.readFloat32(result.logProbabilities), ...selected.readInt32(result.columns)];
      });
    const together = likeliest(0, 201);
    for (const row of [0, 7, 191, 192, 200]) {
      const ofRow = [0, 201 * 3].flatMap((start) => together.slice(start + row * 3, start + row * 3 + 3));
      expect(likeliest(row, 1)).toEqual(ofRow);
    }
  });

  it('choose the first token where no logit is a number', () => {
    selected.scope(() => {
      const { fused } = selected;
      const kernel = fused.packKernel(selected.zeros([70, 4]), 1, 'transposed');
      const bias = uploadVector(selected, { rows: 1, columns: 70, values: new Float32Array(70).fill(NaN) });
      const rows = selected.zeros([2, 4]);
      const likeliest = fused.likeliest([rows], kernel, bias, 2);
      expect([...selected.readInt32(likeliest.columns)]).toEqual([0, 0, 0, 0]);
      expect([...selected.readFloat32(likeliest.logProbabilities)]).toEqual(new Array(4).fill(NaN));
      expect([...selected.readInt32(fused.predict([rows], kernel, bias, 2).columns)]).toEqual([0, 0]);
    });
  });

  it('refuse tensors that do not belong together instead of reading beyond them', () => {
    const { fused } = selected;
    selected.scope(() => {
      const zeros = (...shape: number[]) => selected.zeros(shape);
      expect(() => fused.rnnCell(zeros(2, 3), zeros(4))).toThrow(/addend/);
      expect(() => fused.packKernel(zeros(5, 4), 2)).toThrow(/blocks/);
      const packed = fused.packKernel(zeros(6, 4), 2);
      expect(() => fused.thinProduct([zeros(4, 6)], packed)).toThrow(/do not fit/);
      expect(() => fused.lstmCell(zeros(2, 12), zeros(12), zeros(2, 4))).toThrow(/4 units/);
      expect(() => fused.crossEntropy([zeros(2, 5)], zeros(5), Int32Array.of(1, 5))).toThrow(/outside/);
      expect(() => fused.mostLikely(zeros(2, 5), zeros(4))).toThrow(/bias/);
      const whole = fused.packKernel(zeros(6, 4), 1);
      expect(() => fused.likeliest([zeros(2, 6)], packed, zeros(4), 1)).toThrow(/one block/);
      expect(() => fused.likeliest([zeros(2, 6)], whole, zeros(3), 1)).toThrow(/bias/);
      expect(() => fused.likeliest([zeros(2, 5)], whole, zeros(4), 1)).toThrow(/belong together/);
      expect(() => fused.likeliest([zeros(2, 6)], whole, zeros(4), 5)).toThrow(/at most/);
      expect(() => fused.predict([zeros(2, 6)], whole, zeros(4), 3)).toThrow(/more rows/);
      const [{ memory, energy }] = attentionCases({
        ops: selected,
        fused,
        matrix: (rows, columns) => zeros(rows, columns),
        vector: (length) => zeros(length),
      });
      expect(() => fused.attention(memory, zeros(3, UNITS[0]), energy)).toThrow(/sentence for each row/);
      const absent = fused.selectSentences(memory, [0, LENGTHS.length]);
      expect(() => fused.attention(absent, zeros(2, UNITS[0]), energy)).toThrow(/not there/);
    });
  });
});
