import type { KernelTable } from './kernel-table';
import { operationCost, type OperationCost } from './operation-cost';
import type { Observer, TracedTensor } from './recording-binding';

/** What happens when a GPU does what was traced, in order. */
export interface GpuEvents {
  /** Work is queued for the GPU. */
  launched(name: string, cost: OperationCost): void;
  /** An operation that the processor does at once: on integers in its memory, or on nothing but shapes. */
  onProcessor(name: string): void;
  /** An operation that has no kernel for the GPU, so that its operands come to the processor. */
  withoutKernel(name: string): void;
  /** The engine asked for numbers, and waits for all that is queued. */
  readBack(): void;
  /** TensorFlow needs numbers of the GPU in the computer's memory, and waits for all that is queued. */
  copiedToHost(name: string): void;
  /** Numbers go to the GPU, for which TensorFlow waits as well. */
  copiedToDevice(name: string): void;
}

interface Place {
  host: boolean;
  device: boolean;
}

/** TensorFlow's enumeration. */
const INT32 = 3;
const RESOURCE = 20;

/**
 * Follows where tensors would lie on a computer with a GPU. As in TensorFlow's eager execution, an operation runs on the
 * GPU where that has a kernel for it; an operand that lies elsewhere than the kernel wants it is copied, once for as
 * long as the tensor lives. As the binding does it, tensors of integers are made in the computer's memory, others on the
 * GPU.
 */
export class GpuSimulation implements Observer {
  private readonly places = new Map<number, Place>();

  constructor(
    private readonly kernels: KernelTable,
    private readonly events: GpuEvents,
  ) {}

  created({ id, type }: TracedTensor): void {
    const onHost = type === INT32;
    this.places.set(id, { host: onHost, device: !onHost });
    if (!onHost) this.events.copiedToDevice('(new tensor)');
  }

  executed(name: string, inputs: readonly TracedTensor[], outputs: readonly TracedTensor[]): void {
    const kernel = this.kernels.find(name, inputs, outputs);
    inputs.forEach((tensor, index) => this.bring(name, tensor, kernel === null || kernel.hostInputs[index]));
    outputs.forEach(({ id }, index) => {
      const onHost = kernel === null || kernel.hostOutputs[index];
      this.places.set(id, { host: onHost, device: !onHost });
    });
    if (kernel === null) return this.events.withoutKernel(name);
    const cost = operationCost(name, inputs, outputs);
    const allOnHost = outputs.length > 0 && kernel.hostOutputs.every((onHost) => onHost);
    if (cost === null || allOnHost || name === 'DestroyResourceOp') this.events.onProcessor(name);
    else this.events.launched(name, cost);
  }

  read({ id }: TracedTensor): void {
    if (!this.places.get(id)!.host) this.events.readBack();
  }

  deleted({ id }: TracedTensor): void {
    this.places.delete(id);
  }

  private bring(name: string, { id, type }: TracedTensor, toHost: boolean): void {
    const place = this.places.get(id)!;
    if (type === RESOURCE || (toHost ? place.host : place.device)) return;
    if (toHost) {
      place.host = true;
      this.events.copiedToHost(name);
    } else {
      place.device = true;
      this.events.copiedToDevice(name);
    }
  }
}
