/** The layers, for one sentence at a time: nothing here has a batch or knows padding. */
import * as tf from '@tensorflow/tfjs';

export type Parameters = Readonly<Record<string, tf.Tensor>>;

/** `[1, units]` each; a tanh RNN has no cell. */
export interface State {
  readonly hidden: tf.Tensor;
  readonly cell: tf.Tensor | null;
}

/** `x @ W + b`. */
export function linear(parameters: Parameters, name: string, inputs: tf.Tensor): tf.Tensor {
  return tf.add(tf.matMul(inputs, parameters[`${name}.kernel`]), parameters[`${name}.bias`]);
}

/** Embeddings `[ids, units]`; that of id 0 (`<PAD>`) is zero and has no gradient. */
export function embed(table: tf.Tensor, ids: readonly number[]): tf.Tensor {
  const selection = tf.oneHot(tf.tensor1d(ids as number[], 'int32'), table.shape[0]);
  const isNotPadding = tf.tensor2d(ids.map((id) => [id === 0 ? 0 : 1]));
  return tf.mul(tf.matMul(selection, table), isNotPadding);
}

/** One step of a tanh RNN: h' = tanh([x; h] W + b). */
function rnnStep(parameters: Parameters, name: string, input: tf.Tensor, state: State): State {
  return { hidden: tf.tanh(linear(parameters, name, tf.concat([input, state.hidden], 1))), cell: null };
}

/** One step of an LSTM (Hochreiter and Schmidhuber 1997; Gers et al. 2000). */
function lstmStep(parameters: Parameters, name: string, input: tf.Tensor, state: State): State {
  if (state.cell === null) throw new Error('An LSTM needs a cell state');
  const gates = linear(parameters, name, tf.concat([input, state.hidden], 1));
  const [inputGate, candidate, forgetGate, outputGate] = tf.split(gates, 4, 1);
  const cell = tf.add(
    tf.mul(tf.sigmoid(forgetGate), state.cell),
    tf.mul(tf.sigmoid(inputGate), tf.tanh(candidate)),
  );
  return { hidden: tf.mul(tf.sigmoid(outputGate), tf.tanh(cell)), cell };
}

/** One step of the cell that fits the state. Input `[1, inputs]`. */
export function recurrentStep(parameters: Parameters, name: string, input: tf.Tensor, state: State): State {
  return state.cell === null
    ? rnnStep(parameters, name, input, state)
    : lstmStep(parameters, name, input, state);
}

/**
 * Runs one direction over all positions.
 *
 * @param inputs `[positions, inputs]`
 * @returns the hidden state at each position, in the order of positions, and the state after the last one read
 */
export function recurrentLayer(
  parameters: Parameters,
  name: string,
  inputs: tf.Tensor,
  initial: State,
  direction: 'forward' | 'backward',
): { readonly outputs: tf.Tensor; readonly final: State } {
  const positions = [...Array(inputs.shape[0]).keys()];
  if (direction === 'backward') positions.reverse();
  const hidden: tf.Tensor[] = [];
  let state = initial;
  for (const position of positions) {
    state = recurrentStep(parameters, name, tf.slice(inputs, [position, 0], [1, -1]), state);
    hidden[position] = state.hidden;
  }
  return { outputs: tf.concat(hidden, 0), final: state };
}

/**
 * Additive attention (Bahdanau et al. 2015) of one query `[1, units]` over `[positions, units]`.
 *
 * @returns weights `[positions, 1]` and their weighted sum, the context `[1, units]`
 */
export function attend(
  parameters: Parameters,
  query: tf.Tensor,
  attended: tf.Tensor,
  outerTanh: boolean,
): { readonly weights: tf.Tensor; readonly context: tf.Tensor } {
  const positions = attended.shape[0];
  const pairs = tf.concat([tf.tile(query, [positions, 1]), attended], 1);
  const combine = tf.concat([parameters['attention.query'], parameters['attention.key']], 0);
  const features = tf.tanh(tf.add(tf.matMul(pairs, combine), parameters['attention.bias']));
  const bias = parameters['attention.energy-bias'] ?? tf.tensor1d([0]);
  const score = tf.add(tf.matMul(features, parameters['attention.energy']), bias);
  const energies = outerTanh ? tf.tanh(score) : score;
  const weights = tf.transpose(tf.softmax(tf.transpose(energies)));
  return { weights, context: tf.matMul(tf.transpose(weights), attended) };
}

/** Logits `[1, vocabulary]` of the output layer's input `[1, units]`. */
export function project(parameters: Parameters, hidden: tf.Tensor): tf.Tensor {
  const kernel = parameters['output.kernel'] ?? parameters['decoder.embedding'];
  return tf.add(tf.matMul(hidden, tf.transpose(kernel)), parameters['output.bias']);
}

/** -log p(target) of logits `[1, vocabulary]`, a scalar; `smoothing` of it is the mean over the vocabulary instead. */
export function crossEntropy(logits: tf.Tensor, target: number, smoothing: number): tf.Tensor {
  const all = tf.reshape(tf.neg(tf.logSoftmax(logits as tf.Tensor2D)), [-1]);
  return tf.add(tf.mul(1 - smoothing, tf.sum(tf.gather(all, [target]))), tf.mul(smoothing, tf.mean(all)));
}
