/** Pictures that are more than axes and series: shapes, which are painted on a canvas or written as SVG alike. */
import { CHART_CODE_FONT, CHART_FONT } from './palette';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Box {
  readonly shape: 'rectangle';
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

export interface Label {
  readonly shape: 'label';
  /** Where the text is anchored, in the middle of its height. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly font: 'text' | 'code';
  readonly anchor: 'start' | 'middle' | 'end';
  /** In pixels; that of chart text when left out. */
  readonly size?: number;
  /** In degrees, clockwise, about the anchor. */
  readonly rotation?: number;
  readonly strong?: boolean;
}

/** A line from one point to another that leaves and arrives upright. */
export interface Ribbon {
  readonly shape: 'ribbon';
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly stroke: string;
  readonly width: number;
  readonly opacity: number;
}

/** Straight lines from point to point. */
export interface Polyline {
  readonly shape: 'line';
  /** `x0, y0, x1, y1, …`; a pair of not-a-number is a gap. */
  readonly path: readonly number[];
  readonly stroke: string;
  readonly width: number;
  /** Lengths of dashes and gaps; none for a solid line. */
  readonly dash: readonly number[];
  readonly opacity: number;
}

/** A small figure around a place. */
export interface Mark {
  readonly shape: 'mark';
  readonly x: number;
  readonly y: number;
  /** `triangle` or `rect`; anything else is a circle. */
  readonly symbol: string;
  readonly size: number;
  readonly fill: string;
  readonly stroke: string;
}

export type Shape = Rectangle | Label | Ribbon | Polyline | Mark;

/** Shapes of which nothing is seen outside `clip`. */
export interface Layer {
  readonly clip: Box | null;
  readonly shapes: readonly Shape[];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Colour of the ground. */
  readonly ground: string;
  /** From the lowest to the uppermost. */
  readonly layers: readonly Layer[];
}

export const STRONG_WEIGHT = 700;

/** Font family and size of a label. */
export function fontOf({ font, size }: Label): { family: string; size: number } {
  const { fontFamily, fontSize } = font === 'code' ? CHART_CODE_FONT : CHART_FONT;
  return { family: fontFamily, size: size ?? fontSize };
}

/** The ends of a ribbon and the two points that bend it, as Bézier curves take them. */
export function bendOf({ from, to }: Ribbon): readonly [number, number][] {
  const middle = (from[1] + to[1]) / 2;
  return [[...from], [from[0], middle], [to[0], middle], [...to]];
}

/** The corners of a mark, as a path; null for a circle. */
export function cornersOf({ symbol, x, y, size }: Mark): readonly number[] | null {
  const half = size / 2;
  const wide = half * 1.15;
  if (symbol === 'triangle') return [x, y - wide, x + wide, y + half * 0.85, x - wide, y + half * 0.85];
  if (symbol === 'rect')
    return [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
  return null;
}

export const MARK_STROKE_WIDTH = 1.5;

/** The drawing as an SVG document. */
export function drawingToSvg(drawing: Drawing): string {
  const { width, height, ground } = drawing;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${attributes({ width, height, viewBox: `0 0 ${width} ${height}` })}>`,
    `<rect ${attributes({ width, height, fill: ground })}/>`,
    drawingContent(drawing, 'clip'),
    '</svg>',
  ].join('\n');
}

/** The drawing's shapes as SVG without the element around them. `id` begins identifiers, which are its document's. */
export function drawingContent({ layers }: Drawing, id: string): string {
  const clips = layers.map(({ clip }, index) =>
    clip ? `<clipPath id="${id}-${index}"><rect ${attributes({ ...place(clip) })}/></clipPath>` : '',
  );
  return [
    `<defs>${clips.join('')}</defs>`,
    ...layers.map(
      ({ clip, shapes }, index) =>
        `<g ${clip ? `clip-path="url(#${id}-${index})"` : ''}>${shapes.map(svgOf).join('')}</g>`,
    ),
  ].join('\n');
}

function svgOf(shape: Shape): string {
  if (shape.shape === 'rectangle') {
    const { fill = 'none', stroke, strokeWidth } = shape;
    return `<rect ${attributes({ ...place(shape), fill, stroke, 'stroke-width': stroke && (strokeWidth ?? 1) })}/>`;
  }
  if (shape.shape === 'ribbon') {
    const [start, ...bends] = bendOf(shape).map(([x, y]) => `${round(x)} ${round(y)}`);
    return `<path ${attributes({
      d: `M${start}C${bends.join(',')}`,
      fill: 'none',
      stroke: shape.stroke,
      'stroke-width': round(shape.width),
      'stroke-opacity': round(shape.opacity),
    })}/>`;
  }
  if (shape.shape === 'line') return svgOfLine(shape);
  if (shape.shape === 'mark') return svgOfMark(shape);
  return svgOfLabel(shape);
}

function svgOfLine({ path, stroke, width, dash, opacity }: Polyline): string {
  return `<path ${attributes({
    d: svgPath(path),
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-opacity': opacity,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash.length > 0 ? dash.join(' ') : undefined,
  })}/>`;
}

function svgOfMark(mark: Mark): string {
  const paint = { fill: mark.fill, stroke: mark.stroke, 'stroke-width': MARK_STROKE_WIDTH };
  const corners = cornersOf(mark);
  if (corners) return `<path ${attributes({ d: `${svgPath(corners)}Z`, ...paint })}/>`;
  return `<circle ${attributes({ cx: round(mark.x), cy: round(mark.y), r: round(mark.size / 2), ...paint })}/>`;
}

function svgPath(path: readonly number[]): string {
  let text = '';
  let isDown = false;
  for (let index = 0; index < path.length; index += 2) {
    const isGap = Number.isNaN(path[index + 1]);
    if (!isGap) text += `${isDown ? 'L' : 'M'}${round(path[index])} ${round(path[index + 1])}`;
    isDown = !isGap;
  }
  return text;
}

function svgOfLabel(label: Label): string {
  const { family, size } = fontOf(label);
  const [x, y] = [round(label.x), round(label.y)];
  return `<text ${attributes({
    x,
    y,
    fill: label.fill,
    'font-family': family,
    'font-size': size,
    'font-weight': label.strong ? STRONG_WEIGHT : undefined,
    'text-anchor': label.anchor,
    'dominant-baseline': 'central',
    transform: label.rotation ? `rotate(${label.rotation} ${x} ${y})` : undefined,
  })}>${escape(label.text)}</text>`;
}

function place({ x, y, width, height }: Box) {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${escape(String(value))}"`)
    .join(' ');
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  // Control characters have no place in XML, and tokens may hold any text.
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  return clean.replace(/[&<>"]/g, (character) => ENTITIES[character]);
}
