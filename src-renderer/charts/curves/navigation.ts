/** Moving along curves and looking closer. A span of all there is is null, so that it grows with what comes. */
import type { Span } from './curve-line';

/** What is in sight is at least this part of all there is. */
const CLOSEST = 1e-5;

/** The span between two places, whichever comes first. */
export function spanBetween(one: number, other: number, full: Span): Span | null {
  return within({ from: Math.min(one, other), to: Math.max(one, other) }, full);
}

/** A span that shows `factor` times as much, around a place that stays where it is. */
export function zoomedSpan(span: Span, around: number, factor: number, full: Span): Span | null {
  return within(
    { from: around - (around - span.from) * factor, to: around + (span.to - around) * factor },
    full,
  );
}

/** A span as wide, so many pixels of a plot further; it stops at the ends of what there is. */
export function movedSpan(
  span: Span,
  pixels: number,
  { left, right }: { readonly left: number; readonly right: number },
  full: Span,
): Span | null {
  const wanted = (pixels * (span.to - span.from)) / (right - left);
  const by = Math.min(full.to - span.to, Math.max(full.from - span.from, wanted));
  return within({ from: span.from + by, to: span.to + by }, full);
}

function within({ from, to }: Span, full: Span): Span | null {
  const least = CLOSEST * (full.to - full.from);
  const missing = Math.max(0, least - (to - from)) / 2;
  const inside = { from: Math.max(full.from, from - missing), to: Math.min(full.to, to + missing) };
  return inside.from <= full.from && inside.to >= full.to ? null : inside;
}
