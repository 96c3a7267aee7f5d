/**
 * Stock TensorFlow.js as a contestant: the same models in tfjs's public operations, gradients by its automatic
 * differentiation, its own Adam.
 */
import * as tf from '@tensorflow/tfjs-node';
import { readWorkload, type ExchangedWorkload } from '../workload/exchange';
import { batchOfStep } from '../workload/workload';
import { serve } from './serve';
import { StockModel } from './stock-model';

const CLIP_EPSILON = 1e-6;

class StockTraining {
  private readonly model: StockModel;
  private readonly optimiser: tf.AdamOptimizer;
  private step = 0;

  constructor(private readonly workload: ExchangedWorkload) {
    this.model = new StockModel(workload.options, workload.weights);
    this.optimiser = tf.train.adam(workload.configuration.LEARNING_RATE, 0.9, 0.999, 1e-8);
  }

  get parameters(): number {
    return this.model.variables.reduce((sum, { size }) => sum + size, 0);
  }

  firstLoss(): number {
    const { batches, coins } = this.workload;
    return tf.tidy(() => this.model.loss(batches[0], coins[0], 0).dataSync()[0]);
  }

  next(): { seconds: number; loss: number } {
    this.step++;
    const { options, configuration, batches, coins } = this.workload;
    const batch = batchOfStep(batches, this.step);
    const stepCoins = coins[(this.step - 1) % coins.length];
    const started = performance.now();
    const loss = tf.tidy(() => {
      const { value, grads } = tf.variableGrads(
        () => this.model.loss(batch, stepCoins, options.dropout),
        this.model.variables,
      );
      this.optimiser.applyGradients(clipped(grads, configuration.GRADIENT_CLIP));
      return value.dataSync()[0];
    });
    return { seconds: (performance.now() - started) / 1000, loss };
  }
}

/** Scaled so that their global norm is at most `most`. */
function clipped(gradients: tf.NamedTensorMap, most: number): { name: string; tensor: tf.Tensor }[] {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares)).dataSync()[0];
  const factor = Math.min(1, most / (norm + CLIP_EPSILON));
  return Object.entries(gradients).map(([name, gradient]) => ({ name, tensor: tf.mul(gradient, factor) }));
}

let training: StockTraining;

void serve({
  open: async ({ workload: folder }) => {
    await tf.ready();
    training = new StockTraining(readWorkload(folder as string));
    return { tfjs: tf.version.tfjs, parameters: training.parameters };
  },
  loss: () => ({ loss: training.firstLoss() }),
  step: () => training.next(),
});
