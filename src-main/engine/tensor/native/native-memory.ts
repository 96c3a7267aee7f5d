import type { Tensor } from '../tensor-operations';
import { Scopes } from '../scopes';
import type { Binding, OperationAttribute } from './binding';

/** A tensor of the binding, as `executeOp` describes it. */
export interface NativeTensor extends Tensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** Above this many cached constants the cache is emptied when no scope is open; an unbounded one leaks with varying lengths. */
const CONSTANT_LIMIT = 4000;

/** Owns the binding's tensors: creation, execution, scopes, and small integer constants that operations take as inputs. */
export class NativeMemory {
  readonly scopes = new Scopes<NativeTensor>((tensor) => this.binding.deleteTensor(tensor.id));
  private readonly constants = new Map<string, NativeTensor>();

  constructor(readonly binding: Binding) {}

  create(values: Float32Array | Int32Array, shape: readonly number[], type: number): NativeTensor {
    return this.scopes.own(this.createUnowned(values, shape, type));
  }

  /** The first output of an operation. */
  run(name: string, attributes: readonly OperationAttribute[], inputs: readonly number[]): NativeTensor {
    return this.scopes.own(this.binding.executeOp(name, attributes, inputs, 1)[0]);
  }

  /** All outputs of an operation. */
  runAll(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[] {
    const results = this.binding.executeOp(name, attributes, inputs, outputs);
    for (const tensor of results) this.scopes.own(tensor);
    return results;
  }

  dispose(tensors: readonly NativeTensor[]): void {
    for (const tensor of tensors) {
      this.scopes.disown(tensor);
      this.binding.deleteTensor(tensor.id);
    }
  }

  /** Identifier of a cached int32 scalar or vector. */
  integers(value: number | readonly number[]): number {
    const key = typeof value === 'number' ? `${value}` : `[${value.join()}]`;
    return this.constant(key, () =>
      typeof value === 'number'
        ? this.createUnowned(Int32Array.of(value), [], this.binding.TF_INT32)
        : this.createUnowned(Int32Array.from(value), [value.length], this.binding.TF_INT32),
    );
  }

  /** Identifier of a cached float32 scalar. */
  scalar(value: number): number {
    return this.constant(`f${value}`, () =>
      this.createUnowned(Float32Array.of(value), [], this.binding.TF_FLOAT),
    );
  }

  /** Identifier of a cached float32 tensor of zeros. */
  zeros(shape: readonly number[]): number {
    const size = shape.reduce((product, extent) => product * extent, 1);
    return this.constant(`z${shape.join()}`, () =>
      this.createUnowned(new Float32Array(size), shape, this.binding.TF_FLOAT),
    );
  }

  /** Frees the constants when there are too many. Call with no operation under way. */
  trimConstants(): void {
    if (this.constants.size <= CONSTANT_LIMIT || !this.scopes.isOutermost) return;
    for (const tensor of this.constants.values()) this.binding.deleteTensor(tensor.id);
    this.constants.clear();
  }

  get constantCount(): number {
    return this.constants.size;
  }

  private createUnowned(
    values: Float32Array | Int32Array,
    shape: readonly number[],
    type: number,
  ): NativeTensor {
    return { id: this.binding.createTensor(shape, type, values), shape: shape as number[], dtype: type };
  }

  private constant(key: string, make: () => NativeTensor): number {
    let tensor = this.constants.get(key);
    if (tensor === undefined) this.constants.set(key, (tensor = make()));
    return tensor.id;
  }
}
