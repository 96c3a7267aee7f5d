/**
 * Exponential moving average with the start-up bias taken out (Kingma and Ba 2015, section 3).
 * `weight` is the share of the past: 0 leaves the values as they are. Values that are not finite are passed over.
 */
export function smooth(values: readonly number[], weight: number): number[] {
  let average = 0;
  let mass = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = weight * average + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return average / mass;
  });
}

/** The weight that averages over about `share` of a curve of that many points, as the eye wants it. */
export function smoothingWeight(points: number, share = 0.03): number {
  const span = Math.max(1, points * share);
  return 1 - 1 / span;
}
