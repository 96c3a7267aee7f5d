import type { AttentionMatrix, AttentionProfile, AttentionStep } from './attention-analysis';

/** How sharply the decoder looked at each step, and how much of the source it has looked at by then. */
export function attentionProfile(weights: AttentionMatrix): AttentionProfile {
  const mass = new Array<number>(weights[0]?.length ?? 0).fill(0);
  const steps = weights.map((row): AttentionStep => {
    row.forEach((weight, position) => (mass[position] += weight));
    return { entropy: entropyOf(row), evenness: evennessOf(row), coverage: coverageOf(mass) };
  });
  return { steps, mass };
}

/** Shannon entropy `-sum w ln w` in nats of weights that sum to 1. */
export function entropyOf(weights: readonly number[]): number {
  // From 0 rather than from -0, which is what `-(1 ln 1)` is.
  return weights.reduce((sum, weight) => (weight > 0 ? sum - weight * Math.log(weight) : sum), 0);
}

/** Entropy over that of even weights, `H / ln n` (Pielou 1966); 0 for fewer than two positions. */
export function evennessOf(weights: readonly number[]): number {
  return weights.length < 2 ? 0 : entropyOf(weights) / Math.log(weights.length);
}

/** The mean over positions of `min(1, mass)`: what the coverage penalty of Wu et al. 2016 counts, without its logarithm. */
function coverageOf(mass: readonly number[]): number {
  return mass.reduce((sum, weight) => sum + Math.min(1, weight), 0) / mass.length;
}
