import { Dropout } from '../model/dropout';
import type { SequenceToSequence } from '../model/sequence-to-sequence';
import type { GradientRequest } from '../replicas/replica';
import type { AdamStep, Tensor, VariablePart } from '../tensor/tensor-operations';

/** What a step reads back from the device. */
export interface GradientNorms {
  /** Sum of cross-entropies over the target tokens of all shards, in nats. */
  readonly lossSum: number;
  /** Sum of squares of each parameter's gradient, in the order of the parameters; of the replica's part. */
  readonly squares: readonly number[];
}

/** Gradients of a shard's part of the batch's mean loss, in the order of the parameters, and behind them its sum of losses `[]`. Call inside a scope. */
export function shardGradients(
  model: SequenceToSequence,
  replica: number,
  { shard, tokens, coins, configuration, step }: GradientRequest,
): Tensor[] {
  const { SEED, DROPOUT } = configuration;
  const dropout = DROPOUT > 0 ? new Dropout(model.ops, DROPOUT, SEED, step, replica) : null;
  const { lossSum, gradients } = model.lossAndGradients(model.pass(dropout), shard, coins, tokens);
  return [...model.parameters.definitions.map(({ name }) => gradients[name]), lossSum];
}

/** Of the sum of the shards' gradients, as `shardGradients` gives them. Call inside a scope. */
export function gradientNorms(
  { ops, parameters }: SequenceToSequence,
  shards: readonly (readonly Tensor[])[],
  part: VariablePart,
): GradientNorms {
  const { definitions } = parameters;
  const squares = definitions.map((_, index) =>
    ops.sumOfSquares(
      shards.map((gradients) => gradients[index]),
      part,
    ),
  );
  const lossSum = ops.addAll(shards.map((gradients) => gradients[definitions.length]));
  // The only numbers of a step that are waited for, read together.
  const numbers = [lossSum, ...squares].map((number) => ops.reshape(number, [1]));
  const [loss, ...norms] = ops.readFloat32(ops.concat(numbers, 0));
  return { lossSum: loss, squares: norms };
}

/** Changes the replica's part of the parameters by the sum of the shards' gradients. Call inside a scope. */
export function applyGradients(
  { ops, parameters }: SequenceToSequence,
  shards: readonly (readonly Tensor[])[],
  step: AdamStep,
  part: VariablePart,
): void {
  parameters.definitions.forEach(({ name, biasCopies }, index) => {
    const gradients = shards.map((shard) => shard[index]);
    ops.applyAdam(parameters.variable(name), gradients, step, biasCopies, part);
  });
}
