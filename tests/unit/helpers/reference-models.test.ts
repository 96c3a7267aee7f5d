import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  EVERY_COMBINATION,
  RICHEST,
  describeOptions,
  randomNumbers,
  randomParameters,
  referenceGradients,
  referenceLoss,
  useReferenceBackend,
} from '../../helpers/reference-models';
import type { ReferenceExample, ReferenceOptions, ReferenceParameters } from '../../helpers/reference-models';
import { attend, embed, recurrentLayer, recurrentStep } from '../../helpers/reference-models/layers';

const EXAMPLES: readonly ReferenceExample[] = [
  { source: [1, 4, 6, 3, 5, 2], target: [1, 5, 8, 4, 2] },
  { source: [1, 2], target: [1, 7, 2] },
  { source: [1, 5, 2], target: [1, 6, 3, 3, 7, 4, 2] },
];
/** Feeding predictions back makes the loss jump where the most probable token changes, so slopes are taken without it. */
const TEACHER_FORCED = [true, true, true, true, true, true];
const FREE_RUNNING = [false, false, false, false, false, false];

/** Moves the parameters along a direction by name. */
function moved(
  parameters: ReferenceParameters,
  direction: Readonly<Record<string, ArrayLike<number>>>,
  distance: number,
): ReferenceParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((value, index) => value + distance * (direction[name]?.[index] ?? 0)) },
    ]),
  );
}

function norm(values: ArrayLike<number>): number {
  return Math.hypot(...Array.from(values));
}

function unit(values: ArrayLike<number>): number[] {
  const length = norm(values);
  return Array.from(values, (value) => value / length);
}

/** Central difference of the loss along a direction of length 1. */
function slope(
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  direction: Readonly<Record<string, ArrayLike<number>>>,
): number {
  const distance = 5e-3;
  const ahead = referenceLoss(options, moved(parameters, direction, distance), EXAMPLES, TEACHER_FORCED);
  const behind = referenceLoss(options, moved(parameters, direction, -distance), EXAMPLES, TEACHER_FORCED);
  return (ahead - behind) / (2 * distance);
}

/** Float32 losses leave an uncertainty of about 1e-4 in a slope. */
function expectSlope(measured: number, predicted: number): void {
  expect(Math.abs(measured - predicted)).toBeLessThan(4e-4 + 2e-3 * Math.abs(predicted));
}

beforeAll(useReferenceBackend);

describe('gradients of the reference models', () => {
  it.each(EVERY_COMBINATION.map((options) => [describeOptions(options), options] as const))(
    'are the slope of the loss: %s',
    (_, options) => {
      const parameters = randomParameters(options, 1);
      const { loss, gradients } = referenceGradients(options, parameters, EXAMPLES, TEACHER_FORCED);
      expect(loss).toBe(referenceLoss(options, parameters, EXAMPLES, TEACHER_FORCED));
      const total = norm(Object.values(gradients).map(norm));
      const direction = Object.fromEntries(
        Object.entries(gradients).map(([name, gradient]) => [
          name,
          Array.from(gradient, (value) => value / total),
        ]),
      );
      expectSlope(slope(options, parameters, direction), total);
    },
  );

  it.each(RICHEST.map((options) => [describeOptions(options), options] as const))(
    'are the slopes along each parameter: %s',
    (_, options) => {
      const parameters = randomParameters(options, 2);
      const random = randomNumbers(3);
      const { gradients } = referenceGradients(options, parameters, EXAMPLES, TEACHER_FORCED);
      for (const [name, gradient] of Object.entries(gradients)) {
        const anywhere = unit(Array.from(gradient, () => random() - 0.5));
        const predicted = gradient.reduce((sum, value, index) => sum + value * anywhere[index], 0);
        expectSlope(slope(options, parameters, { [name]: anywhere }), predicted);
        expectSlope(slope(options, parameters, { [name]: unit(gradient) }), norm(gradient));
      }
    },
  );
});

describe('the reference decoder', () => {
  const options = EVERY_COMBINATION[EVERY_COMBINATION.length - 1];
  const parameters = randomParameters(options, 4);
  const source = [1, 4, 6, 2];
  const loss = (target: number[], teacherForced: boolean[]): number =>
    (target.length - 1) * referenceLoss(options, parameters, [{ source, target }], teacherForced);

  /** The token after a prefix of the target with the least loss. */
  const mostProbableAfter = (prefix: number[]): number => {
    const losses = Array.from({ length: options.targetVocabulary }, (_, id) =>
      loss([...prefix, id], TEACHER_FORCED),
    );
    return losses.indexOf(Math.min(...losses));
  };

  it('reads its own most probable tokens where it is not teacher-forced', () => {
    const first = mostProbableAfter([1]);
    const second = mostProbableAfter([1, first]);
    const other = (first + 1) % options.targetVocabulary;
    const expected =
      loss([1, first, second, 2], TEACHER_FORCED) -
      loss([1, first], TEACHER_FORCED) +
      loss([1, other], TEACHER_FORCED);
    expect(loss([1, other, second, 2], FREE_RUNNING)).toBeCloseTo(expected, 5);
    expect(Math.abs(loss([1, other, second, 2], TEACHER_FORCED) - expected)).toBeGreaterThan(1e-3);
  });

  it('averages the loss over target tokens, not over sentences', () => {
    const long = { source, target: [1, 5, 6, 7, 2] };
    const short = { source: [1, 2], target: [1, 2] };
    const mean = (examples: ReferenceExample[]): number =>
      referenceLoss(options, parameters, examples, TEACHER_FORCED);
    expect(mean([long, short])).toBeCloseTo((4 * mean([long]) + mean([short])) / 5, 5);
  });
});

