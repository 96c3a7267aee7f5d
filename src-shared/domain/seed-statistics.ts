/** What the same setting trained with several seeds tells: the mean and how certain it is. */

export interface SeedSummary {
  readonly mean: number;
  /** Half the width of the 95% interval of the mean; null for fewer than two values. */
  readonly margin: number | null;
  readonly count: number;
}

/** 97.5% quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
const T_QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** Of the normal distribution, which it comes close to beyond. */
const NORMAL_QUANTILE = 1.96;

/** Mean and 95% interval by Student's t distribution; null without a value. */
export function summariseSeeds(values: readonly number[]): SeedSummary | null {
  const count = values.length;
  if (count === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, margin: null, count };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const quantile = T_QUANTILES[count - 2] ?? NORMAL_QUANTILE;
  return { mean, margin: quantile * Math.sqrt(variance / count), count };
}
