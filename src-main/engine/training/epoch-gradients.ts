import type { EpochGradients } from '../../../src-shared/domain/run';

/** What is known of the gradients of an epoch under way. */
export interface GradientSums {
  readonly steps: number;
  readonly clipped: number;
  readonly layers: Readonly<Record<string, { readonly sum: number; readonly maximum: number }>>;
}

export const NO_GRADIENTS: GradientSums = { steps: 0, clipped: 0, layers: {} };

/** The sums with those of one more step: the norm of each layer's gradients, and whether they were scaled down. */
export function addGradients(
  sums: GradientSums,
  norms: Readonly<Record<string, number>>,
  isClipped: boolean,
): GradientSums {
  const layers = Object.entries(norms).map(([layer, norm]) => {
    const before = sums.layers[layer] ?? { sum: 0, maximum: 0 };
    return [layer, { sum: before.sum + norm, maximum: Math.max(before.maximum, norm) }];
  });
  return {
    steps: sums.steps + 1,
    clipped: sums.clipped + (isClipped ? 1 : 0),
    layers: Object.fromEntries(layers) as GradientSums['layers'],
  };
}

/** Of at least one step. */
export function epochGradients({ steps, clipped, layers }: GradientSums): EpochGradients {
  const norms = Object.entries(layers).map(([layer, { sum, maximum }]) => [
    layer,
    { mean: sum / steps, maximum },
  ]);
  return { steps, clipped, layers: Object.fromEntries(norms) as EpochGradients['layers'] };
}
