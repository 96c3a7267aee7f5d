import type { Tensor } from '../tensor-operations';
import type { OperationAttribute } from './binding';
import type { CommonAttributes } from './common-attributes';
import type { NativeMemory, NativeTensor } from './native-memory';

const NONE: readonly OperationAttribute[] = [];

const id = (tensor: Tensor) => (tensor as NativeTensor).id;

/** Arithmetic and shapes: each method is one operation of TensorFlow. */
export class ElementaryOperations {
  constructor(
    protected readonly memory: NativeMemory,
    protected readonly attributes: CommonAttributes,
  ) {}

  add(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('AddV2', NONE, [id(a), id(b)]);
  }

  subtract(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('Sub', NONE, [id(a), id(b)]);
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('Mul', NONE, [id(a), id(b)]);
  }

  divide(a: Tensor, b: Tensor): Tensor {
    return this.memory.run('RealDiv', NONE, [id(a), id(b)]);
  }

  scale(a: Tensor, factor: number): Tensor {
    return this.memory.run('Mul', NONE, [id(a), this.memory.scalar(factor)]);
  }

  addAll(tensors: readonly Tensor[]): Tensor {
    if (tensors.length === 1) return this.memory.run('Identity', NONE, [id(tensors[0])]);
    return this.memory.run('AddN', this.attributes.count(tensors.length), tensors.map(id));
  }

  addBias(a: Tensor, bias: Tensor): Tensor {
    return this.memory.run('BiasAdd', NONE, [id(a), id(bias)]);
  }

  sigmoid(a: Tensor): Tensor {
    return this.memory.run('Sigmoid', NONE, [id(a)]);
  }

  tanh(a: Tensor): Tensor {
    return this.memory.run('Tanh', NONE, [id(a)]);
  }

  exp(a: Tensor): Tensor {
    return this.memory.run('Exp', NONE, [id(a)]);
  }

  log(a: Tensor): Tensor {
    return this.memory.run('Log', NONE, [id(a)]);
  }

  softmax(a: Tensor): Tensor {
    return this.memory.run('Softmax', NONE, [id(a)]);
  }

  logSoftmax(a: Tensor): Tensor {
    return this.memory.run('LogSoftmax', NONE, [id(a)]);
  }

  tanhGradient(output: Tensor, gradient: Tensor): Tensor {
    return this.memory.run('TanhGrad', NONE, [id(output), id(gradient)]);
  }

  matMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor {
    return this.memory.run('MatMul', this.attributes.matMul[transpose ?? 'none'], [id(a), id(b)]);
  }

  batchMatMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor {
    return this.memory.run('BatchMatMul', this.attributes.batchMatMul[transpose ?? 'none'], [id(a), id(b)]);
  }

  reshape(a: Tensor, shape: readonly number[]): Tensor {
    return this.memory.run('Reshape', NONE, [id(a), this.memory.integers(shape)]);
  }

  transpose(a: Tensor): Tensor {
    return this.memory.run('Transpose', NONE, [id(a), this.memory.integers([1, 0])]);
  }

  concat(tensors: readonly Tensor[], axis: 0 | 1): Tensor {
    if (tensors.length === 1) return this.memory.run('Identity', NONE, [id(tensors[0])]);
    const type = (tensors[0] as NativeTensor).dtype;
    return this.memory.run('ConcatV2', this.attributes.count(tensors.length, type), [
      ...tensors.map(id),
      this.memory.integers(axis),
    ]);
  }

  sliceRows(a: Tensor, begin: number, count: number): Tensor {
    const rank = a.shape.length;
    const start = [begin, ...new Array<number>(rank - 1).fill(0)];
    const size = [count, ...new Array<number>(rank - 1).fill(-1)];
    return this.memory.run('Slice', NONE, [id(a), this.memory.integers(start), this.memory.integers(size)]);
  }

  splitRows(a: Tensor, sizes: readonly number[]): Tensor[] {
    return this.split(a, sizes, 0);
  }

  splitColumns(a: Tensor, sizes: readonly number[]): Tensor[] {
    return this.split(a, sizes, 1);
  }

  private split(a: Tensor, sizes: readonly number[], axis: number): Tensor[] {
    if (sizes.length === 1) return [this.memory.run('Identity', NONE, [id(a)])];
    const inputs = [id(a), this.memory.integers(sizes), this.memory.integers(axis)];
    return this.memory.runAll('SplitV', this.attributes.split(sizes.length), inputs, sizes.length);
  }
}
