import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { Intervention } from '../../../src-shared/domain/training';
import { layerOf } from '../model/layers';
import type { ParameterDefinition } from '../../../src-shared/domain/model/parameter-definitions';
import type { Batch } from '../model/sequence-to-sequence';
import type { Replicas } from '../replicas/replicas';
import { dealOut, targetTokens } from '../replicas/shards';
import type { AdamStep } from '../tensor/tensor-operations';
import type { GradientNorms } from './gradients';
import { learningRate } from './learning-rate';
import { drawCoins, teacherForcingRatio } from './teacher-forcing';

export interface StepResult {
  /** Sum of cross-entropies over the batch's target tokens, in nats. */
  readonly lossSum: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  /** Of each layer, likewise. */
  readonly layerNorms: Readonly<Record<string, number>>;
  /** Whether the gradients were scaled down. */
  readonly clipped: boolean;
  /** False when loss or norm is not a finite number: then no parameter was changed. */
  readonly applied: boolean;
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
  interventions: readonly Intervention[] = [],
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
  const norms = await replicas.performAll('norms', { shards: shards.length });
  const [{ lossSum }] = norms;
  const { definitions } = replicas.model.parameters;
  const squares = parameterSquares(definitions, norms);
  const gradientNorm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
  const applied = Number.isFinite(lossSum) && Number.isFinite(gradientNorm);
  const adam: AdamStep = {
    step,
    learningRate: learningRate(configuration, step, totalSteps, interventions),
    gradientScale: Math.min(1, configuration.GRADIENT_CLIP / (gradientNorm + CLIP_EPSILON)),
  };
  await replicas.performAll('update', applied ? adam : null);
  return {
    lossSum,
    gradientNorm,
    layerNorms: layerNorms(definitions, squares),
    clipped: adam.gradientScale < 1,
    applied,
    tokens,
    learningRate: adam.learningRate,
    teacherForcingRatio: ratio,
  };
}

/** Squared norm of each parameter's gradient, over all parts of it. */
function parameterSquares(
  definitions: readonly ParameterDefinition[],
  parts: readonly GradientNorms[],
): number[] {
  return definitions.map(
    ({ biasCopies }, index) => biasCopies * parts.reduce((sum, { squares }) => sum + squares[index], 0),
  );
}

function layerNorms(
  definitions: readonly ParameterDefinition[],
  squares: readonly number[],
): Record<string, number> {
  const sums = new Map<string, number>();
  definitions.forEach(({ name }, index) => {
    const layer = layerOf(name);
    sums.set(layer, (sums.get(layer) ?? 0) + squares[index]);
  });
  return Object.fromEntries([...sums].map(([layer, sum]) => [layer, Math.sqrt(sum)]));
}
