import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';
import type { Tensor, TensorOperations, Variable } from '../tensor/tensor-operations';

/** The current values of all parameters as tensors of the running step. */
export type ParameterValues = Readonly<Record<string, Tensor>>;

/** The variables of one model. */
export class Parameters {
  private readonly variables: ReadonlyMap<string, Variable>;

  constructor(
    readonly definitions: readonly ParameterDefinition[],
    private readonly ops: TensorOperations,
    /** Makes each parameter's variable, in their order. */
    variable: (definition: ParameterDefinition, index: number) => Variable,
  ) {
    this.variables = new Map(
      definitions.map((definition, index) => [definition.name, variable(definition, index)]),
    );
  }

  /** Variables of their own with these values. */
  static create(
    ops: TensorOperations,
    definitions: readonly ParameterDefinition[],
    initialValue: (definition: ParameterDefinition) => Float32Array,
  ): Parameters {
    return new Parameters(definitions, ops, (definition) =>
      ops.createVariable(definition.name, definition.shape, initialValue(definition)),
    );
  }

  /** @throws Error for a name that the model does not have. */
  variable(name: string): Variable {
    const variable = this.variables.get(name);
    if (!variable) throw new Error(`The model has no parameter ${name}`);
    return variable;
  }

  /** Reads every parameter into the current scope. */
  values(): Record<string, Tensor> {
    return Object.fromEntries(
      this.definitions.map(({ name }) => [name, this.ops.valueOf(this.variable(name))]),
    );
  }

  dispose(): void {
    for (const variable of this.variables.values()) this.ops.disposeVariable(variable);
  }
}
