import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { Scopes } from '../scopes';
import type { Tensor } from '../tensor-operations';

/** Owns tfjs tensors, and computes in TypeScript on WebAssembly's memory what has no kernel there. */
export class PortableMemory {
  readonly scopes = new Scopes<tf.Tensor>((tensor) => tensor.dispose());

  constructor(private readonly backend: BackendWasm) {}

  create(values: Float32Array | Int32Array, shape: readonly number[]): tf.Tensor {
    const type = values instanceof Float32Array ? 'float32' : 'int32';
    return this.scopes.own(tf.tensor(values, shape as number[], type));
  }

  /** A float32 tensor that `body` fills; all its numbers are 0 before. */
  compute(shape: readonly number[], body: (output: Float32Array) => void): tf.Tensor {
    // Allocated before any view is taken: growing memory detaches the views on it.
    const tensor = this.allocate(shape, 'float32');
    body(this.floats(tensor).fill(0));
    return tensor;
  }

  /**
   * Copies the numbers from `begin` on of a tensor of any type.
   * @throws RangeError when it has fewer.
   */
  slice(source: Tensor, begin: number, shape: readonly number[]): tf.Tensor {
    const tensor = this.allocate(shape, (source as tf.Tensor).dtype);
    const [from, to] = [source, tensor].map((each) => this.backend.typedArrayFromHeap(each as tf.Tensor));
    if (begin < 0 || begin + to.length > from.length)
      throw new RangeError(
        `Numbers [${begin}, ${begin + to.length}) of a tensor that holds ${from.length} were asked for`,
      );
    to.set(from.subarray(begin, begin + to.length));
    return tensor;
  }

  /** The numbers of a float32 tensor where they lie, valid until the next allocation. */
  floats(tensor: Tensor): Float32Array {
    return this.backend.typedArrayFromHeap(tensor as tf.Tensor) as Float32Array;
  }

  /** The same of an int32 tensor. */
  integers(tensor: Tensor): Int32Array {
    return this.backend.typedArrayFromHeap(tensor as tf.Tensor) as Int32Array;
  }

  dispose(tensors: readonly Tensor[]): void {
    for (const tensor of tensors as readonly tf.Tensor[]) {
      this.scopes.disown(tensor);
      tensor.dispose();
    }
  }

  private allocate(shape: readonly number[], type: tf.DataType): tf.Tensor {
    const output = this.backend.makeOutput(shape as number[], type);
    return this.scopes.own(tf.engine().makeTensorFromTensorInfo(output));
  }
}
