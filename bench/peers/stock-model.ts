import * as tf from '@tensorflow/tfjs-node';
import type { NamedArray } from '../../src-main/engine/checkpoint/safetensors';
import type { ModelOptions } from '../../src-shared/domain/model/model-options';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';

/** `[hidden]` or `[hidden, cell]`, `[rows, units]` each. */
type State = readonly tf.Tensor2D[];

const PADDING_ENERGY = -1e9;

/** A batch with PAD (0) behind shorter sentences, time first. */
interface PaddedBatch {
  readonly sources: readonly Int32Array[];
  readonly targets: readonly Int32Array[];
}

/** The engine's three architectures in TensorFlow.js's public operations, without any hand-written gradient. */
export class StockModel {
  readonly variables: tf.Variable[];
  private readonly byName: Readonly<Record<string, tf.Variable>>;

  constructor(
    private readonly options: ModelOptions,
    weights: readonly NamedArray[],
  ) {
    this.byName = Object.fromEntries(
      weights.map(({ name, shape, values }) => [
        name,
        tf.variable(tf.tensor(values, [...shape]), true, name),
      ]),
    );
    this.variables = Object.values(this.byName);
  }

  /** Mean cross-entropy over the target tokens. `coins[t]` tells whether step t is fed the true token. */
  loss(batch: Batch, coins: readonly boolean[], dropout: number): tf.Scalar {
    const { sources, targets } = timeFirst(batch);
    const { outputs, finals } = this.encode(sources, dropout);
    const attend = this.options.attention && this.attention(outputs, sources);
    let states = this.bridge(finals);
    let fed = targets[0];
    const losses: tf.Tensor1D[] = [];
    for (let step = 0; step + 1 < targets.length; step++) {
      let inputs = this.embed('decoder.embedding', tf.tensor1d(fed, 'int32'), dropout);
      if (attend) inputs = tf.concat([inputs, attend(states[states.length - 1][0])], 1);
      states = states.map((state, layer) => {
        const below = layer === 0 ? inputs : tf.dropout(inputs, dropout);
        const next = this.cell(`decoder.layer${layer}`, below as tf.Tensor2D, state);
        inputs = next[0];
        return next;
      });
      const logits = tf.add(
        tf.matMul(inputs, this.byName['output.kernel'] as tf.Tensor2D, false, true),
        this.byName['output.bias'],
      ) as tf.Tensor2D;
      losses.push(this.crossEntropies(logits, targets[step + 1]));
      // Read out, since tfjs would ask for the gradient of an index that is a tensor of the graph.
      fed = coins[step + 1] ? targets[step + 1] : (tf.argMax(logits, 1).dataSync() as Int32Array);
    }
    const tokens = targets.slice(1).reduce((sum, ids) => sum + ids.filter((id) => id !== 0).length, 0);
    return tf.div(tf.sum(tf.addN(losses)), tokens);
  }

  private encode(sources: readonly Int32Array[], dropout: number) {
    const masks = sources.map((ids) =>
      tf.tensor2d(
        Float32Array.from(ids, (id) => (id === 0 ? 0 : 1)),
        [ids.length, 1],
      ),
    );
    let inputs = sources.map((ids) => this.embed('encoder.embedding', tf.tensor1d(ids, 'int32'), dropout));
    const finals: State[][] = [];
    for (let layer = 0; layer < this.options.encoderLayers; layer++) {
      const fed = layer === 0 ? inputs : inputs.map((input) => tf.dropout(input, dropout) as tf.Tensor2D);
      const directions = (this.options.bidirectional ? ['forward', 'backward'] : ['forward']).map(
        (direction) => this.read(`encoder.layer${layer}.${direction}`, fed, masks, direction === 'backward'),
      );
      inputs = fed.map((_, time) =>
        tf.concat(
          directions.map(({ outputs }) => outputs[time]),
          1,
        ),
      );
      finals.push(directions.map(({ final }) => final));
    }
    return { outputs: inputs, finals };
  }

  /** Reads all positions; over padding (mask 0) the state stays as it is. */
  private read(
    name: string,
    inputs: readonly tf.Tensor2D[],
    masks: readonly tf.Tensor2D[],
    backward: boolean,
  ) {
    const times = [...inputs.keys()];
    if (backward) times.reverse();
    const outputs: tf.Tensor2D[] = [];
    let state = this.zeroState(inputs[0].shape[0]);
    for (const time of times) {
      const next = this.cell(name, inputs[time], state);
      state = state.map((part, index) => tf.add(part, tf.mul(masks[time], tf.sub(next[index], part))));
      outputs[time] = state[0];
    }
    return { outputs, final: state };
  }

