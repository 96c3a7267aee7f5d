/** A chart of curves as shapes: for the screen, and for files with a title and a legend. */
import type { Drawing, Label, Layer, Mark, Polyline, Shape } from '../../../src-shared/charts/drawing';
import type { Palette } from '../../../src-shared/charts/palette';
import {
  type CurveChartView,
  type CurveLine,
  type CurveMark,
  firstAtLeast,
  isCrowded,
  type Span,
} from './curve-line';
import { valueExtent } from './extent';
import { linearScale, logarithmicScale, type Scale } from './scales';
import { thinExtremes, thinLine } from './thinning';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a chart's plot stands, and what its pixels mean. */
export interface Layout {
  readonly plot: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly x: Scale;
  readonly y: Scale;
}

const MARGINS = { left: 46, right: 12, top: 10, bottom: 34 };
const PIXELS_PER_TICK = { x: 76, y: 34 };
const POINT_PIXELS = { usual: 6, emphasised: 10 };
/** Around the point that is emphasised. */
const RING_PIXELS = 3;
const RAW_OPACITY = 0.32;
/** Pixels for each point of many lines. */
const CROWDED_COLUMN = 2;
/** More points than this in sight would be a row of symbols. */
const MOST_POINTS = 80;
const TITLE = { margin: 12, lineHeight: 18, sample: 22 };
/** Of a letter, on average: shapes have no browser to measure text. */
const LETTER_WIDTH = 6.2;

/** `top`: what is kept free above the chart. */
export function layoutOf(view: CurveChartView, { width, height }: Size, top = 0): Layout {
  const plot = {
    left: MARGINS.left,
    top: top + MARGINS.top,
    right: Math.max(MARGINS.left + 10, width - MARGINS.right),
    bottom: top + Math.max(MARGINS.top + 10, height - MARGINS.bottom),
  };
  const ticks = {
    x: Math.floor((plot.right - plot.left) / PIXELS_PER_TICK.x),
    y: Math.max(2, Math.floor((plot.bottom - plot.top) / PIXELS_PER_TICK.y)),
  };
  const makeScale = view.logarithmic ? logarithmicScale : linearScale;
  return {
    plot,
    x: linearScale(view.span, { from: plot.left, to: plot.right }, ticks.x, view.leastStep),
    y: makeScale(valueExtent(view), { from: plot.bottom, to: plot.top }, ticks.y),
  };
}

export function curveDrawing(view: CurveChartView, layout: Layout, size: Size, palette: Palette): Drawing {
  return { ...size, ground: palette.surface, layers: curveLayers(view, layout, palette) };
}

/** The chart under its title and a legend. */
export function curvePicture(
  title: string,
  view: CurveChartView,
  { width, height }: Size,
  palette: Palette,
): Drawing {
  const legend = legendShapes(view, width, palette);
  const head = TITLE.margin + TITLE.lineHeight * (1 + legend.rows);
  const words = label(TITLE.margin, TITLE.margin + TITLE.lineHeight / 2, title, palette.text, 'start');
  return {
    width,
    height: height + head,
    ground: palette.surface,
    layers: [
      { clip: null, shapes: [{ ...words, strong: true }, ...legend.shapes] },
      ...curveLayers(view, layoutOf(view, { width, height }, head), palette),
    ],
  };
}

function curveLayers(view: CurveChartView, layout: Layout, palette: Palette): readonly Layer[] {
  const { left, right, top, bottom } = layout.plot;
  const crowded = isCrowded(view.lines);
  const raw = crowded ? [] : view.lines.flatMap((line) => rawShape(line, view.span, layout) ?? []);
  // Thin and solid: dashes of many long lines take the browser longer than all else, and tell nobody anything.
  const lines = view.lines.map(({ x, y, colour, width, dash, opacity }): Shape => ({
    ...{ shape: 'line', stroke: colour, opacity },
    ...(crowded ? { width: 1, dash: [] } : { width, dash }),
    path: thinLine(x, y, view.span, layout.x, layout.y, crowded ? CROWDED_COLUMN : 1),
  }));
  return [
    { clip: null, shapes: axisShapes(view, layout, palette) },
    {
      clip: { x: left, y: top, width: right - left, height: bottom - top },
      shapes: [
        ...view.marks.map((mark) => markLine(mark, layout)),
        ...(view.limit === null ? [] : [limitShape(view.limit, layout, palette)]),
        ...raw,
        ...lines,
      ],
    },
    // Not cut off where they stand at the edge.
    {
      clip: null,
      shapes: [
        ...view.marks.filter(({ x }) => isWithin(x, view.span)).map((mark) => markHead(mark, layout)),
        ...view.lines.flatMap((line) => pointShapes(line, view.span, layout, palette, crowded)),
      ],
    },
  ];
}