describe('the reference layers', () => {
  const random = randomNumbers(5);
  const matrix = (rows: number, columns: number): tf.Tensor2D =>
    tf.tensor2d(
      Array.from({ length: rows * columns }, () => random() - 0.5),
      [rows, columns],
    );

  it('give <PAD> a zero embedding, and other ids their rows', async () => {
    const table = tf.tensor2d([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(await embed(table, [2, 0, 1]).array()).toEqual([
      [5, 6],
      [0, 0],
      [3, 4],
    ]);
  });

  it('step a tanh RNN and an LSTM by their equations, gates in the order input, candidate, forget, output', async () => {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
    const input = tf.tensor2d([[0.7]]);
    const hidden = tf.tensor2d([[-0.3]]);
    const parameters = {
      'rnn.kernel': tf.tensor2d([[0.5], [1.5]]),
      'rnn.bias': tf.tensor1d([0.1]),
      'lstm.kernel': tf.tensor2d([
        [0.1, 0.2, 0.3, 0.4],
        [0.5, 0.6, 0.7, 0.8],
      ]),
      'lstm.bias': tf.tensor1d([0.9, -0.9, 0.6, -0.6]),
    };
    const rnn = recurrentStep(parameters, 'rnn', input, { hidden, cell: null });
    expect((await rnn.hidden.data())[0]).toBeCloseTo(Math.tanh(0.7 * 0.5 - 0.3 * 1.5 + 0.1), 6);

    const lstm = recurrentStep(parameters, 'lstm', input, { hidden, cell: tf.tensor2d([[0.4]]) });
    const [i, g, f, o] = [0.9, -0.9, 0.6, -0.6].map(
      (bias, n) => 0.07 * (n + 1) - 0.3 * (0.5 + 0.1 * n) + bias,
    );
    const cell = sigmoid(f) * 0.4 + sigmoid(i) * Math.tanh(g);
    expect((await lstm.cell!.data())[0]).toBeCloseTo(cell, 6);
    expect((await lstm.hidden.data())[0]).toBeCloseTo(sigmoid(o) * Math.tanh(cell), 6);
  });

  it('read backwards what reading the reversed sentence forwards gives', async () => {
    const parameters = { 'rnn.kernel': matrix(5, 2), 'rnn.bias': tf.tensor1d([0.1, -0.2]) };
    const inputs = matrix(4, 3);
    const initial = { hidden: tf.zeros([1, 2]), cell: null };
    const backward = recurrentLayer(parameters, 'rnn', inputs, initial, 'backward');
    const forward = recurrentLayer(parameters, 'rnn', tf.reverse(inputs, 0), initial, 'forward');
    expect(await backward.outputs.array()).toEqual(await tf.reverse(forward.outputs, 0).array());
    expect(await backward.final.hidden.array()).toEqual(await forward.final.hidden.array());
    expect((await tf.slice(backward.outputs, [0, 0], [1, 2]).array()) as number[][]).toEqual(
      await backward.final.hidden.array(),
    );
  });

  it('attend to all positions alike without energies, and to the best position with strong ones', async () => {
    const attended = tf.tensor2d([
      [0, 1],
      [2, 3],
      [10, 5],
    ]);
    const parameters = (energy: number) => ({
      'attention.query': tf.tensor2d([[0]]),
      'attention.key': tf.tensor2d([[0.01], [0]]),
      'attention.bias': tf.tensor1d([0]),
      'attention.energy': tf.tensor2d([[energy]]),
    });
    const query = tf.tensor2d([[1]]);
    const even = attend(parameters(0), query, attended, false);
    expect(await even.context.data()).toEqual(Float32Array.of(4, 3));
    const sharp = attend(parameters(10_000), query, attended, false);
    expect(await sharp.weights.array()).toEqual([[0], [0], [1]]);
    const bounded = attend(parameters(10_000), query, attended, true);
    const expected = [0, 1, 1].map((energy) => Math.exp(energy) / (1 + 2 * Math.E));
    (await bounded.weights.data()).forEach((weight, n) => expect(weight).toBeCloseTo(expected[n], 5));
  });
});
