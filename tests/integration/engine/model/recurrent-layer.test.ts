import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { packLengths } from '../../../../src-main/engine/model/packing';
import type { Packing } from '../../../../src-main/engine/model/packing';
import { GATES } from '../../../../src-shared/domain/model/model-options';
import { cellBackward, cellForward } from '../../../../src-main/engine/model/recurrent-cell';
import type { CellKind } from '../../../../src-shared/domain/model/model-options';
import { layerBackward, layerForward, layerReading } from '../../../../src-main/engine/model/recurrent-layer';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { Tensor, TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { useReferenceBackend } from '../../../helpers/reference-models';
import { recurrentLayer, recurrentStep } from '../../../helpers/reference-models/layers';
import type { State } from '../../../helpers/reference-models/layers';
import { randomMatrices, selectRows, upload, uploadVector } from '../../../helpers/tensors';
import type { Matrix } from '../../../helpers/tensors';
import { expectSameVectors } from '../../../helpers/vectors';

const INPUTS = 3;
const UNITS = 4;
const DIRECTIONS = ['forward', 'backward'] as const;
const CELLS: readonly CellKind[] = ['rnn', 'lstm'];

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

const tensorOf = ({ rows, columns, values }: Matrix): tf.Tensor => tf.tensor2d(values, [rows, columns]);
const dot = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => tf.sum(tf.mul(a, b));

/** Batches by their sentences' lengths: unsorted, with equal ones and one of a single token; and the extremes. */
const [MIXED, ...EXTREMES] = [[3, 1, 5, 3], [4], [2, 2, 2], [1, 1], [1, 6, 1]];

/** For each sentence, where its positions stand when sentences follow one another. */
function positionsBySentence(lengths: readonly number[]): number[][] {
  let position = 0;
  return lengths.map((length) => Array.from({ length }, () => position++));
}

/** Where each packed position stands when sentences follow one another. */
function positionsByPackedPosition(lengths: readonly number[], packing: Packing): number[] {
  const sentences = positionsBySentence(lengths);
  return Array.from(packing.active).flatMap((rows, time) =>
    Array.from({ length: rows }, (_, row) => sentences[packing.order[row]][time]),
  );
}

/** The rows of a packed result, sentence after sentence. */
function unpacked(lengths: readonly number[], packing: Packing, packed: Matrix): Matrix {
  const inverse: number[] = [];
  positionsByPackedPosition(lengths, packing).forEach((position, place) => (inverse[position] = place));
  return selectRows(packed, inverse);
}

/** Every sentence from its end to its start. */
function reversed(lengths: readonly number[], matrix: Matrix): Matrix {
  return selectRows(
    matrix,
    positionsBySentence(lengths).flatMap((positions) => positions.reverse()),
  );
}

function columnsOf(matrix: Matrix, first: number, columns: number): Matrix {
  const values = matrix.values.filter((_, index) => {
    const column = index % matrix.columns;
    return column >= first && column < first + columns;
  });
  return { rows: matrix.rows, columns, values };
}

/** Of a layer over sentences one after another: what it reads, and the gradients of what it gives. */
interface LayerCase {
  readonly lengths: readonly number[];
  readonly inputs: Matrix;
  /** By direction. */
  readonly weights: readonly { readonly kernel: Matrix; readonly bias: Matrix }[];
  /** Directions side by side; null when only final states matter. */
  readonly outputGradient: Matrix | null;
  /** By direction, then by part of the state. */
  readonly finalGradients: readonly (readonly Matrix[])[];
}

function layerCase(cell: CellKind, lengths: readonly number[], directions: number): LayerCase {
  const matrix = randomMatrices(71);
  const positions = lengths.reduce((sum, length) => sum + length, 0);
  const columns = GATES[cell] * UNITS;
  const parts = cell === 'lstm' ? 2 : 1;
  const byDirection = <Item>(make: () => Item) => Array.from({ length: directions }, make);
  return {
    lengths,
    inputs: matrix(positions, INPUTS),
    weights: byDirection(() => ({ kernel: matrix(INPUTS + UNITS, columns), bias: matrix(1, columns) })),
    outputGradient: matrix(positions, directions * UNITS),
    finalGradients: byDirection(() => Array.from({ length: parts }, () => matrix(lengths.length, UNITS))),
  };
}

/** By name: outputs and inputs' gradient position by position, final states sentence by sentence. */
type LayerResults = Record<string, ArrayLike<number>>;

/** Values by automatic differentiation, sentence by sentence, and the gradients of their dot product with given ones. */
function reference(cell: CellKind, layer: LayerCase): LayerResults {
  const { lengths, outputGradient, finalGradients } = layer;
  const results: LayerResults = {};
  const zeros = tf.zeros([1, UNITS]);
  const initial: State = { hidden: zeros, cell: cell === 'lstm' ? zeros : null };
  const loss = (all: tf.Tensor, ...weights: tf.Tensor[]): tf.Scalar => {
    const terms: tf.Tensor[] = [];
    const outputs = layer.weights.map((_, direction) => {
      const named = { 'cell.kernel': weights[2 * direction], 'cell.bias': weights[2 * direction + 1] };
      const runs = tf
        .split(all, [...lengths], 0)
        .map((sentence) => recurrentLayer(named, 'cell', sentence, initial, DIRECTIONS[direction]));
      finalGradients[direction].forEach((gradient, part) => {
        const states = runs.map(({ final }) => (part === 0 ? final.hidden : final.cell!));
        const final = tf.concat(states, 0);
        results[`final ${direction} ${part}`] = final.dataSync();
        terms.push(dot(final, tensorOf(gradient)));
      });
      return tf.concat(
        runs.map((run) => run.outputs),
        0,
      );
    });
    const sideBySide = tf.concat(outputs, 1);
    results.outputs = sideBySide.dataSync();
    if (outputGradient) terms.push(dot(sideBySide, tensorOf(outputGradient)));
    return tf.sum(tf.stack(terms));
  };
  const tensors = [layer.inputs, ...layer.weights.flatMap(({ kernel, bias }) => [kernel, bias])].map(
    tensorOf,
  );
  const [inputs, ...gradients] = tf
    .grads(loss)(tensors)
    .map((gradient) => gradient.dataSync());
  layer.weights.forEach((_, direction) => {
    results[`kernel ${direction}`] = gradients[2 * direction];
    results[`bias ${direction}`] = gradients[2 * direction + 1];
  });
  return { ...results, inputs };
}

/** The same by the engine. */
function engine(cell: CellKind, { lengths, inputs, weights, ...gradients }: LayerCase): LayerResults {
  const packing = packLengths(lengths);
  const packed = (matrix: Matrix) =>
    upload(ops, selectRows(matrix, positionsByPackedPosition(lengths, packing)));
  const results: LayerResults = {};
  const read = (name: string, tensor: Tensor, inBatchOrder = (matrix: Matrix) => matrix) => {
    const [rows, columns = 1] = tensor.shape;
    results[name] = inBatchOrder({ rows, columns, values: ops.readFloat32(tensor) }).values;
  };
  const sentences = (matrix: Matrix) => selectRows(matrix, [...packing.inverse]);
  const positions = (matrix: Matrix) => unpacked(lengths, packing, matrix);
  ops.scope(() => {
    const kernels = weights.map(({ kernel, bias }) => ({
      kernel: upload(ops, kernel),
      bias: uploadVector(ops, bias),
    }));
    const reading = layerReading(ops, packing, weights.length);
    const run = layerForward(ops, cell, kernels, packed(inputs), reading);
    const above = gradients.outputGradient && packed(gradients.outputGradient);
    const finals = gradients.finalGradients.map((state) =>
      state.map((part) => upload(ops, selectRows(part, [...packing.order]))),
    );
    const result = layerBackward(ops, kernels, run, reading, above, finals);
    read('outputs', run.outputs, positions);
    read('inputs', result.inputs, positions);
    weights.forEach((_, direction) => {
      run.finals[direction].forEach((part, index) => read(`final ${direction} ${index}`, part, sentences));
      read(`kernel ${direction}`, result.weights[direction].kernel);
      read(`bias ${direction}`, result.weights[direction].bias);
    });
  });
  return results;
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
      const cellInputs = ops.concat([upload(ops, x), previous[0]], 1);
      const product = ops.matMul(cellInputs, weights.kernel);
      const tape = cellForward(ops, cell, product, weights.bias, previous);
      const gradient = above.map((part) => upload(ops, part));
      const { gates, previousCell } = cellBackward(ops, tape, gradient, null);
      const [xGradient, hiddenGradient] = ops.splitColumns(ops.matMul(gates, weights.kernel, 'b'), [
        INPUTS,
        UNITS,
      ]);
      const actual = [
        ops.matMul(cellInputs, gates, 'a'),
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
  it.each([1, 2])('reads in %i direction(s) as automatic differentiation does', (directions) => {
    const layer = layerCase(cell, MIXED, directions);
    expectSameVectors(engine(cell, layer), reference(cell, layer));
  });

  it.each([1, 2])('reads in %i direction(s) where only the final states matter', (directions) => {
    const layer = { ...layerCase(cell, MIXED, directions), outputGradient: null };
    expectSameVectors(engine(cell, layer), reference(cell, layer));
  });

  it.each([MIXED, ...EXTREMES].map((lengths) => [lengths] as const))(
    'reads sentences of %j tokens in both directions as two layers do, one of which gets them reversed',
    (lengths) => {
      const both = layerCase(cell, lengths, 2);
      const alone = (direction: number, order: (matrix: Matrix) => Matrix) => {
        const above = columnsOf(both.outputGradient!, direction * UNITS, UNITS);
        const { outputs, inputs, ...rest } = engine(cell, {
          lengths,
          inputs: order(both.inputs),
          weights: [both.weights[direction]],
          outputGradient: order(above),
          finalGradients: [both.finalGradients[direction]],
        });
        const matrix = (values: ArrayLike<number>, columns: number) =>
          order({ rows: both.inputs.rows, columns, values: Float32Array.from(values) }).values;
        return { outputs: matrix(outputs, UNITS), inputs: matrix(inputs, INPUTS), rest };
      };
      const forward = alone(0, (matrix) => matrix);
      const backward = alone(1, (matrix) => reversed(lengths, matrix));
      const { outputs, inputs, ...rest } = engine(cell, both);
      const sideBySide = {
        rows: both.inputs.rows,
        columns: 2 * UNITS,
        values: Float32Array.from(outputs),
      };
      expectSameVectors(
        {
          'forward outputs': columnsOf(sideBySide, 0, UNITS).values,
          'backward outputs': columnsOf(sideBySide, UNITS, UNITS).values,
          inputs,
          ...rest,
        },
        {
          'forward outputs': forward.outputs,
          'backward outputs': backward.outputs,
          inputs: forward.inputs.map((value, index) => value + backward.inputs[index]),
          ...forward.rest,
          ...Object.fromEntries(
            Object.entries(backward.rest).map(([name, values]) => [name.replace(' 0', ' 1'), values]),
          ),
        },
        1e-6,
      );
    },
  );

  it('leaves no tensor behind', () => {
    const before = ops.liveTensors();
    engine(cell, layerCase(cell, MIXED, 2));
    expect(ops.liveTensors()).toBe(before);
  });
});
