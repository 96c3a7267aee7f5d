import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { Dropout } from '../model/dropout';
import type { Batch, SequenceToSequence } from '../model/sequence-to-sequence';
import { learningRate } from './learning-rate';
import { drawCoins, teacherForcingRatio } from './teacher-forcing';

export interface StepResult {
  /** Sum of cross-entropies over the batch's target tokens, in nats. */
  readonly lossSum: number;
  readonly tokens: number;
  /** Global norm before clipping. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly teacherForcingRatio: number;
  /** False when loss or norm is not a finite number: then no parameter was changed. */
  readonly applied: boolean;
}

/** Added to the norm in clipping, as PyTorch's `clip_grad_norm_` does. */
const CLIP_EPSILON = 1e-6;

/**
 * One step: loss and gradients of a batch, clipping by global norm (Pascanu et al. 2013), Adam. Everything random is
 * drawn from streams of (SEED, step), so that a resumed run continues as if never interrupted.
 */
export function optimisationStep(
  model: SequenceToSequence,
  configuration: RunConfiguration,
  batch: Batch,
  step: number,
  totalSteps: number,
): StepResult {
  const { ops, parameters } = model;
  return ops.scope(() => {
    const ratio = teacherForcingRatio(configuration, step, totalSteps);
    const timeSteps = Math.max(...batch.targets.map((target) => target.length));
    const coins = drawCoins(configuration.SEED, step, timeSteps, ratio);
    const dropout =
      configuration.DROPOUT > 0 ? new Dropout(ops, configuration.DROPOUT, configuration.SEED, step) : null;
    const pass = model.pass(dropout);
    const { lossSum, tokens, gradients } = model.lossAndGradients(pass, batch, coins);
    const { definitions } = parameters;
    const squares = definitions.map(({ name }) => ops.reshape(ops.sumOfSquares(gradients[name]), [1]));
    const [loss, ...norms] = ops.readFloat32(ops.concat([ops.reshape(lossSum, [1]), ...squares], 0));
    const gradientNorm = Math.sqrt(
      norms.reduce((sum, square, index) => sum + definitions[index].biasCopies * square, 0),
    );
    const rate = learningRate(configuration, step);
    const applied = Number.isFinite(loss) && Number.isFinite(gradientNorm);
    if (applied) {
      const gradientScale = Math.min(1, configuration.GRADIENT_CLIP / (gradientNorm + CLIP_EPSILON));
      // Adam changes variables in place only while nobody else holds their values.
      ops.dispose(...Object.values(pass.weights));
      for (const { name, biasCopies } of definitions)
        ops.applyAdam(
          parameters.variable(name),
          gradients[name],
          { step, learningRate: rate, gradientScale },
          biasCopies,
        );
    }
    return { lossSum: loss, tokens, gradientNorm, learningRate: rate, teacherForcingRatio: ratio, applied };
  });
}
