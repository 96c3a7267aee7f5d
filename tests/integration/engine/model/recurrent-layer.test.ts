import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { packLengths } from '../../../../src-main/engine/model/packing';
import type { Packing } from '../../../../src-main/engine/model/packing';
import { GATES, cellBackward, cellForward } from '../../../../src-main/engine/model/recurrent-cell';
import type { CellKind } from '../../../../src-main/engine/model/recurrent-cell';
import { layerBackward, layerForward } from '../../../../src-main/engine/model/recurrent-layer';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { useReferenceBackend } from '../../../helpers/reference-models';
import { recurrentLayer, recurrentStep } from '../../../helpers/reference-models/layers';
import type { State } from '../../../helpers/reference-models/layers';
import { randomMatrices, selectRows, upload, uploadVector } from '../../../helpers/tensors';
import type { Matrix } from '../../../helpers/tensors';
import { expectSameVectors } from '../../../helpers/vectors';

const INPUTS = 3;
const UNITS = 4;
/** Unsorted, with equal ones and one of a single token. */
const LENGTHS = [3, 1, 5, 3];
const POSITIONS = LENGTHS.reduce((sum, length) => sum + length, 0);
const CELLS: readonly CellKind[] = ['rnn', 'lstm'];

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

const tensorOf = ({ rows, columns, values }: Matrix): tf.Tensor => tf.tensor2d(values, [rows, columns]);
const dot = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => tf.sum(tf.mul(a, b));
const firstPosition = (sentence: number): number =>
  LENGTHS.slice(0, sentence).reduce((sum, length) => sum + length, 0);

/** Where each packed position stands when sentences follow one another. */
function positionsByPackedPosition(packing: Packing): number[] {
  return Array.from(packing.active).flatMap((rows, time) =>
    Array.from({ length: rows }, (_, row) => firstPosition(packing.order[row]) + time),
  );
}

/** For comparison with the reference: the rows of a packed result, sentence after sentence. */
function unpacked(packing: Packing, columns: number, values: Float32Array): Float32Array {
  const result = new Float32Array(values.length);
  positionsByPackedPosition(packing).forEach((position, packed) =>
    result.set(values.subarray(packed * columns, (packed + 1) * columns), position * columns),
  );
  return result;
}

describe.each(CELLS)('one step of the %s cell', (cell) => {
  it('has the values and gradients of automatic differentiation', () => {
    const matrix = randomMatrices(61);
    const rows = 2;
    const columns = GATES[cell] * UNITS;
    const [kernel, bias, x] = [matrix(INPUTS + UNITS, columns), matrix(1, columns), matrix(rows, INPUTS)];
    const states = Array.from({ length: cell === 'lstm' ? 2 : 1 }, () => matrix(rows, UNITS));
    const above = states.map(() => matrix(rows, UNITS));

    const loss = (...[w, b, input, hidden, previousCell]: tf.Tensor[]): tf.Scalar => {
      const weights = { 'cell.kernel': w, 'cell.bias': b };
      const next = recurrentStep(weights, 'cell', input, { hidden, cell: previousCell ?? null });
      const parts = [next.hidden, ...(next.cell === null ? [] : [next.cell])];
      return tf.addN(parts.map((part, index) => dot(part, tensorOf(above[index]))));
    };
    const names = ['kernel', 'bias', 'x', 'hidden', 'cell'];
    const named = (vectors: ArrayLike<number>[]) =>
      Object.fromEntries(vectors.map((values, index) => [names[index], values]));
    const expected = tf
      .grads(loss)([kernel, bias, x, ...states].map(tensorOf))
      .map((grad) => grad.dataSync());

    ops.scope(() => {
      const weights = { kernel: upload(ops, kernel), bias: uploadVector(ops, bias) };
      const previous = states.map((state) => upload(ops, state));
      const tape = cellForward(ops, cell, weights, upload(ops, x), previous);
      const gradient = above.map((part) => upload(ops, part));
      const { gates, previousCell } = cellBackward(ops, weights, tape, gradient);
      const [xGradient, hiddenGradient] = ops.splitColumns(ops.matMul(gates, weights.kernel, 'b'), [
        INPUTS,
        UNITS,
      ]);
      const actual = [
        ops.matMul(tape.inputs, gates, 'a'),
        ops.sumRows(gates),
        xGradient,
        hiddenGradient,
        ...previousCell,
      ].map((tensor) => ops.readFloat32(tensor));
      expectSameVectors(named(actual), named(expected));
    });
  });
});

