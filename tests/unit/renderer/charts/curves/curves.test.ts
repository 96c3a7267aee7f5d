import { describe, expect, it } from 'vitest';
import { curvePicture } from '../../../../../src-renderer/charts/curves/curve-drawing';
import {
  firstAtLeast,
  nearestPoint,
  type CurveChartView,
  type CurveLine,
} from '../../../../../src-renderer/charts/curves/curve-line';
import { valueExtent } from '../../../../../src-renderer/charts/curves/extent';
import { movedSpan, spanBetween, zoomedSpan } from '../../../../../src-renderer/charts/curves/navigation';
import { PaintQueue } from '../../../../../src-renderer/charts/curves/paint-queue';
import { linearScale, logarithmicScale } from '../../../../../src-renderer/charts/curves/scales';
import { thinExtremes, thinLine } from '../../../../../src-renderer/charts/curves/thinning';
import { drawingToSvg } from '../../../../../src-shared/charts/drawing';
import type { Palette } from '../../../../../src-shared/charts/palette';

const COUNT = 20_000;
const x = Float64Array.from({ length: COUNT }, (_, index) => index);
const span = { from: 0, to: COUNT };
const pixels = linearScale(span, { from: 0, to: 300 }, 5);
const heights = linearScale({ from: 0, to: 10 }, { from: 100, to: 0 }, 5);

describe('thinned curves', () => {
  it('have a point for each column of pixels, and never lose an extreme', () => {
    const y = Float64Array.from(x, (value) => (value === 12_345 ? 10 : 1));
    expect(thinLine(x, y, span, pixels, heights).length / 2).toBeLessThanOrEqual(301);
    const raw = thinExtremes({ x, low: y, high: y }, span, pixels, heights);
    expect(raw.length / 2).toBeLessThanOrEqual(602);
    expect(Math.min(...raw.filter((_, place) => place % 2 === 1))).toBe(0);
  });

  it('show every point where there is room, with its neighbours out of sight', () => {
    const near = { from: 100, to: 110 };
    const scale = linearScale(near, { from: 0, to: 300 }, 5);
    const path = thinLine(x, x, near, scale, heights);
    expect(path.filter((_, place) => place % 2 === 0)).toEqual(
      Array.from({ length: 12 }, (_, index) => 30 * (index - 1)),
    );
  });

  it('have gaps where nothing was measured', () => {
    const y = Float64Array.of(1, Number.NaN, 2);
    const path = thinLine(
      Float64Array.of(0, 1, 2),
      y,
      { from: 0, to: 2 },
      linearScale({ from: 0, to: 2 }, { from: 0, to: 20 }, 3),
      heights,
    );
    expect(path).toEqual([0, 90, Number.NaN, Number.NaN, 20, 80]);
  });
});

describe('scales', () => {
  it('lead to pixels and back, with round ticks', () => {
    const scale = linearScale({ from: 0, to: 387 }, { from: 10, to: 310 }, 4);
    expect(scale.toValue(scale.toPixel(123))).toBeCloseTo(123);
    expect(scale.ticks).toEqual([0, 100, 200, 300]);
  });

  it('on a logarithmic axis have labels over less than a decade as over many', () => {
    const ticks = (from: number, to: number) => logarithmicScale({ from, to }, { from: 100, to: 0 }, 5).ticks;
    expect(ticks(2, 4.5)).toEqual([2, 3, 4]);
    expect(ticks(1e-8, 100).length).toBeGreaterThan(2);
    expect(ticks(1e-8, 100).length).toBeLessThanOrEqual(5);
  });
});

describe('moving along curves', () => {
  const full = { from: 0, to: 1000 };
  it('keeps the place under the pointer, and shows all there is as no choice', () => {
    expect(zoomedSpan(full, 250, 0.5, full)).toEqual({ from: 125, to: 625 });
    expect(zoomedSpan({ from: 125, to: 625 }, 250, 4, full)).toBeNull();
    expect(spanBetween(700, 300, full)).toEqual({ from: 300, to: 700 });
  });

  it('stops at the ends', () => {
    const plot = { left: 0, right: 100 };
    expect(movedSpan({ from: 100, to: 300 }, -500, plot, full)).toEqual({ from: 0, to: 200 });
    expect(movedSpan({ from: 100, to: 300 }, 50, plot, full)).toEqual({ from: 200, to: 400 });
  });
});

const line: CurveLine = {
  ...{ id: 'a', label: 'A & B', colour: '#123456', opacity: 1, width: 2, dash: [5, 4] },
  x: Float64Array.of(0, 1, 2),
  y: Float64Array.of(4, 3, 2),
  band: { x: Float64Array.of(0, 1, 2), low: Float64Array.of(4, 3, 2), high: Float64Array.of(4, 300, 2) },
  points: { symbol: 'triangle', filled: true, emphasised: 2 },
};
const view: CurveChartView = {
  ...{ lines: [line], marks: [], span: { from: 0, to: 2 }, xTitle: 'Step', logarithmic: false },
  ...{ formatX: String, leastStep: 0, formatY: String, limit: 1, fromZero: false },
};
const palette = { text: '#000001', muted: '#000002', border: '#000003', surface: '#ffffff' } as Palette;

it('an outlier does not press the curves flat', () => {
  const { from, to } = valueExtent(view);
  expect(from).toBeLessThan(2);
  expect(to).toBeGreaterThan(4);
  expect(to).toBeLessThan(6);
});

it('an axis of whole numbers has no ticks between them, and one of nothing has none', () => {
  const span = { from: 0, to: 1 };
  expect(linearScale(span, { from: 0, to: 600 }, 8, 1).ticks).toEqual([0, 1]);
  const words = (lines: readonly CurveLine[]) => {
    const empty = { ...view, lines, span, formatX: () => 'tick', formatY: () => 'tick' };
    return drawingToSvg(curvePicture('Loss', empty, { width: 600, height: 200 }, palette));
  };
  expect(words([line])).toContain('>tick<');
  expect(words([])).not.toContain('>tick<');
});

it('a picture for a file has its title, a legend and the curve', () => {
  const svg = drawingToSvg(curvePicture('Loss <curves>', view, { width: 400, height: 200 }, palette));
  expect(svg).toContain('Loss &lt;curves&gt;');
  expect(svg).toContain('A &amp; B');
  expect(svg).toContain('stroke-dasharray="5 4"');
  expect(svg.match(/stroke="#123456"/g)!.length).toBeGreaterThan(4);
});

it('places are found among rising values', () => {
  const values = Float64Array.of(1, 4, 9);
  expect([0, 1, 5, 9, 10].map((wanted) => firstAtLeast(values, wanted))).toEqual([0, 0, 2, 2, 3]);
  expect([0, 2, 3, 7, 20].map((wanted) => nearestPoint(values, wanted))).toEqual([0, 0, 1, 2, 2]);
  expect(nearestPoint(new Float64Array(), 3)).toBe(-1);
});

it('paints that do not fit into a frame come in the next, each once', () => {
  const frames: (() => void)[] = [];
  const queue = new PaintQueue((frame) => frames.push(frame));
  const painted: string[] = [];
  const slow = (name: string) => () => {
    const end = performance.now() + 20;
    while (performance.now() < end);
    painted.push(name);
  };
  const [first, second] = [slow('first'), slow('second')];
  for (const paint of [first, second, first]) queue.add(paint);
  expect(frames).toHaveLength(1);
  frames[0]();
  expect(painted).toEqual(['first']);
  frames[1]();
  expect(painted).toEqual(['first', 'second']);
  expect(frames).toHaveLength(2);
});
