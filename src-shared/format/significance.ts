/** How tests are written. */

export function formatP(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}

/** From 0, for a difference that may be chance, to 3. */
export function significanceStars(p: number): number {
  if (p >= 0.05) return 0;
  return p < 0.001 ? 3 : p < 0.01 ? 2 : 1;
}

/** What is said where stars are used. */
export const MARK_LEGEND = '* p < 0.05, ** p < 0.01, *** p < 0.001, corrected by Holm’s method';
