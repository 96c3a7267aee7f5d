import { createRequire } from 'node:module';

/** What tfjs-node's native module offers (its `binding/tfjs_binding.cc`). Tensors are integer identifiers. */
export interface Binding {
  createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array;
  executeOp(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): { id: number; shape: number[]; dtype: number }[];
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

export interface OperationAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** Loads our kernels, which make themselves known to the TensorFlow of this process. The binding must be loaded. */
export function loadKernels(path: string): void {
  createRequire(path)(path);
}

/** Loads the module that set-up built, and with it TensorFlow, which reads the environment at this moment. */
export function loadBinding(path: string): Binding {
  // createRequire hides the path from the bundler, which must not try to resolve it.
  return createRequire(path)(path) as Binding;
}
