import type { Distribution } from '../../../src-shared/domain/data';

/** Distribution of at least one count. The 95th percentile is the nearest rank. */
export function distributionOf(counts: readonly number[]): Distribution {
  const sorted = Float64Array.from(counts).sort();
  const middle = (sorted.length - 1) / 2;
  return {
    minimum: sorted[0]!,
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    mean: sorted.reduce((sum, count) => sum + count, 0) / sorted.length,
    percentile95: sorted[Math.ceil(sorted.length * 0.95) - 1]!,
    maximum: sorted[sorted.length - 1]!,
  };
}

/** Counts per bin of `binWidth`; the last bin holds everything from its lower bound on. */
export function histogramOf(counts: readonly number[], binWidth: number, bins: number): number[] {
  const histogram = new Array<number>(bins).fill(0);
  for (const count of counts) histogram[Math.min(bins - 1, Math.floor(count / binWidth))]!++;
  return histogram;
}