  private bridge(finals: readonly (readonly State[])[]): State[] {
    const used = finals.slice(this.options.encoderLayers - this.options.decoderLayers);
    if (this.options.bridge !== 'linear-tanh') return used.map(([state]) => state);
    return used.map((directions) =>
      directions[0].map((_, part) =>
        tf.tanh(
          this.linear(
            part === 0 ? 'bridge.hidden' : 'bridge.cell',
            tf.concat(
              directions.map((state) => state[part]),
              1,
            ),
          ),
        ),
      ),
    );
  }

  /** From the query `[rows, units]` to the context `[rows, context units]`. */
  private attention(outputs: readonly tf.Tensor2D[], sources: readonly Int32Array[]) {
    const values = tf.stack([...outputs], 1) as tf.Tensor3D;
    const [rows, positions, width] = values.shape;
    const { units } = this.options;
    const keys = tf.reshape(
      tf.add(
        tf.matMul(tf.reshape(values, [rows * positions, width]), this.byName['attention.key'] as tf.Tensor2D),
        this.byName['attention.bias'],
      ),
      [rows, positions, units],
    );
    const padding = Float32Array.from({ length: rows * positions }, (_, place) =>
      sources[place % positions][Math.floor(place / positions)] === 0 ? PADDING_ENERGY : 0,
    );
    const paddingEnergies = tf.tensor2d(padding, [rows, positions]);
    return (hidden: tf.Tensor2D): tf.Tensor2D => {
      const query = tf.expandDims(tf.matMul(hidden, this.byName['attention.query'] as tf.Tensor2D), 1);
      const features = tf.reshape(tf.tanh(tf.add(keys, query)), [rows * positions, units]);
      const scores = tf.matMul(features as tf.Tensor2D, this.byName['attention.energy'] as tf.Tensor2D);
      const energies = tf.add(tf.reshape(scores, [rows, positions]), paddingEnergies);
      return tf.squeeze(tf.matMul(tf.expandDims(tf.softmax(energies), 1), values), [1]);
    };
  }

  private cell(name: string, inputs: tf.Tensor2D, state: State): State {
    const sums = this.linear(name, tf.concat([inputs, state[0]], 1));
    if (this.options.cell === 'rnn') return [tf.tanh(sums)];
    const [inputGate, candidate, forgetGate, outputGate] = tf.split(sums, 4, 1);
    const cell = tf.add(
      tf.mul(tf.sigmoid(forgetGate), state[1]),
      tf.mul(tf.sigmoid(inputGate), tf.tanh(candidate)),
    ) as tf.Tensor2D;
    return [tf.mul(tf.sigmoid(outputGate), tf.tanh(cell)), cell];
  }

  private embed(name: string, ids: tf.Tensor1D, dropout: number): tf.Tensor2D {
    return tf.dropout(tf.gather(this.byName[name], ids), dropout) as tf.Tensor2D;
  }

  private linear(name: string, inputs: tf.Tensor2D): tf.Tensor2D {
    return tf.add(
      tf.matMul(inputs, this.byName[`${name}.kernel`] as tf.Tensor2D),
      this.byName[`${name}.bias`],
    );
  }

  /** -log p(target) of every row, 0 where the target is PAD. */
  private crossEntropies(logits: tf.Tensor2D, targets: Int32Array): tf.Tensor1D {
    const labels = tf.oneHot(tf.tensor1d(targets, 'int32'), this.options.targetVocabulary);
    const counted = tf.tensor1d(Float32Array.from(targets, (id) => (id === 0 ? 0 : 1)));
    return tf.neg(tf.mul(counted, tf.sum(tf.mul(labels, tf.logSoftmax(logits)), 1)));
  }

  private zeroState(rows: number): State {
    const zeros = tf.zeros([rows, this.options.units]) as tf.Tensor2D;
    return this.options.cell === 'lstm' ? [zeros, zeros] : [zeros];
  }
}

function timeFirst({ sources, targets }: Batch): PaddedBatch {
  const transpose = (sentences: readonly Int32Array[]) => {
    const length = Math.max(...sentences.map((sentence) => sentence.length));
    return Array.from({ length }, (_, time) => Int32Array.from(sentences, (sentence) => sentence[time] ?? 0));
  };
  return { sources: transpose(sources), targets: transpose(targets) };
}
