import { BETA1, BETA2, EPSILON } from '../adam';
import type { AdamStep, Sharing, Tensor, Variable, VariablePart } from '../tensor-operations';
import type { OperationAttribute } from './binding';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';
import type { NativeMoments, NativeVariables } from './native-variables';

/** Value, first and second moment: tensors that only our kernels change, in place. */
interface SharedVariable extends Variable {
  readonly tensors: readonly [value: NativeTensor, first: NativeTensor, second: NativeTensor];
}

const NONE: readonly OperationAttribute[] = [];

const tensorsOf = (variable: Variable) => (variable as SharedVariable).tensors;
const id = (tensor: Tensor) => (tensor as NativeTensor).id;

/** Variables whose memory all replicas of a process see, by the kernels in `kernels/variables.cc`. */
export class SharedVariables implements NativeVariables, Sharing {
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
    const tensors = [values, zeros, zeros].map((numbers) => this.upload(shape, numbers));
    return this.variable(name, shape, tensors);
  }

  /** A handle of its own on the same memory. */
  valueOf(variable: Variable): Tensor {
    return this.memory.run('Identity', NONE, [tensorsOf(variable)[0].id]);
  }

  assign(variable: Variable, values: Float32Array): void {
    this.write(tensorsOf(variable)[0], variable.shape, values);
  }

  readMoments(variable: Variable): NativeMoments {
    const [, first, second] = tensorsOf(variable).map(
      (tensor) => this.memory.binding.tensorDataSync(tensor.id) as Float32Array,
    );
    return { first, second };
  }

  assignMoments(variable: Variable, { first, second }: NativeMoments): void {
    const [, firstMoment, secondMoment] = tensorsOf(variable);
    this.write(firstMoment, variable.shape, first);
    this.write(secondMoment, variable.shape, second);
  }

  dispose(variable: Variable): void {
    for (const tensor of tensorsOf(variable)) this.memory.binding.deleteTensor(tensor.id);
    this.live--;
  }

  sumOfSquares(summands: readonly Tensor[], { index, of }: VariablePart): Tensor {
    const inputs = [this.memory.integers([index, of]), ...summands.map(id)];
    return this.memory.run('UnrollSumOfSquares', this.attributes.count(summands.length), inputs);
  }

  applyAdam(
    variable: Variable,
    gradients: readonly Tensor[],
    { step, learningRate, gradientScale }: AdamStep,
    biasCopies: number,
    { index, of }: VariablePart,
  ): void {
    const numbers = Float32Array.of(
      BETA1,
      BETA2,
      1 - BETA1,
      1 - BETA2,
      (biasCopies * learningRate) / (1 - BETA1 ** step),
      1 / Math.sqrt(1 - BETA2 ** step),
      EPSILON,
      gradientScale,
    );
    const settings = this.memory.create(numbers, [numbers.length], this.memory.binding.TF_FLOAT);
    const inputs = [...tensorsOf(variable).map(id), settings.id, this.memory.integers([index, of])];
    const attributes = this.attributes.count(gradients.length);
    this.memory.runAll('UnrollAdam', attributes, [...inputs, ...gradients.map(id)], 0);
    this.memory.dispose([settings]);
  }

  show(place: number, tensors: readonly Tensor[]): void {
    const inputs = [this.memory.integers(place), ...tensors.map(id)];
    this.memory.runAll('UnrollShow', this.attributes.count(tensors.length), inputs, 0);
  }

  shown(place: number, index: number): Tensor {
    return this.memory.run('UnrollShown', NONE, [this.memory.integers(place), this.memory.integers(index)]);
  }

  clear(place: number): void {
    this.show(place, []);
  }

  showVariables(place: number, variables: readonly Variable[]): void {
    this.show(place, variables.flatMap(tensorsOf));
  }

  shownVariable(place: number, index: number, name: string, shape: readonly number[]): Variable {
    const tensors = [0, 1, 2].map((offset) => {
      const tensor = this.shown(place, 3 * index + offset) as NativeTensor;
      this.memory.scopes.disown(tensor);
      return tensor;
    });
    return this.variable(name, shape, tensors);
  }

  private variable(name: string, shape: readonly number[], tensors: readonly NativeTensor[]): Variable {
    this.live++;
    return { name, shape, tensors } as SharedVariable;
  }

  /** Not owned by any scope: variables outlive steps. */
  private upload(shape: readonly number[], numbers: Float32Array): NativeTensor {
    const tensor = this.memory.create(numbers, shape, this.memory.binding.TF_FLOAT);
    const copy = this.memory.run('UnrollCopy', NONE, [tensor.id]);
    this.memory.dispose([tensor]);
    this.memory.scopes.disown(copy);
    return copy;
  }

  private write(variable: NativeTensor, shape: readonly number[], numbers: Float32Array): void {
    const tensor = this.memory.create(numbers, shape, this.memory.binding.TF_FLOAT);
    this.memory.runAll('UnrollAssign', NONE, [variable.id, tensor.id], 0);
    this.memory.dispose([tensor]);
  }
}
