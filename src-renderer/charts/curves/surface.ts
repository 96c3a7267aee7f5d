/** What curves are drawn on: a canvas, or the text of an SVG file. */
import type { PixelPath } from './thinning';

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface TextStyle {
  readonly colour: string;
  readonly align: 'start' | 'center' | 'end';
}

export interface Surface {
  /** Draws within an area only. */
  clip(area: Area, draw: () => void): void;
  /** Pairs of not-a-number are gaps. */
  line(path: PixelPath, stroke: Stroke): void;
  /** `triangle`, `rect`, or a circle; one that is not filled is open to the ground. */
  symbol(x: number, y: number, shape: string, size: number, paint: SymbolPaint): void;
  /** Its middle stands at `y`. */
  text(x: number, y: number, text: string, style: TextStyle): void;
}

export interface SymbolPaint {
  readonly colour: string;
  readonly ground: string;
  readonly filled: boolean;
}

export const CURVE_FONT_PIXELS = 11;
const FONT_FAMILY = "'Inter Variable', system-ui, sans-serif";

/** The corners of a symbol around a place; null for a circle. */
function corners(shape: string, x: number, y: number, size: number): PixelPath | null {
  const half = size / 2;
  if (shape === 'triangle')
    return [x, y - half * 1.15, x + half * 1.15, y + half * 0.85, x - half * 1.15, y + half * 0.85];
  if (shape === 'rect')
    return [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half];
  return null;
}

export function canvasSurface(context: CanvasRenderingContext2D): Surface {
  const trace = (path: PixelPath) => {
    context.beginPath();
    let isDown = false;
    for (let index = 0; index < path.length; index += 2) {
      const [x, y] = [path[index], path[index + 1]];
      if (Number.isNaN(y)) isDown = false;
      else if (isDown) context.lineTo(x, y);
      else {
        context.moveTo(x, y);
        isDown = true;
      }
    }
  };
  return {
    clip({ left, top, right, bottom }, draw) {
      context.save();
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
      draw();
      context.restore();
    },
    line(path, { colour, width, dash, opacity }) {
      trace(path);
      context.globalAlpha = opacity;
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.lineJoin = 'round';
      context.setLineDash([...dash]);
      context.stroke();
      context.globalAlpha = 1;
    },
    symbol(x, y, shape, size, { colour, ground, filled }) {
      const path = corners(shape, x, y, size);
      if (path) {
        trace(path);
        context.closePath();
      } else {
        context.beginPath();
        context.arc(x, y, size / 2, 0, 2 * Math.PI);
      }
      context.setLineDash([]);
      context.lineWidth = 1.5;
      context.fillStyle = filled ? colour : ground;
      context.strokeStyle = colour;
      context.fill();
      context.stroke();
    },
    text(x, y, text, { colour, align }) {
      context.font = `${CURVE_FONT_PIXELS}px ${FONT_FAMILY}`;
      context.fillStyle = colour;
      context.textAlign = align;
      context.textBaseline = 'middle';
      context.fillText(text, x, y);
    },
  };
}

const ANCHORS = { start: 'start', center: 'middle', end: 'end' } as const;

/** Draws into SVG; `finish` gives the file's text. */
export function svgSurface(
  width: number,
  height: number,
  ground: string,
): Surface & { moved(down: number, draw: () => void): void; finish(): string } {
  const parts: string[] = [];
  let clips = 0;
  const number = (value: number) => String(Number(value.toFixed(2)));
  const data = (path: PixelPath) => {
    let text = '';
    let isDown = false;
    for (let index = 0; index < path.length; index += 2) {
      const [x, y] = [path[index], path[index + 1]];
      if (Number.isNaN(y)) isDown = false;
      else {
        text += `${isDown ? 'L' : 'M'}${number(x)} ${number(y)}`;
        isDown = true;
      }
    }
    return text;
  };
  return {
    clip({ left, top, right, bottom }, draw) {
      const id = `clip${clips++}`;
      parts.push(
        `<clipPath id="${id}"><rect x="${number(left)}" y="${number(top)}" width="${number(right - left)}" height="${number(bottom - top)}"/></clipPath>`,
        `<g clip-path="url(#${id})">`,
      );
      draw();
      parts.push('</g>');
    },
    line(path, { colour, width: thickness, dash, opacity }) {
      const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
      parts.push(
        `<path d="${data(path)}" fill="none" stroke="${colour}" stroke-width="${thickness}" stroke-opacity="${opacity}" stroke-linejoin="round"${dashes}/>`,
      );
    },
    symbol(x, y, shape, size, { colour, ground: inside, filled }) {
      const paint = `fill="${filled ? colour : inside}" stroke="${colour}" stroke-width="1.5"`;
      const path = corners(shape, x, y, size);
      parts.push(
        path
          ? `<path d="${data(path)}Z" ${paint}/>`
          : `<circle cx="${number(x)}" cy="${number(y)}" r="${number(size / 2)}" ${paint}/>`,
      );
    },
    text(x, y, text, { colour, align }) {
      parts.push(
        `<text x="${number(x)}" y="${number(y)}" fill="${colour}" text-anchor="${ANCHORS[align]}" dominant-baseline="central">${escape(text)}</text>`,
      );
    },
    moved(down, draw) {
      parts.push(`<g transform="translate(0 ${down})">`);
      draw();
      parts.push('</g>');
    },
    finish: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${FONT_FAMILY}" font-size="${CURVE_FONT_PIXELS}"><rect width="${width}" height="${height}" fill="${ground}"/>${parts.join('')}</svg>`,
  };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
