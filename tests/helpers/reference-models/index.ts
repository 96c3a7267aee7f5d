/**
 * Plain TensorFlow.js models whose gradients come from automatic differentiation: what the engine's hand-written
 * backward passes are compared with. They go through a batch sentence by sentence, so there is no padding to get wrong.
 */
import * as tf from '@tensorflow/tfjs';
import type { ReferenceOptions } from './options';
import type { ReferenceParameters } from './parameters';
import { sentenceLoss } from './sequence-to-sequence';
import type { ReferenceExample } from './sequence-to-sequence';

export { describeOptions, EVERY_COMBINATION, RICHEST, variantsOfOutput } from './options';
export type { ReferenceOptions } from './options';
export { parameterShapes, randomNumbers, randomParameters } from './parameters';
export type { ReferenceParameters } from './parameters';
export type { ReferenceExample } from './sequence-to-sequence';

export interface ReferenceResult {
  /** Mean cross-entropy over the batch's target tokens after `<SOS>`, without smoothing. */
  readonly loss: number;
  /** Row-major, by parameter name. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** Chooses tfjs's plain JavaScript backend, which shares nothing with the engine. Call once before the tests of a file. */
export async function useReferenceBackend(): Promise<void> {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
}

function batchLoss(
  options: ReferenceOptions,
  parameters: Readonly<Record<string, tf.Tensor>>,
  examples: readonly ReferenceExample[],
  teacherForced: readonly boolean[],
): tf.Scalar {
  const tokens = examples.reduce((sum, example) => sum + example.target.length - 1, 0);
  const losses = examples.map((example) => sentenceLoss(options, parameters, example, teacherForced));
  return tf.div(tf.addN(losses), tokens);
}

function toTensors(parameters: ReferenceParameters): tf.Tensor[] {
  return Object.values(parameters).map(({ shape, values }) => tf.tensor(values, [...shape]));
}

function byName(parameters: ReferenceParameters, tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.keys(parameters).map((name, index) => [name, tensors[index]]));
}

/** The loss alone. */
export function referenceLoss(
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  examples: readonly ReferenceExample[],
  teacherForced: readonly boolean[],
): number {
  return tf.tidy(
    () =>
      batchLoss(options, byName(parameters, toTensors(parameters)), examples, teacherForced).dataSync()[0],
  );
}

/** The loss and, by automatic differentiation, its gradients. */
export function referenceGradients(
  options: ReferenceOptions,
  parameters: ReferenceParameters,
  examples: readonly ReferenceExample[],
  teacherForced: readonly boolean[],
): ReferenceResult {
  return tf.tidy(() => {
    const lossOf = (...tensors: tf.Tensor[]) =>
      batchLoss(options, byName(parameters, tensors), examples, teacherForced);
    const { value, grads } = tf.valueAndGrads(lossOf)(toTensors(parameters));
    const names = Object.keys(parameters);
    return {
      loss:
        options.labelSmoothing === 0
          ? value.dataSync()[0]
          : referenceLoss({ ...options, labelSmoothing: 0 }, parameters, examples, teacherForced),
      gradients: Object.fromEntries(
        grads.map((grad, index) => [names[index], grad.dataSync() as Float32Array]),
      ),
    };
  });
}
