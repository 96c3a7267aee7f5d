import type * as tf from '@tensorflow/tfjs-core';
import { BETA1, BETA2, EPSILON } from '../adam';
import type { AdamStep, Tensor, Variable } from '../tensor-operations';
import type { PortableMemory } from './portable-memory';

export interface PortableVariable extends Variable {
  /** Replaced by every step, never changed in place: WebAssembly's matrix product keeps a packed copy per tensor. */
  value: tf.Tensor;
  readonly firstMoment: Float32Array;
  readonly secondMoment: Float32Array;
}

/** Variables with their Adam moments, which stay in JavaScript's memory: only the step reads them. */
export class PortableVariables {
  private live = 0;

  constructor(private readonly memory: PortableMemory) {}

  /** Tensors that variables hold, for counting. */
  get tensors(): number {
    return this.live;
  }

  create(name: string, shape: readonly number[], values: Float32Array): PortableVariable {
    const value = this.unowned(this.memory.create(values, shape));
    this.live++;
    const firstMoment = new Float32Array(values.length);
    const secondMoment = new Float32Array(values.length);
    return { name, shape, value, firstMoment, secondMoment };
  }

  assign(variable: PortableVariable, values: Float32Array): void {
    this.replace(variable, this.memory.create(values, variable.shape));
  }

  dispose(variable: PortableVariable): void {
    variable.value.dispose();
    this.live--;
  }

  /** Follows the update rule of `torch.optim.Adam`. */
  applyAdam(variable: PortableVariable, gradient: Tensor, step: AdamStep, biasCopies: number): void {
    const { firstMoment, secondMoment } = variable;
    const stepSize = (step.learningRate * biasCopies) / (1 - BETA1 ** step.step);
    const secondCorrection = Math.sqrt(1 - BETA2 ** step.step);
    const next = this.memory.compute(variable.shape, (updated) => {
      const gradients = this.memory.floats(gradient);
      const values = this.memory.floats(variable.value);
      for (let index = 0; index < updated.length; index++) {
        const slope = gradients[index] * step.gradientScale;
        const first = BETA1 * firstMoment[index] + (1 - BETA1) * slope;
        const second = BETA2 * secondMoment[index] + (1 - BETA2) * slope * slope;
        firstMoment[index] = first;
        secondMoment[index] = second;
        updated[index] =
          values[index] - (stepSize * first) / (Math.sqrt(second) / secondCorrection + EPSILON);
      }
    });
    this.replace(variable, next);
  }

  private replace(variable: PortableVariable, value: tf.Tensor): void {
    variable.value.dispose();
    variable.value = this.unowned(value);
  }

  private unowned(tensor: tf.Tensor): tf.Tensor {
    this.memory.scopes.disown(tensor);
    return tensor;
  }
}
