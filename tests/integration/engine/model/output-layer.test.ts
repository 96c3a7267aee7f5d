import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  outputProduct,
  outputLayer,
  outputLoss,
  outputLossBackward,
} from '../../../../src-main/engine/model/output-layer';
import type { OutputStep } from '../../../../src-main/engine/model/output-layer';
import type { Gradients, Pass } from '../../../../src-main/engine/model/pass';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { RICHEST, randomNumbers, useReferenceBackend } from '../../../helpers/reference-models';
import { randomMatrices, upload, uploadVector } from '../../../helpers/tensors';
import type { Matrix } from '../../../helpers/tensors';
import { engineOptions } from '../../../helpers/toy-model';
import { expectSameVectors } from '../../../helpers/vectors';

const UNITS = 4;
const VOCABULARY = 9;
/** Together more than the layer takes at a time, and the first with more than that alone. */
const ROWS = [1500, 700, 300, 300, 1];
/** Steps whose logits the decoder has already computed. */
const WITH_PRODUCT = [false, true, false, true, false];

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

interface Inputs {
  readonly kernel: Matrix;
  readonly bias: Matrix;
  readonly hidden: readonly Matrix[];
  readonly labels: readonly Int32Array[];
}

function inputsOf(rows: readonly number[], scale: number): Inputs {
  const matrix = randomMatrices(101);
  const random = randomNumbers(102);
  const scaled = (values: Matrix): Matrix => ({
    ...values,
    values: values.values.map((value) => scale * value),
  });
  return {
    kernel: scaled(matrix(VOCABULARY, UNITS)),
    bias: matrix(1, VOCABULARY),
    hidden: rows.map((count) => matrix(count, UNITS)),
    labels: rows.map((count) => Int32Array.from({ length: count }, () => Math.floor(VOCABULARY * random()))),
  };
}

function reference({ kernel, bias, hidden, labels }: Inputs): Record<string, ArrayLike<number>> {
  const tokens = labels.reduce((sum, { length }) => sum + length, 0);
  const targets = tf.concat(
    labels.map((ids) => tf.oneHot(tf.tensor1d(ids, 'int32'), VOCABULARY)),
    0,
  );
  const loss = (w: tf.Tensor, b: tf.Tensor, ...states: tf.Tensor[]): tf.Scalar => {
    const logits = tf.add(tf.matMul(tf.concat(states, 0), tf.transpose(w)), b) as tf.Tensor2D;
    return tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)))), tokens);
  };
  const { value, grads } = tf.valueAndGrads(loss)([
    tf.tensor2d(kernel.values, [VOCABULARY, UNITS]),
    tf.tensor1d(bias.values),
    ...hidden.map(({ rows, values }) => tf.tensor2d(values, [rows, UNITS])),
  ]);
  const names = ['output.kernel', 'output.bias', ...hidden.map((_, step) => `hidden${step}`)];
  const gradients = grads.map((gradient, index) => [names[index], gradient.dataSync()]);
  return { loss: value.dataSync(), ...Object.fromEntries(gradients) };
}

function inPass(
  { kernel, bias, hidden, labels }: Inputs,
  run: (pass: Pass, steps: readonly OutputStep[]) => void,
) {
  ops.scope(() => {
    const weights = { 'output.kernel': upload(ops, kernel), 'output.bias': uploadVector(ops, bias) };
    const pass: Pass = { ops, options: engineOptions(RICHEST[0]), weights, dropout: null };
    const layer = outputLayer(pass);
    const steps = hidden.map((matrix, step): OutputStep => {
      const state = upload(ops, matrix);
      return {
        inputs: [state],
        labels: labels[step],
        product: WITH_PRODUCT[step] ? outputProduct(ops, layer, [state]) : null,
      };
    });
    run(pass, steps);
  });
}

function engine(inputs: Inputs): Record<string, ArrayLike<number>> {
  const results: Record<string, ArrayLike<number>> = {};
  inPass(inputs, (pass, steps) => {
    const gradients: Gradients = {};
    const { lossSum, tokens, inputGradients } = outputLossBackward(pass, gradients, outputLayer(pass), steps);
    results.loss = [ops.readFloat32(lossSum)[0] / tokens];
    for (const [name, gradient] of Object.entries(gradients)) results[name] = ops.readFloat32(gradient);
    inputGradients.forEach(([gradient], step) => (results[`hidden${step}`] = ops.readFloat32(gradient)));
  });
  return results;
}

describe('the output layer', () => {
  it('has the loss and gradients of automatic differentiation, over several chunks of steps', () => {
    const inputs = inputsOf(ROWS, 1);
    expectSameVectors(engine(inputs), reference(inputs));
  });

  it('stays exact where exponentials of the logits would overflow', () => {
    const inputs = inputsOf([5, 3], 1000);
    const expected = reference(inputs);
    expect(expected.loss[0]).toBeGreaterThan(100);
    expectSameVectors(engine(inputs), expected);
  });

  it('has the same loss without a backward pass', () => {
    const inputs = inputsOf(ROWS, 1);
    inPass(inputs, (pass, steps) => {
      const { lossSum, tokens } = outputLoss(ops, outputLayer(pass), steps);
      expect(ops.readFloat32(lossSum)[0] / tokens).toBeCloseTo(reference(inputs).loss[0], 5);
      expect(tokens).toBe(2801);
    });
  });
});
