/** Sizes that zooming goes through, as browsers have them; 1 is actual size. */
export const ZOOM_FACTORS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next larger (1) or smaller (-1) size; the size itself at the end. */
export function stepZoom(factor: number, direction: 1 | -1): number {
  const next =
    direction === 1
      ? ZOOM_FACTORS.find((other) => other > factor)
      : ZOOM_FACTORS.findLast((other) => other < factor);
  return next ?? factor;
}
