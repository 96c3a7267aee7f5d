import type { ParameterDefinition } from '../model/parameters';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import type { Tensor, TensorOperations } from '../tensor/tensor-operations';

/** Memory that all replicas see; it can be sent to their threads. */
export interface ExchangeMemory {
  /** By replica: its gradients, one parameter after another, and its sum of losses. */
  readonly gradients: readonly SharedArrayBuffer[];
  /** Values, first moments and second moments of all parameters, to set up a replica. */
  readonly parameters: SharedArrayBuffer;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

export function createExchangeMemory(
  definitions: readonly ParameterDefinition[],
  replicas: number,
): ExchangeMemory {
  const numbers = definitions.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const bytes = Float32Array.BYTES_PER_ELEMENT;
  return {
    gradients: Array.from({ length: replicas }, () => new SharedArrayBuffer((numbers + 1) * bytes)),
    parameters: new SharedArrayBuffer(3 * numbers * bytes),
  };
}

/** How replicas show each other their numbers. Nothing here waits: who may read what when is `Replicas`' matter. */
export class Exchange {
  private readonly gradients: readonly Float32Array[];
  private readonly parameters: Float32Array;
  /** Of the gradients: each parameter's, and that of the sum of losses. */
  private readonly places: readonly { readonly start: number; readonly shape: readonly number[] }[];

  constructor(definitions: readonly ParameterDefinition[], memory: ExchangeMemory) {
    this.gradients = memory.gradients.map((buffer) => new Float32Array(buffer));
    this.parameters = new Float32Array(memory.parameters);
    let start = 0;
    this.places = [...definitions.map(({ shape }) => shape), []].map((shape) => {
      const place = { start, shape };
      start += sizeOf(shape);
      return place;
    });
  }

  showGradients(replica: number, ops: TensorOperations, tensors: readonly Tensor[]): void {
    tensors.forEach((tensor, index) =>
      this.gradients[replica].set(ops.readFloat32(tensor), this.places[index].start),
    );
  }

  /** The sums over the first `shards` replicas, always in their order, so that each gets the same bits. */
  addGradients(replica: number, ops: TensorOperations, own: readonly Tensor[], shards: number): Tensor[] {
    return this.places.map(({ start, shape }, index) =>
      ops.scope(() =>
        ops.addAll(
          this.gradients
            .slice(0, shards)
            .map((shown, other) =>
              other === replica
                ? own[index]
                : ops.float32(shown.subarray(start, start + sizeOf(shape)), shape),
            ),
        ),
      ),
    );
  }

  showParameters({ ops, parameters }: SequenceToSequence): void {
    this.eachParameter(parameters.definitions, (name, [values, first, second]) => {
      const variable = parameters.variable(name);
      const value = ops.valueOf(variable);
      values.set(ops.readFloat32(value));
      ops.dispose(value);
      const moments = ops.readMoments(variable);
      first.set(moments.first);
      second.set(moments.second);
    });
  }

  readParameters({ ops, parameters }: SequenceToSequence): void {
    this.eachParameter(parameters.definitions, (name, [values, first, second]) => {
      const variable = parameters.variable(name);
      ops.assign(variable, values);
      ops.assignMoments(variable, first, second);
    });
  }

  private eachParameter(
    definitions: readonly ParameterDefinition[],
    visit: (name: string, parts: readonly Float32Array[]) => void,
  ): void {
    const numbers = this.parameters.length / 3;
    definitions.forEach(({ name, shape }, index) => {
      const { start } = this.places[index];
      const part = (which: number) =>
        this.parameters.subarray(which * numbers + start, which * numbers + start + sizeOf(shape));
      visit(name, [part(0), part(1), part(2)]);
    });
  }
}