function axisShapes(view: CurveChartView, { plot, x, y }: Layout, palette: Palette): Shape[] {
  const thin = { stroke: palette.border, width: 1, dash: [], opacity: 1 } as const;
  const axis = { ...thin, stroke: palette.muted, opacity: 0.5 };
  return [
    ...ticksOf(y, view).flatMap((tick): Shape[] => {
      const at = crisp(y.toPixel(tick));
      return [
        line([plot.left, at, plot.right, at], thin),
        label(plot.left - 6, at, view.formatY(tick), palette.muted, 'end'),
      ];
    }),
    line([plot.left, plot.bottom + 0.5, plot.right, plot.bottom + 0.5], axis),
    ...ticksOf(x, view).flatMap((tick): Shape[] => {
      const at = crisp(x.toPixel(tick));
      const anchor = at > plot.right - 16 ? 'end' : 'middle';
      return [
        line([at, plot.bottom, at, plot.bottom + 4], axis),
        label(at, plot.bottom + 12, view.formatX(tick), palette.muted, anchor),
      ];
    }),
    label((plot.left + plot.right) / 2, plot.bottom + 26, view.xTitle, palette.muted, 'middle'),
  ];
}

/** An axis of nothing has no values to name. */
function ticksOf({ ticks }: Scale, { lines }: CurveChartView): readonly number[] {
  return lines.length === 0 ? [] : ticks;
}

function markLine({ x: value, colour, kind }: CurveMark, { plot, x }: Layout): Shape {
  const at = crisp(x.toPixel(value));
  return line([at, plot.top, at, plot.bottom], {
    ...{ stroke: colour, width: 1, opacity: 0.7 },
    dash: kind === 'intervention' ? [] : [2, 3],
  });
}

function markHead({ x: value, colour, kind }: CurveMark, { plot, x }: Layout): Shape {
  return {
    ...{ shape: 'mark', x: crisp(x.toPixel(value)), y: plot.top + 5, size: 7, fill: colour, stroke: colour },
    symbol: kind === 'intervention' ? 'triangle' : 'circle',
  };
}

function limitShape(limit: number, { plot, y }: Layout, palette: Palette): Shape {
  const at = crisp(y.toPixel(limit));
  return line([plot.left, at, plot.right, at], {
    ...{ stroke: palette.muted, width: 1, opacity: 1 },
    dash: [5, 4],
  });
}

function rawShape({ band, colour, opacity }: CurveLine, span: Span, layout: Layout): Shape | null {
  if (!band) return null;
  return line(thinExtremes(band, span, layout.x, layout.y), {
    ...{ stroke: colour, width: 1, dash: [] },
    opacity: RAW_OPACITY * opacity,
  });
}

function isWithin(x: number, { from, to }: Span): boolean {
  return x >= from && x <= to;
}

function pointShapes(
  { x, y, colour, points }: CurveLine,
  { from, to }: Span,
  layout: Layout,
  palette: Palette,
  crowded: boolean,
): Shape[] {
  if (!points) return [];
  const shapes: Shape[] = [];
  const [first, end] = [firstAtLeast(x, from), firstAtLeast(x, to)];
  const isFull = crowded || end - first > MOST_POINTS;
  for (let index = first; index < x.length && x[index] <= to; index++) {
    const isEmphasised = index === points.emphasised;
    if (Number.isNaN(y[index]) || (isFull && !isEmphasised)) continue;
    const size = isEmphasised ? POINT_PIXELS.emphasised : POINT_PIXELS.usual;
    const mark: Mark = {
      shape: 'mark',
      symbol: points.symbol,
      size,
      stroke: colour,
      fill: points.filled ? colour : palette.surface,
      x: layout.x.toPixel(x[index]),
      y: layout.y.toPixel(y[index]),
    };
    if (isEmphasised)
      shapes.push({ ...mark, size: size + RING_PIXELS, fill: palette.surface, stroke: palette.text });
    shapes.push(mark);
  }
  return shapes;
}

function legendShapes({ lines }: CurveChartView, width: number, palette: Palette) {
  const { margin, lineHeight, sample } = TITLE;
  const shapes: Shape[] = [];
  let [left, row] = [margin, 0];
  for (const { label: words, colour, dash, opacity } of lines) {
    const own = sample + LETTER_WIDTH * words.length + 16;
    if (left > margin && left + own > width - margin) [left, row] = [margin, row + 1];
    const y = margin + lineHeight * (row + 1.5);
    shapes.push(
      line([left, y, left + sample - 6, y], { stroke: colour, width: 2, dash, opacity }),
      label(left + sample, y, words, palette.text, 'start'),
    );
    left += own;
  }
  return { shapes, rows: lines.length === 0 ? 0 : row + 1 };
}

function line(path: readonly number[], style: Omit<Polyline, 'shape' | 'path'>): Polyline {
  return { shape: 'line', path, ...style };
}

function label(x: number, y: number, text: string, fill: string, anchor: Label['anchor']): Label {
  return { shape: 'label', x, y, text, fill, anchor, font: 'text' };
}

/** Lines of one pixel stand in the middle of pixels. */
function crisp(pixel: number): number {
  return Math.round(pixel) + 0.5;
}
