import type { Binding, OperationAttribute } from '../../src-main/engine/tensor/native/binding';

/** A tensor as the binding knows it. */
export interface TracedTensor {
  readonly id: number;
  readonly shape: readonly number[];
  /** TensorFlow's enumeration of types. */
  readonly type: number;
}

/** Who watches what an engine asks of TensorFlow. */
export interface Observer {
  /** A tensor was made of numbers in JavaScript. */
  created(tensor: TracedTensor): void;
  executed(name: string, inputs: readonly TracedTensor[], outputs: readonly TracedTensor[]): void;
  /** A tensor's numbers were waited for. */
  read(tensor: TracedTensor): void;
  deleted(tensor: TracedTensor): void;
}

/** `binding`, with everything that is asked of it told to an observer afterwards. */
export function recordingBinding(binding: Binding, observer: Observer): Binding {
  const tensors = new Map<number, TracedTensor>();
  const known = (tensor: TracedTensor) => (tensors.set(tensor.id, tensor), tensor);
  const recording: Partial<Binding> = {
    createTensor(shape: readonly number[], type: number, values: Float32Array | Int32Array): number {
      const id = binding.createTensor(shape, type, values);
      observer.created(known({ id, shape, type }));
      return id;
    },
    deleteTensor(id: number): void {
      binding.deleteTensor(id);
      observer.deleted(tensors.get(id)!);
      tensors.delete(id);
    },
    tensorDataSync(id: number): Float32Array | Int32Array {
      const values = binding.tensorDataSync(id);
      observer.read(tensors.get(id)!);
      return values;
    },
    executeOp(
      name: string,
      attributes: readonly OperationAttribute[],
      inputs: readonly number[],
      outputs: number,
    ) {
      const results = binding.executeOp(name, attributes, inputs, outputs);
      observer.executed(
        name,
        inputs.map((id) => tensors.get(id)!),
        results.map(({ id, shape, dtype }) => known({ id, shape, type: dtype })),
      );
      return results;
    },
  };
  // What is not recorded is inherited; the binding's properties are read-only and do not show when they are listed.
  return Object.create(binding, Object.getOwnPropertyDescriptors(recording)) as Binding;
}
