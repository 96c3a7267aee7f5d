/** Curves of many points on few pixels: one point, and one pair of extremes, for each column of pixels. */
import { firstAtLeast, type Band, type Span } from './curve-line';
import type { Scale } from './scales';

/** Pixels `x0, y0, x1, y1, …`; a pair of not-a-number is a gap. */
export type PixelPath = number[];

/**
 * The line through the means of columns so many pixels wide; its neighbours outside the span are kept, so that it runs out of
 * sight.
 */
export function thinLine(
  x: Float64Array,
  y: Float64Array,
  span: Span,
  xScale: Scale,
  yScale: Scale,
  columnWidth = 1,
): PixelPath {
  const { first, end } = visible(x, span);
  const path: PixelPath = [];
  let [column, sum, count, at] = [Number.NaN, 0, 0, 0];
  const close = () => {
    if (count > 0) path.push(at / count, yScale.toPixel(sum / count));
    [sum, count, at] = [0, 0, 0];
  };
  for (let index = first; index < end; index++) {
    const pixel = xScale.toPixel(x[index]);
    const value = y[index];
    if (Number.isNaN(value)) {
      close();
      column = Number.NaN;
      path.push(Number.NaN, Number.NaN);
      continue;
    }
    const next = Math.floor(pixel / columnWidth);
    if (next !== column) close();
    column = next;
    sum += value;
    at += pixel;
    count++;
  }
  close();
  return path;
}

/** A line through the lowest and the highest of each column of pixels: where columns hold many points, it fills what they span. */
export function thinExtremes({ x, low, high }: Band, span: Span, xScale: Scale, yScale: Scale): PixelPath {
  const { first, end } = visible(x, span);
  const path: PixelPath = [];
  let [column, least, most, at] = [Number.NaN, Infinity, -Infinity, 0];
  let last = 0;
  const close = () => {
    if (least > most) return;
    // From the one that the line before it ends at.
    const upFirst = Math.abs(last - most) < Math.abs(last - least);
    path.push(at, yScale.toPixel(upFirst ? most : least));
    if (least < most) path.push(at, yScale.toPixel(upFirst ? least : most));
    last = upFirst ? least : most;
    [least, most] = [Infinity, -Infinity];
  };
  for (let index = first; index < end; index++) {
    if (Number.isNaN(low[index] + high[index])) {
      close();
      column = Number.NaN;
      path.push(Number.NaN, Number.NaN);
      continue;
    }
    const pixel = xScale.toPixel(x[index]);
    if (Math.floor(pixel) !== column) {
      close();
      column = Math.floor(pixel);
      at = pixel;
    }
    least = Math.min(least, low[index]);
    most = Math.max(most, high[index]);
  }
  close();
  return path;
}

/** The points of a span, and one more on either side. */
export function visible(
  x: Float64Array,
  { from, to }: Span,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, firstAtLeast(x, from) - 1);
  return { first, end: Math.min(x.length, firstAtLeast(x, to) + 1) };
}
