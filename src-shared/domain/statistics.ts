/** A mean with the half-width of its 95% interval by Student's t; null for fewer than two values. */
export interface MeanInterval {
  readonly count: number;
  readonly mean: number;
  readonly halfWidth: number | null;
}

/** The mean of values that are taken as draws from a normal distribution; null without any. */
export function meanInterval(values: readonly number[]): MeanInterval | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { count, mean, halfWidth: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { count, mean, halfWidth: studentQuantile(count - 1) * Math.sqrt(variance / count) };
}

/** 97.5% quantiles of Student's distribution by degrees of freedom, from 1. */
const QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
const NORMAL_QUANTILE = 1.95996;

/** Beyond the table by the first terms of its expansion around the normal distribution's. */
export function studentQuantile(degrees: number): number {
  const z = NORMAL_QUANTILE;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
  return QUANTILES[degrees - 1] ?? z + (z ** 3 + z) / (4 * degrees) + second;
}

/**
 * Holm's (1979) correction of p values that are looked at together: the smallest is multiplied by their number, the next
 * by one less, and so on; none is below one that was smaller, none above 1.
 */
export function holmAdjusted(values: readonly number[]): number[] {
  const ascending = values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  const adjusted = values.map(() => 0);
  let largest = 0;
  ascending.forEach((index, rank) => {
    largest = Math.min(1, Math.max(largest, (values.length - rank) * values[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}
