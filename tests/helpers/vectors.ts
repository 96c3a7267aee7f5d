import { expect } from 'vitest';

/** Euclidean norm. */
export function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, value) => sum + value * value, 0));
}

/** Norm of the difference. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return norm(Array.from(a, (value, index) => value - b[index]));
}

/** Below this a difference is rounding: gradients are float32 sums of terms that may cancel (attention query weights). */
const ROUNDING = 1e-9;

/**
 * Compares vectors by name: the difference's norm is at most `tolerance` of the expected one's, or rounding.
 */
export function expectSameVectors(
  actual: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, ArrayLike<number>>>,
  tolerance = 1e-4,
): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    expect(actual[name].length, name).toBe(values.length);
    expect(distance(actual[name], values), name).toBeLessThanOrEqual(tolerance * norm(values) + ROUNDING);
  }
}

/** The vectors of all names, weighted and summed name by name. */
export function weightedSum(
  parts: readonly {
    readonly weight: number;
    readonly vectors: Readonly<Record<string, ArrayLike<number>>>;
  }[],
): Record<string, number[]> {
  return Object.fromEntries(
    Object.keys(parts[0].vectors).map((name) => [
      name,
      Array.from(parts[0].vectors[name], (_, index) =>
        parts.reduce((sum, { weight, vectors }) => sum + weight * vectors[name][index], 0),
      ),
    ]),
  );
}
