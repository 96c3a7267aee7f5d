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
    const output = this.backend.makeOutput(shape as number[], 'float32');
    const tensor = this.scopes.own(tf.engine().makeTensorFromTensorInfo(output));
    body(this.floats(tensor).fill(0));
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
}
