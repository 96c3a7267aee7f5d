import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import type { Sharing, Tensor, Variable } from '../tensor/tensor-operations';

let placesTaken = 0;

/** A range of places that no other exchange of this process uses. Only the thread that starts replicas asks. */
export function reservePlaces(replicas: number): number {
  const first = placesTaken;
  placesTaken += replicas + 1;
  return first;
}

/** What the replicas of one model show each other. Nothing here waits: who may look when is `Replicas`' matter. */
export class Exchange {
  constructor(
    private readonly sharing: Sharing,
    /** The parameters' place; behind it that of each replica's gradients. */
    private readonly firstPlace: number,
  ) {}

  showParameters({ parameters }: SequenceToSequence): void {
    this.sharing.showVariables(
      this.firstPlace,
      parameters.definitions.map(({ name }) => parameters.variable(name)),
    );
  }

  /** The parameters that another replica shows, not copies of them. */
  shownParameter({ name, shape }: ParameterDefinition, index: number): Variable {
    return this.sharing.shownVariable(this.firstPlace, index, name, shape);
  }

  showGradients(replica: number, gradients: readonly Tensor[]): void {
    this.sharing.show(this.gradientsPlace(replica), gradients);
  }

  /** `count` tensors that a replica shows; they belong to the caller's scope. */
  shownGradients(replica: number, count: number): Tensor[] {
    return Array.from({ length: count }, (_, index) =>
      this.sharing.shown(this.gradientsPlace(replica), index),
    );
  }

  clearGradients(replica: number): void {
    this.sharing.clear(this.gradientsPlace(replica));
  }

  clear(replicas: number): void {
    for (let place = 0; place <= replicas; place++) this.sharing.clear(this.firstPlace + place);
  }

  private gradientsPlace(replica: number): number {
    return this.firstPlace + 1 + replica;
  }
}
