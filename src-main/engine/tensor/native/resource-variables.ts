import { BETA1, BETA2, EPSILON } from '../adam';
import type { AdamStep, Tensor, Variable } from '../tensor-operations';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';
import type { NativeMoments, NativeVariables } from './native-variables';

interface ResourceVariable extends Variable {
  readonly value: NativeTensor;
  readonly firstMoment: NativeTensor;
  readonly secondMoment: NativeTensor;
}

const resource = (variable: Variable) => variable as ResourceVariable;

/** TensorFlow's resource variables and Adam by `ResourceApplyAdam`, for every device. They belong to one replica. */
export class ResourceVariables implements NativeVariables {
  private created = 0;
  private live = 0;

  constructor(
    private readonly memory: NativeMemory,
    private readonly attributes: CommonAttributes,
  ) {}

  get handles(): number {
    return 3 * this.live;
  }

  create(name: string, shape: readonly number[], values: Float32Array): Variable {
    const zeros = new Float32Array(values.length);
    const prefix = `${name}#${this.created++}`;
    this.live++;
    return {
      name,
      shape,
      value: this.handle(prefix, shape, values),
      firstMoment: this.handle(`${prefix}/first-moment`, shape, zeros),
      secondMoment: this.handle(`${prefix}/second-moment`, shape, zeros),
    } as ResourceVariable;
  }

  valueOf(variable: Variable): Tensor {
    return this.read(resource(variable).value);
  }

  assign(variable: Variable, values: Float32Array): void {
    this.write(resource(variable).value, variable.shape, values);
  }

  readMoments(variable: Variable): NativeMoments {
    const { firstMoment, secondMoment } = resource(variable);
    const [first, second] = [firstMoment, secondMoment].map((handle) => {
      const tensor = this.read(handle);
      const values = this.memory.binding.tensorDataSync(tensor.id) as Float32Array;
      this.memory.dispose([tensor]);
      return values;
    });
    return { first, second };
  }

  assignMoments(variable: Variable, { first, second }: NativeMoments): void {
    const { firstMoment, secondMoment, shape } = resource(variable);
    this.write(firstMoment, shape, first);
    this.write(secondMoment, shape, second);
  }

  dispose(variable: Variable): void {
    const { value, firstMoment, secondMoment } = resource(variable);
    for (const handle of [value, firstMoment, secondMoment]) {
      this.memory.runAll('DestroyResourceOp', [], [handle.id], 0);
      this.memory.binding.deleteTensor(handle.id);
    }
    this.live--;
  }

  sumOfSquares(summands: readonly Tensor[]): Tensor {
    const { memory } = this;
    return memory.scopes.run(() => {
      const half = memory.run('L2Loss', [], [this.sum(summands).id]);
      return memory.run('Mul', [], [half.id, memory.scalar(2)]);
    });
  }

  applyAdam(variable: Variable, gradients: readonly Tensor[], step: AdamStep, biasCopies: number): void {
    const { memory } = this;
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
    const { value, firstMoment, secondMoment } = resource(variable);
    const handles = [value, firstMoment, secondMoment].map(({ id }) => id);
    memory.scopes.run(() => {
      const scaled = memory.run('Mul', [], [this.sum(gradients).id, memory.scalar(step.gradientScale)]);
      memory.runAll('ResourceApplyAdam', [], [...handles, ...scalars, scaled.id], 0);
    });
  }

  private sum(tensors: readonly Tensor[]): NativeTensor {
    const summands = tensors as readonly NativeTensor[];
    if (summands.length === 1) return summands[0];
    return this.memory.run(
      'AddN',
      this.attributes.count(summands.length),
      summands.map(({ id }) => id),
    );
  }

  private handle(name: string, shape: readonly number[], values: Float32Array): NativeTensor {
    const { binding } = this.memory;
    const attributes = [
      ...this.floatType('dtype'),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: shape },
      { name: 'shared_name', type: binding.TF_ATTR_STRING, value: name },
      { name: 'container', type: binding.TF_ATTR_STRING, value: '' },
    ];
    // Not owned by any scope: variables outlive steps.
    const handle = binding.executeOp('VarHandleOp', attributes, [], 1)[0];
    this.write(handle, shape, values);
    return handle;
  }

  private read(handle: NativeTensor): NativeTensor {
    return this.memory.run('ReadVariableOp', this.floatType('dtype'), [handle.id]);
  }

  private write(handle: NativeTensor, shape: readonly number[], values: Float32Array): void {
    const tensor = this.memory.create(values, shape, this.memory.binding.TF_FLOAT);
    this.memory.runAll('AssignVariableOp', this.floatType('dtype'), [handle.id, tensor.id], 0);
    this.memory.dispose([tensor]);
  }

  private floatType(name: string) {
    const { binding } = this.memory;
    return [{ name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  }
}
