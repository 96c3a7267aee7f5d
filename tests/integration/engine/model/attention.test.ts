import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createMemory,
  energyOf,
  firstRows,
  memoryBackward,
} from '../../../../src-main/engine/model/attention';
import type { AttentionMemory } from '../../../../src-main/engine/tensor/fused-operations';
import type { Gradients, Pass } from '../../../../src-main/engine/model/pass';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { Tensor, TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import { EVERY_COMBINATION, randomParameters, useReferenceBackend } from '../../../helpers/reference-models';
import type { ReferenceOptions } from '../../../helpers/reference-models';
import { attend, linear } from '../../../helpers/reference-models/layers';
import { encoderOutputUnits } from '../../../helpers/reference-models/parameters';
import { randomMatrices, selectRows, upload } from '../../../helpers/tensors';
import { engineOptions } from '../../../helpers/toy-model';
import { expectSameVectors } from '../../../helpers/vectors';

const LENGTHS = [3, 1, 4];
const POSITIONS = 8;
const ROW_OF_POSITION = LENGTHS.flatMap((length, row) => new Array<number>(length).fill(row));

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

const COMBINATIONS = EVERY_COMBINATION.filter(
  ({ architecture, bidirectional, bridge, decoderLayers, encoderLayers }) =>
    architecture === 'lstm-attention' &&
    bidirectional &&
    bridge === 'sum' &&
    encoderLayers === 1 &&
    decoderLayers === 1,
).map((options) => {
  const title = `${options.energyOuterTanh ? 'with' : 'without'} outer tanh, ${options.encoderProjection ? 'with' : 'without'} projection`;
  return [title, options] as const;
});

describe.each(COMBINATIONS)('attention %s', (_, options: ReferenceOptions) => {
  const all = randomParameters(options, 81);
  const parameters = Object.fromEntries(
    Object.entries(all).filter(([name]) => /^attention\.|^encoder\.projection/.test(name)),
  );
  const matrix = randomMatrices(82);
  const outputs = matrix(POSITIONS, encoderOutputUnits(options));
  const hidden = matrix(LENGTHS.length, options.units);
  const contextUnits = options.encoderProjection ? options.units : encoderOutputUnits(options);
  const contextGradient = matrix(LENGTHS.length, contextUnits);

  const attendTo = (pass: Pass, memory: AttentionMemory, queryHidden: Tensor) =>
    ops.fused.attention(memory, ops.matMul(queryHidden, pass.weights['attention.query']), energyOf(pass));

  function inPass(run: (pass: Pass, memory: AttentionMemory) => void): void {
    ops.scope(() => {
      const weights = Object.fromEntries(
        Object.entries(parameters).map(([name, { shape, values }]) => [name, ops.float32(values, shape)]),
      );
      const pass: Pass = { ops, options: engineOptions(options), weights, dropout: null };
      run(pass, createMemory(pass, upload(ops, outputs), LENGTHS));
    });
  }

  function reference(): Record<string, ArrayLike<number>> {
    const results: Record<string, ArrayLike<number>> = {};
    const names = Object.keys(parameters);
    const loss = (allOutputs: tf.Tensor, queries: tf.Tensor, ...tensors: tf.Tensor[]): tf.Scalar => {
      const named = Object.fromEntries(names.map((name, index) => [name, tensors[index]]));
      const attended = options.encoderProjection
        ? linear(named, 'encoder.projection', allOutputs)
        : allOutputs;
      const rows = tf.split(queries, LENGTHS.length, 0);
      const steps = tf
        .split(attended, LENGTHS, 0)
        .map((sentence, row) => attend(named, rows[row], sentence, options.energyOuterTanh));
      const contexts = tf.concat(
        steps.map((step) => step.context),
        0,
      );
      results.context = contexts.dataSync();
      results.weights = tf
        .concat(
          steps.map((step) => step.weights),
          0,
        )
        .dataSync();
      return tf.sum(tf.mul(contexts, tf.tensor2d(contextGradient.values, [LENGTHS.length, contextUnits])));
    };
    const gradients = tf.grads(loss)([
      tf.tensor2d(outputs.values, [POSITIONS, outputs.columns]),
      tf.tensor2d(hidden.values, [LENGTHS.length, options.units]),
      ...Object.values(parameters).map(({ shape, values }) => tf.tensor(values, [...shape])),
    ]);
    ['outputs', 'hidden', ...names].forEach((name, index) => (results[name] = gradients[index].dataSync()));
    return results;
  }

  it('has the values and gradients of automatic differentiation', () => {
    const actual: Record<string, ArrayLike<number>> = {};
    inPass((pass, memory) => {
      const query = upload(ops, hidden);
      const step = attendTo(pass, memory, query);
      actual.context = ops.readFloat32(step.context);
      const packedWeights = ops.gatherRows(
        ops.reshape(step.weights, [memory.rows * memory.longest]),
        memory.placeOfPosition,
      );
      actual.weights = ops.readFloat32(packedWeights);
      const back = ops.fused.attentionGradient(
        memory,
        step,
        energyOf(pass),
        upload(ops, contextGradient),
        null,
      );
      const perPosition = upload(ops, selectRows(contextGradient, ROW_OF_POSITION));
      const values = ops.multiply(ops.reshape(packedWeights, [POSITIONS, 1]), perPosition);
      const gradients: Gradients = {
        'attention.query': ops.matMul(query, back.query, 'a'),
        'attention.energy': ops.reshape(back.energyKernel, [options.units, 1]),
        hidden: ops.matMul(back.query, pass.weights['attention.query'], 'b'),
      };
      gradients['outputs'] = memoryBackward(pass, gradients, memory, upload(ops, outputs), back.keys, values);
      for (const [name, gradient] of Object.entries(gradients)) actual[name] = ops.readFloat32(gradient);
    });
    expectSameVectors(actual, reference());
  });

  it('weighs the positions of each sentence to a sum of 1 and gives padding exactly 0', () => {
    inPass((pass, memory) => {
      const { weights } = attendTo(pass, memory, upload(ops, hidden));
      expect(weights.shape).toEqual([3, 4]);
      const values = ops.readFloat32(weights);
      LENGTHS.forEach((length, row) => {
        const own = Array.from(values.subarray(4 * row, 4 * row + 4));
        expect(own.slice(0, length).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
        expect(own.slice(length)).toEqual(new Array(4 - length).fill(0));
      });
    });
  });

  it('gives the same contexts when only some sentences are attended to, in any order', () => {
    inPass((pass, memory) => {
      const contextsOf = (part: AttentionMemory, rows: readonly number[]): Float32Array =>
        ops.readFloat32(attendTo(pass, part, upload(ops, selectRows(hidden, rows))).context);
      const everything = { rows: 3, columns: contextUnits, values: contextsOf(memory, [0, 1, 2]) };
      for (const rows of [[2, 0, 2], [1]])
        expectSameVectors(
          { contexts: contextsOf(ops.fused.selectSentences(memory, rows), rows) },
          { contexts: selectRows(everything, rows).values },
          1e-6,
        );
      expectSameVectors(
        { contexts: contextsOf(firstRows(ops, memory, 2), [0, 1]) },
        { contexts: selectRows(everything, [0, 1]).values },
        1e-6,
      );
    });
  });
});
