import * as tf from '@tensorflow/tfjs-core';
import type { OpenScope, Tensor } from '../tensor-operations';
import type { PortableMemory } from './portable-memory';

const portable = (tensor: Tensor) => tensor as tf.Tensor;

/** The operations for which tfjs has WebAssembly kernels. */
export class KernelOperations {
  constructor(protected readonly memory: PortableMemory) {}

  scope<Result>(body: () => Result): Result {
    return this.memory.scopes.run(body);
  }

  openScope(): OpenScope {
    return this.memory.scopes.open();
  }

  keep(tensor: Tensor): Tensor {
    this.memory.scopes.disown(portable(tensor));
    return tensor;
  }

  dispose(...tensors: Tensor[]): void {
    this.memory.dispose(tensors);
  }

  float32(values: Float32Array, shape: readonly number[]): Tensor {
    return this.memory.create(values, shape);
  }

  int32(values: Int32Array, shape: readonly number[]): Tensor {
    return this.memory.create(values, shape);
  }

  zeros(shape: readonly number[]): Tensor {
    return this.own(tf.zeros(shape as number[]));
  }

  readFloat32(tensor: Tensor): Float32Array {
    return portable(tensor).dataSync<'float32'>();
  }

  readInt32(tensor: Tensor): Int32Array {
    return portable(tensor).dataSync<'int32'>();
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.own(tf.add(portable(a), portable(b)));
  }

  subtract(a: Tensor, b: Tensor): Tensor {
    return this.own(tf.sub(portable(a), portable(b)));
  }

  multiply(a: Tensor, b: Tensor): Tensor {
    return this.own(tf.mul(portable(a), portable(b)));
  }

  divide(a: Tensor, b: Tensor): Tensor {
    return this.own(tf.div(portable(a), portable(b)));
  }

  scale(a: Tensor, factor: number): Tensor {
    return this.own(tf.mul(portable(a), factor));
  }

  addAll(tensors: readonly Tensor[]): Tensor {
    return tensors.length === 1 ? this.share(tensors[0]) : this.own(tf.addN(tensors.map(portable)));
  }

  addBias(a: Tensor, bias: Tensor): Tensor {
    return this.add(a, bias);
  }

  tanh(a: Tensor): Tensor {
    return this.own(tf.tanh(portable(a)));
  }

  sigmoid(a: Tensor): Tensor {
    return this.own(tf.sigmoid(portable(a)));
  }

  exp(a: Tensor): Tensor {
    return this.own(tf.exp(portable(a)));
  }

  log(a: Tensor): Tensor {
    return this.own(tf.log(portable(a)));
  }

  softmax(a: Tensor): Tensor {
    return this.own(tf.softmax(portable(a)));
  }

  tanhGradient(output: Tensor, gradient: Tensor): Tensor {
    return this.scope(() => this.subtract(gradient, this.multiply(gradient, this.multiply(output, output))));
  }

  /** Transposes first: the kernel's fast path takes operands as they lie, any other is ten times slower. */
  matMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor {
    return this.scope(() => {
      const left = transpose === 'a' ? this.transpose(a) : a;
      const right = transpose === 'b' ? this.transpose(b) : b;
      return this.own(tf.matMul(portable(left), portable(right)));
    });
  }

  /** A product per matrix of the batch, since the kernel is fast for single matrices only. */
  batchMatMul(a: Tensor, b: Tensor, transpose?: 'a' | 'b'): Tensor {
    const batch = a.shape[0];
    const m = a.shape[transpose === 'a' ? 2 : 1];
    const n = b.shape[transpose === 'b' ? 1 : 2];
    return this.scope(() => {
      const entry = (tensor: Tensor, index: number) => {
        const [, rows, columns] = tensor.shape;
        return this.memory.slice(tensor, index * rows * columns, [rows, columns]);
      };
      const products = Array.from({ length: batch }, (_, index) =>
        this.scope(() => this.matMul(entry(a, index), entry(b, index), transpose)),
      );
      return this.reshape(this.concat(products, 0), [batch, m, n]);
    });
  }

  /**
   * Copies: tfjs would share the numbers, and its matrix product keeps a packed right-hand side by their identity alone,
   * so the product with a reshaped matrix would use the packing of the other shape.
   */
  reshape(a: Tensor, shape: readonly number[]): Tensor {
    return this.scope(() => this.own(tf.reshape(this.own(tf.clone(portable(a))), shape as number[])));
  }

  transpose(a: Tensor): Tensor {
    return this.own(tf.transpose(portable(a)));
  }

  concat(tensors: readonly Tensor[], axis: 0 | 1): Tensor {
    return tensors.length === 1 ? this.share(tensors[0]) : this.own(tf.concat(tensors.map(portable), axis));
  }

  padRows(a: Tensor, rows: number): Tensor {
    const [present, ...rest] = a.shape;
    if (present === rows) return this.share(a);
    return this.scope(() => this.concat([a, this.zeros([rows - present, ...rest])], 0));
  }

  gatherRows(a: Tensor, indices: Tensor): Tensor {
    return this.own(tf.gather(portable(a), portable(indices) as tf.Tensor1D));
  }

  maxColumns(a: Tensor): Tensor {
    return this.own(tf.max(portable(a), 1, true));
  }

  argMax(a: Tensor): Tensor {
    return this.own(tf.argMax(portable(a), 1));
  }

  protected own(tensor: tf.Tensor): tf.Tensor {
    return this.memory.scopes.own(tensor);
  }

  /** A second handle to the same numbers; `tf.clone` would copy them. */
  protected share(tensor: Tensor): tf.Tensor {
    return this.own(tf.reshape(portable(tensor), tensor.shape as number[]));
  }
}
