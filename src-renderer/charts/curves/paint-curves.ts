/** Draws a chart of curves. What is on the screen and what goes into files are drawn by the same lines. */
import type { Palette } from '../../../src-shared/charts/palette';
import { type CurveChartView, type CurveLine, type CurveMark, firstAtLeast, type Span } from './curve-line';
import { valueExtent } from './extent';
import { linearScale, logarithmicScale, type Scale } from './scales';
import type { Area, Surface } from './surface';
import { thinExtremes, thinLine } from './thinning';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a chart's plot stands, and what its pixels mean. */
export interface Layout {
  readonly plot: Area;
  readonly x: Scale;
  readonly y: Scale;
}

const MARGINS = { left: 46, right: 12, top: 10, bottom: 34 };
const PIXELS_PER_TICK = { x: 76, y: 34 };
const POINT_PIXELS = { usual: 6, emphasised: 10 };
/** Around the point that is emphasised. */
const RING_PIXELS = 3;
const BAND_OPACITY = 0.32;
/** More points than this in sight would be a row of symbols. */
const MOST_POINTS = 80;

export function layoutOf(view: CurveChartView, { width, height }: Size): Layout {
  const plot = {
    left: MARGINS.left,
    top: MARGINS.top,
    right: Math.max(MARGINS.left + 10, width - MARGINS.right),
    bottom: Math.max(MARGINS.top + 10, height - MARGINS.bottom),
  };
  const vertical = { from: plot.bottom, to: plot.top };
  const mostTicks = Math.floor((plot.bottom - plot.top) / PIXELS_PER_TICK.y);
  const makeScale = view.logarithmic ? logarithmicScale : linearScale;
  return {
    plot,
    x: linearScale(
      view.span,
      { from: plot.left, to: plot.right },
      Math.floor((plot.right - plot.left) / PIXELS_PER_TICK.x),
    ),
    y: makeScale(valueExtent(view), vertical, Math.max(2, mostTicks)),
  };
}

export function paintCurves(surface: Surface, view: CurveChartView, layout: Layout, palette: Palette): void {
  paintAxes(surface, view, layout, palette);
  surface.clip(layout.plot, () => {
    for (const mark of view.marks) paintMark(surface, mark, layout);
    if (view.limit !== null) paintLimit(surface, view.limit, layout, palette);
    for (const line of view.lines)
      if (line.band)
        surface.line(thinExtremes(line.band, view.span, layout.x, layout.y), {
          colour: line.colour,
          width: 1,
          dash: [],
          opacity: BAND_OPACITY * line.opacity,
        });
    for (const { x, y, colour, width, dash, opacity } of view.lines)
      surface.line(thinLine(x, y, view.span, layout.x, layout.y), { colour, width, dash, opacity });
  });
  // Not cut off where they stand at the edge.
  for (const line of view.lines) paintPoints(surface, line, view.span, layout, palette);
}

function paintAxes(surface: Surface, view: CurveChartView, { plot, x, y }: Layout, palette: Palette): void {
  const thin = { colour: palette.border, width: 1, dash: [], opacity: 1 };
  for (const tick of y.ticks) {
    const at = Math.round(y.toPixel(tick)) + 0.5;
    surface.line([plot.left, at, plot.right, at], thin);
    surface.text(plot.left - 6, at, view.formatY(tick), { colour: palette.muted, align: 'end' });
  }
  surface.line([plot.left, plot.bottom + 0.5, plot.right, plot.bottom + 0.5], {
    ...thin,
    colour: palette.muted,
    opacity: 0.5,
  });
  for (const tick of x.ticks) {
    const at = Math.round(x.toPixel(tick));
    surface.line([at + 0.5, plot.bottom, at + 0.5, plot.bottom + 4], {
      ...thin,
      colour: palette.muted,
      opacity: 0.5,
    });
    const align = at > plot.right - 16 ? 'end' : 'center';
    surface.text(at, plot.bottom + 12, view.formatX(tick), { colour: palette.muted, align });
  }
  surface.text((plot.left + plot.right) / 2, plot.bottom + 26, view.xTitle, {
    colour: palette.muted,
    align: 'center',
  });
}

function paintMark(surface: Surface, { x: value, colour, kind }: CurveMark, { plot, x }: Layout): void {
  const at = Math.round(x.toPixel(value)) + 0.5;
  const dash = kind === 'intervention' ? [] : [2, 3];
  surface.line([at, plot.top, at, plot.bottom], { colour, width: 1, dash, opacity: 0.7 });
  const flag = kind === 'intervention' ? 'triangle' : 'circle';
  surface.symbol(at, plot.top + 5, flag, 7, { colour, ground: colour, filled: true });
}

function paintLimit(surface: Surface, limit: number, { plot, y }: Layout, palette: Palette): void {
  const at = Math.round(y.toPixel(limit)) + 0.5;
  surface.line([plot.left, at, plot.right, at], {
    colour: palette.muted,
    width: 1,
    dash: [5, 4],
    opacity: 1,
  });
}

function paintPoints(
  surface: Surface,
  { x, y, colour, points }: CurveLine,
  { from, to }: Span,
  layout: Layout,
  palette: Palette,
): void {
  if (!points) return;
  const [first, end] = [firstAtLeast(x, from), firstAtLeast(x, to)];
  for (let index = first; index < x.length && x[index] <= to; index++) {
    const isEmphasised = index === points.emphasised;
    if (Number.isNaN(y[index]) || (end - first > MOST_POINTS && !isEmphasised)) continue;
    const place = [layout.x.toPixel(x[index]), layout.y.toPixel(y[index])] as const;
    const size = isEmphasised ? POINT_PIXELS.emphasised : POINT_PIXELS.usual;
    const paint = { colour, ground: palette.surface, filled: points.filled };
    if (isEmphasised)
      surface.symbol(...place, points.symbol, size + RING_PIXELS, {
        ...paint,
        colour: palette.text,
        filled: true,
      });
    surface.symbol(...place, points.symbol, size, paint);
  }
}
