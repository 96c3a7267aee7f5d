import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { Dropout } from '../model/dropout';
import type { Batch, SequenceToSequence } from '../model/sequence-to-sequence';
import type { GradientRequest, UpdateRequest } from '../replicas/replica';
import type { Replicas } from '../replicas/replicas';
import { dealOut, targetTokens } from '../replicas/shards';
import type { Tensor } from '../tensor/tensor-operations';
import { learningRate } from './learning-rate';
import { drawCoins, teacherForcingRatio } from './teacher-forcing';

/** What a step reads back from the device. */
export interface StepNumbers {
  /** Sum of cross-entropies over the batch's target tokens, in nats. */
  readonly lossSum: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  /** False when loss or norm is not a finite number: then no parameter was changed. */
  readonly applied: boolean;
}

export interface StepResult extends StepNumbers {
  readonly tokens: number;
  readonly learningRate: number;
  readonly teacherForcingRatio: number;
}

/** Added to the norm in clipping, as PyTorch's `clip_grad_norm_` does. */
const CLIP_EPSILON = 1e-6;

/**
 * One step: loss and gradients of a batch, dealt out to the replicas, clipping by global norm (Pascanu et al. 2013), Adam.
 * Everything random is drawn from streams of (SEED, step, replica), so that a resumed run continues as if never interrupted.
 */
export async function optimisationStep(
  replicas: Replicas,
  configuration: RunConfiguration,
  batch: Batch,
  step: number,
  totalSteps: number,
): Promise<StepResult> {
  const ratio = teacherForcingRatio(configuration, step, totalSteps);
  const timeSteps = Math.max(...batch.targets.map((target) => target.length));
  const coins = drawCoins(configuration.SEED, step, timeSteps, ratio);
  const tokens = targetTokens(batch);
  const shards = dealOut(batch, replicas.count);
  await replicas.perform(
    'gradients',
    shards.map((shard) => ({ shard, tokens, coins, configuration, step })),
  );
  const update: UpdateRequest = { configuration, step, shards: shards.length };
  const [numbers] = await replicas.perform('update', new Array<UpdateRequest>(replicas.count).fill(update));
  return {
    ...numbers,
    tokens,
    learningRate: learningRate(configuration, step),
    teacherForcingRatio: ratio,
  };
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

/** Clips and applies gradients (in the order of the parameters, with the sum of losses behind them). Call inside a scope. */
export function applyGradients(
  model: SequenceToSequence,
  totals: readonly Tensor[],
  { configuration, step }: UpdateRequest,
): StepNumbers {
  const { ops, parameters } = model;
  const { definitions } = parameters;
  const squares = definitions.map((_, index) => ops.reshape(ops.sumOfSquares(totals[index]), [1]));
  const lossSum = ops.reshape(totals[definitions.length], [1]);
  // The only numbers of a step that are waited for, read together.
  const [loss, ...norms] = ops.readFloat32(ops.concat([lossSum, ...squares], 0));
  const gradientNorm = Math.sqrt(
    norms.reduce((sum, square, index) => sum + definitions[index].biasCopies * square, 0),
  );
  const applied = Number.isFinite(loss) && Number.isFinite(gradientNorm);
  if (applied) {
    const adam = {
      step,
      learningRate: learningRate(configuration, step),
      gradientScale: Math.min(1, configuration.GRADIENT_CLIP / (gradientNorm + CLIP_EPSILON)),
    };
    definitions.forEach(({ name, biasCopies }, index) =>
      ops.applyAdam(parameters.variable(name), totals[index], adam, biasCopies),
    );
  }
  return { lossSum: loss, gradientNorm, applied };
}
