import { BETA1, BETA2, EPSILON } from '../adam';
import type { AdamStep, Variable } from '../tensor-operations';
import type { NativeMemory, NativeTensor } from './native-memory';

export interface NativeVariable extends Variable {
  readonly value: NativeTensor;
  readonly firstMoment: NativeTensor;
  readonly secondMoment: NativeTensor;
}

/** Resource variables and Adam by `ResourceApplyAdam`. */
export class NativeVariables {
  private created = 0;
  private live = 0;

  constructor(private readonly memory: NativeMemory) {}

  /** Handles that variables hold, for counting. */
  get handles(): number {
    return 3 * this.live;
  }

  create(name: string, shape: readonly number[], values: Float32Array): NativeVariable {
    const size = values.length;
    const prefix = `${name}#${this.created++}`;
    this.live++;
    const variable = {
      name,
      shape,
      value: this.handle(prefix, shape),
      firstMoment: this.handle(`${prefix}/first-moment`, shape),
      secondMoment: this.handle(`${prefix}/second-moment`, shape),
    };
    this.assign(variable.value, shape, values);
    this.assign(variable.firstMoment, shape, new Float32Array(size));
    this.assign(variable.secondMoment, shape, new Float32Array(size));
    return variable;
  }

  read(handle: NativeTensor): NativeTensor {
    return this.memory.run('ReadVariableOp', this.floatType('dtype'), [handle.id]);
  }

  assign(handle: NativeTensor, shape: readonly number[], values: Float32Array): void {
    const { binding } = this.memory;
    const tensor = this.memory.create(values, shape, binding.TF_FLOAT);
    this.memory.runAll('AssignVariableOp', this.floatType('dtype'), [handle.id, tensor.id], 0);
    this.memory.dispose([tensor]);
  }

  dispose(variable: NativeVariable): void {
    for (const handle of [variable.value, variable.firstMoment, variable.secondMoment]) {
      this.memory.runAll('DestroyResourceOp', [], [handle.id], 0);
      this.memory.binding.deleteTensor(handle.id);
    }
    this.live--;
  }

  applyAdam(variable: NativeVariable, gradient: NativeTensor, step: AdamStep, biasCopies: number): void {
    const memory = this.memory;
    const beta1Power = BETA1 ** step.step;
    const beta2Power = BETA2 ** step.step;
    // TensorFlow adds epsilon to sqrt(v) before the bias correction, PyTorch after it: scaled so, both agree.
    // The same for all variables of a step, so each is made once.
    const scalars = [
      beta1Power,
      beta2Power,
      step.learningRate * biasCopies,
      BETA1,
      BETA2,
      EPSILON * Math.sqrt(1 - beta2Power),
    ].map((value) => memory.scalar(value));
    const scaled =
      step.gradientScale === 1
        ? gradient
        : memory.run('Mul', [], [gradient.id, memory.scalar(step.gradientScale)]);
    const handles = [variable.value, variable.firstMoment, variable.secondMoment].map(({ id }) => id);
    memory.runAll('ResourceApplyAdam', [], [...handles, ...scalars, scaled.id], 0);
    if (scaled !== gradient) memory.dispose([scaled]);
  }

  private handle(name: string, shape: readonly number[]): NativeTensor {
    const { binding } = this.memory;
    const attributes = [
      ...this.floatType('dtype'),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: shape },
      { name: 'shared_name', type: binding.TF_ATTR_STRING, value: name },
      { name: 'container', type: binding.TF_ATTR_STRING, value: '' },
    ];
    // Not owned by any scope: variables outlive steps.
    return binding.executeOp('VarHandleOp', attributes, [], 1)[0];
  }

  private floatType(name: string) {
    const { binding } = this.memory;
    return [{ name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  }
}
