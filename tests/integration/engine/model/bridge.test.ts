import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, it } from 'vitest';
import { bridgeBackward, bridgeForward } from '../../../../src-main/engine/model/bridge';
import type { Gradients } from '../../../../src-main/engine/model/pass';
import { selectBackend } from '../../../../src-main/engine/tensor/select-backend';
import type { Tensor, TensorOperations } from '../../../../src-main/engine/tensor/tensor-operations';
import {
  EVERY_COMBINATION,
  describeOptions,
  randomParameters,
  useReferenceBackend,
} from '../../../helpers/reference-models';
import type { ReferenceOptions } from '../../../helpers/reference-models';
import type { State } from '../../../helpers/reference-models/layers';
import { bridge } from '../../../helpers/reference-models/sequence-to-sequence';
import { randomMatrices, upload } from '../../../helpers/tensors';
import type { Matrix } from '../../../helpers/tensors';
import { engineOptions } from '../../../helpers/toy-model';
import { expectSameVectors } from '../../../helpers/vectors';

const ROWS = 3;
const COMBINATIONS = EVERY_COMBINATION.filter(
  ({ energyOuterTanh, encoderProjection }) => !energyOuterTanh && !encoderProjection,
);

let ops: TensorOperations;

beforeAll(async () => {
  await useReferenceBackend();
  ops = await selectBackend();
});

interface Inputs {
  /** Final states by layer, direction and part (hidden, cell), one after another. */
  readonly finals: readonly Matrix[];
  /** Gradients of the decoder's first states by layer and part. */
  readonly stateGradients: readonly Matrix[];
  readonly parameters: ReturnType<typeof randomParameters>;
}

const partsOf = ({ architecture }: ReferenceOptions): number => (architecture === 'vanilla-rnn' ? 1 : 2);
const directionsOf = ({ bidirectional }: ReferenceOptions): number => (bidirectional ? 2 : 1);

function inputsOf(options: ReferenceOptions): Inputs {
  const matrix = randomMatrices(91);
  const matrices = (length: number) => Array.from({ length }, () => matrix(ROWS, options.units));
  const all = Object.entries(randomParameters(options, 92));
  return {
    finals: matrices(options.encoderLayers * directionsOf(options) * partsOf(options)),
    stateGradients: matrices(options.decoderLayers * partsOf(options)),
    parameters: Object.fromEntries(all.filter(([name]) => name.startsWith('bridge.'))),
  };
}

/** Cuts a list into groups of equal size. */
function groups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: items.length / size }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  );
}

function reference(options: ReferenceOptions, { finals, stateGradients, parameters }: Inputs) {
  const names = Object.keys(parameters);
  const results: Record<string, ArrayLike<number>> = {};
  const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
    const named = Object.fromEntries(names.map((name, index) => [name, tensors[finals.length + index]]));
    const states = groups(tensors.slice(0, finals.length), partsOf(options)).map(([hidden, cell]): State => ({
      hidden,
      cell: cell ?? null,
    }));
    // Rows are independent, so all sentences can go through at once.
    const bridged = bridge(options, named, {
      outputs: tf.zeros([1, 1]),
      finals: groups(states, directionsOf(options)),
    }).flatMap(({ hidden, cell }) => (cell === null ? [hidden] : [hidden, cell]));
    bridged.forEach((state, index) => (results[`state${index}`] = state.dataSync()));
    // tfjs asks for a path from every tensor to the loss, also from layers that a shallower decoder leaves out.
    const unused = tf.mul(0, tf.sum(tf.addN(tensors.slice(0, finals.length))));
    const weighted = bridged.map((state, index) =>
      tf.sum(tf.mul(state, tf.tensor2d(stateGradients[index].values, [ROWS, options.units]))),
    );
    return tf.addN([unused, ...weighted]) as tf.Scalar;
  };
  const gradients = tf.grads(loss)([
    ...finals.map(({ values }) => tf.tensor2d(values, [ROWS, options.units])),
    ...Object.values(parameters).map(({ shape, values }) => tf.tensor(values, [...shape])),
  ]);
  gradients.forEach((gradient, index) => {
    const name = index < finals.length ? `final${index}` : names[index - finals.length];
    results[name] = gradient.dataSync();
  });
  return results;
}

function engine(options: ReferenceOptions, { finals, stateGradients, parameters }: Inputs) {
  const results: Record<string, ArrayLike<number>> = {};
  const read = (prefix: string, tensors: readonly Tensor[]) =>
    tensors.forEach((tensor, index) => (results[`${prefix}${index}`] = ops.readFloat32(tensor)));
  ops.scope(() => {
    const weights = Object.fromEntries(
      Object.entries(parameters).map(([name, { shape, values }]) => [name, ops.float32(values, shape)]),
    );
    const pass = { ops, options: engineOptions(options), weights, dropout: null };
    const uploaded = (matrices: readonly Matrix[]) =>
      groups(
        matrices.map((matrix) => upload(ops, matrix)),
        partsOf(options),
      );
    const run = bridgeForward(pass, groups(uploaded(finals), directionsOf(options)));
    read('state', run.states.flat());
    const gradients: Gradients = {};
    read('final', bridgeBackward(pass, gradients, run, uploaded(stateGradients)).flat(2));
    for (const [name, gradient] of Object.entries(gradients)) results[name] = ops.readFloat32(gradient);
  });
  return results;
}

describe('the bridge has the values and gradients of automatic differentiation', () => {
  it.each(COMBINATIONS.map((options) => [describeOptions(options), options] as const))('%s', (_, options) => {
    const inputs = inputsOf(options);
    expectSameVectors(engine(options, inputs), reference(options, inputs));
  });
});
