import { UserError } from '../../../src-shared/domain/errors';
import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import type { NamedArray } from './safetensors';

/**
 * Puts weights into a model, all or none.
 * @throws UserError as `weightsOf` does.
 */
export function assignWeights(
  { ops, parameters }: SequenceToSequence,
  tensors: readonly NamedArray[],
  origin: string,
): void {
  const weights = fittingWeights(parameters.definitions, tensors, origin);
  for (const { name, values } of weights) ops.assign(parameters.variable(name), values);
}

/**
 * The weights of a model among tensors, in the order of its definitions.
 * @throws UserError naming `origin` and the tensor that is missing or of another shape.
 */
export function fittingWeights(
  definitions: readonly ParameterDefinition[],
  tensors: readonly NamedArray[],
  origin: string,
): NamedArray[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return definitions.map(({ name, shape }) => checked(byName.get(name), name, shape, origin));
}

function checked(
  tensor: NamedArray | undefined,
  name: string,
  shape: readonly number[],
  origin: string,
): NamedArray {
  if (!tensor) throw new UserError(`${origin}: has no tensor ${name}`);
  if (tensor.shape.join() !== shape.join())
    throw new UserError(
      `${origin}: tensor ${name} is [${tensor.shape.join(', ')}]; the model needs [${shape.join(', ')}]`,
    );
  return tensor;
}
