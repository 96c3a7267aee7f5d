import { expect, it } from 'vitest';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { drawCoins } from '../../../../src-main/engine/training/teacher-forcing';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';
import { engineGradients } from '../../../helpers/toy-model';

it.each(ARCHITECTURES)(
  "%s: the norms of its layers are those of the batch's gradients, and make up the global norm",
  async (architecture) => {
    const configuration = tinyConfiguration({ DROPOUT: 0, TEACHER_FORCING_RATIO: 1, NUM_LAYERS: 2 });
    const data = await syntheticData(configuration);
    const model = await toyModel(architecture, configuration, data);
    const examples = data.train.slice(0, 7);
    const batch = {
      sources: examples.map(({ source }) => source),
      targets: examples.map(({ target }) => target),
    };
    const timeSteps = Math.max(...batch.targets.map((target) => target.length));
    const coins = drawCoins(configuration.SEED, 1, timeSteps, 1);
    const { gradients } = engineGradients(model, batch, coins);
    const { tokens, layerNorms, gradientNorm, clipped } = await optimisationStep(
      ...([Replicas.single(model), configuration, batch, 1, 4] as const),
    );

    // The gradients are those of the sum of losses; a recurrent bias stands for PyTorch's two.
    const normOf = (isMeant: (name: string) => boolean) =>
      Math.sqrt(
        model.parameters.definitions
          .filter(({ name }) => isMeant(name))
          .flatMap(({ name, biasCopies }) => Array.from(gradients[name], (value) => biasCopies * value ** 2))
          .reduce((sum, square) => sum + square, 0),
      );
    const scale = gradientNorm / normOf(() => true);
    expect([1, 1 / tokens].some((expected) => Math.abs(scale / expected - 1) < 1e-3)).toBe(true);
    for (const [layer, norm] of Object.entries(layerNorms))
      expect(norm / (scale * normOf((name) => `${name}.`.startsWith(`${layer}.`)))).toBeCloseTo(1, 3);
    const squares = Object.values(layerNorms).map((norm) => norm ** 2);
    expect(Math.sqrt(squares.reduce((sum, square) => sum + square, 0))).toBeCloseTo(gradientNorm, 9);
    expect(clipped).toBe(gradientNorm > configuration.GRADIENT_CLIP);
    model.parameters.dispose();
  },
);
