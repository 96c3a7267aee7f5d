import { readFileSync } from 'node:fs';
import { inCheckout } from '../checkout';
import type { TracedTensor } from './recording-binding';

/** Made by `registered_kernels.py`. */
interface RegisteredKernels {
  readonly tensorflow: string;
  readonly operations: Readonly<Record<string, RegisteredOperation>>;
}

interface RegisteredOperation {
  /** `name:type`, the type that of an attribute or its own; a star behind it where there may be several. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly kernels: readonly RegisteredKernel[];
}

interface RegisteredKernel {
  /** By attribute; others may be what they like. */
  readonly types: Readonly<Record<string, string>>;
  /** Arguments that lie in the computer's memory rather than the GPU's. */
  readonly host: readonly string[];
}

/** Which operands of an operation its kernel for a GPU wants, and leaves, in the computer's memory. */
export interface GpuKernel {
  readonly hostInputs: readonly boolean[];
  readonly hostOutputs: readonly boolean[];
}

/** Names by TensorFlow's enumeration. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  3: 'int32',
  10: 'bool',
  17: 'uint16',
  20: 'resource',
};

/** The kernels that TensorFlow's CUDA build has for a GPU. */
export class KernelTable {
  constructor(private readonly registered: RegisteredKernels = readRegisteredKernels()) {}

  get tensorflow(): string {
    return this.registered.tensorflow;
  }

  /** The kernel that TensorFlow chooses for these operands; null where a GPU has none. */
  find(name: string, inputs: readonly TracedTensor[], outputs: readonly TracedTensor[]): GpuKernel | null {
    const operation = this.registered.operations[name];
    if (!operation) return null;
    const inputArguments = argumentsOf(operation.inputs, inputs.length);
    const outputArguments = argumentsOf(operation.outputs, outputs.length);
    const types = new Map<string, string>();
    const learn = (described: readonly Argument[], tensors: readonly TracedTensor[]) =>
      described.forEach(({ type }, index) => types.set(type, TYPES[tensors[index].type]));
    learn(inputArguments, inputs);
    learn(outputArguments, outputs);
    const kernel = operation.kernels.find((candidate) =>
      Object.entries(candidate.types).every(([attribute, type]) => (types.get(attribute) ?? type) === type),
    );
    if (!kernel) return null;
    const onHost = (described: readonly Argument[]) =>
      described.map(({ name }) => kernel.host.includes(name));
    return { hostInputs: onHost(inputArguments), hostOutputs: onHost(outputArguments) };
  }
}

interface Argument {
  readonly name: string;
  readonly type: string;
}

/** One description for each of `count` tensors: what may be several takes as many as the others leave. */
function argumentsOf(described: readonly string[], count: number): Argument[] {
  const several = count - described.length + 1;
  return described.flatMap((text) => {
    const [name, type] = text.replace('*', '').split(':');
    return new Array<Argument>(text.endsWith('*') ? several : 1).fill({ name, type });
  });
}

function readRegisteredKernels(): RegisteredKernels {
  const file = inCheckout('bench', 'gpu', 'registered-kernels.json');
  return JSON.parse(readFileSync(file, 'utf8')) as RegisteredKernels;
}