describe.each(CELLS)('a layer of %s cells over sentences of different lengths', (cell) => {
  const matrix = randomMatrices(71);
  const parts = cell === 'lstm' ? 2 : 1;
  const kernel = matrix(INPUTS + UNITS, GATES[cell] * UNITS);
  const bias = matrix(1, GATES[cell] * UNITS);
  const inputs = matrix(POSITIONS, INPUTS);
  const outputGradient = matrix(POSITIONS, UNITS);
  const finalGradient = Array.from({ length: parts }, () => matrix(LENGTHS.length, UNITS));

  type Direction = 'forward' | 'backward';

  /** Outputs and final states sentence by sentence, and the gradients of their dot product with given ones. */
  function reference(direction: Direction, withOutputs: boolean): Record<string, ArrayLike<number>> {
    const initial: State = {
      hidden: tf.zeros([1, UNITS]),
      cell: cell === 'lstm' ? tf.zeros([1, UNITS]) : null,
    };
    const results: Record<string, ArrayLike<number>> = {};
    const loss = (w: tf.Tensor, b: tf.Tensor, all: tf.Tensor): tf.Scalar => {
      const weights = { 'cell.kernel': w, 'cell.bias': b };
      const runs = tf
        .split(all, LENGTHS, 0)
        .map((sentence) => recurrentLayer(weights, 'cell', sentence, initial, direction));
      const outputs = tf.concat(
        runs.map((run) => run.outputs),
        0,
      );
      const finals = [
        tf.concat(
          runs.map((run) => run.final.hidden),
          0,
        ),
        ...(cell === 'lstm'
          ? [
              tf.concat(
                runs.map((run) => run.final.cell!),
                0,
              ),
            ]
          : []),
      ];
      results.outputs = outputs.dataSync();
      finals.forEach((final, part) => (results[`final${part}`] = final.dataSync()));
      return tf.addN([
        ...(withOutputs ? [dot(outputs, tensorOf(outputGradient))] : []),
        ...finals.map((final, part) => dot(final, tensorOf(finalGradient[part]))),
      ]);
    };
    const gradients = tf.grads(loss)([kernel, bias, inputs].map(tensorOf));
    ['kernel', 'bias', 'inputs'].forEach((name, index) => (results[name] = gradients[index].dataSync()));
    return results;
  }

  function engine(direction: Direction, withOutputs: boolean): Record<string, ArrayLike<number>> {
    const packing = packLengths(LENGTHS);
    const packed = (matrix: Matrix) => upload(ops, selectRows(matrix, positionsByPackedPosition(packing)));
    const results: Record<string, ArrayLike<number>> = {};
    ops.scope(() => {
      const weights = { kernel: upload(ops, kernel), bias: uploadVector(ops, bias) };
      const run = layerForward(ops, cell, weights, packed(inputs), packing, direction);
      const finals = finalGradient.map((part) => upload(ops, selectRows(part, Array.from(packing.order))));
      const above = withOutputs ? packed(outputGradient) : null;
      results.outputs = unpacked(packing, UNITS, ops.readFloat32(run.outputs));
      run.final.forEach((part, index) => {
        const values = ops.readFloat32(part);
        const inBatchOrder = selectRows(
          { rows: packing.rows, columns: UNITS, values },
          Array.from(packing.inverse),
        );
        results[`final${index}`] = inBatchOrder.values;
      });
      const gradients = layerBackward(ops, weights, run, packing, direction, above, finals);
      results.kernel = ops.readFloat32(gradients.kernel);
      results.bias = ops.readFloat32(gradients.bias);
      results.inputs = unpacked(packing, INPUTS, ops.readFloat32(gradients.inputs));
    });
    return results;
  }

  it.each(['forward', 'backward'] as const)('reads %s as automatic differentiation does', (direction) => {
    expectSameVectors(engine(direction, true), reference(direction, true));
  });

  it.each(['forward', 'backward'] as const)('reads %s where only the final states matter', (direction) => {
    expectSameVectors(engine(direction, false), reference(direction, false));
  });

  it('leaves no tensor behind', () => {
    const before = ops.liveTensors();
    engine('backward', true);
    expect(ops.liveTensors()).toBe(before);
  });
});
