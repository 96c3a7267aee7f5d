/** Drawings on a canvas: on the screen, and as a picture for a file. */
import {
  bendOf,
  cornersOf,
  type Drawing,
  drawingToSvg,
  fontOf,
  type Label,
  type Mark,
  MARK_STROKE_WIDTH,
  type Polyline,
  type Ribbon,
  type Shape,
  STRONG_WEIGHT,
} from '../../src-shared/charts/drawing';
import type { Pictures } from '../export/pictures';

/** A picture's pixels per pixel on the screen. */
const PICTURE_RATIO = 2;

/** Paints the drawing over a whole canvas, `ratio` of whose pixels make one of the drawing's. */
export function paint(canvas: HTMLCanvasElement, drawing: Drawing, ratio: number): void {
  const [width, height] = [drawing.width, drawing.height].map((size) => Math.round(size * ratio));
  // Setting the size empties a canvas and is slow, also where nothing changes.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = drawing.ground;
  context.fillRect(0, 0, drawing.width, drawing.height);
  context.textBaseline = 'middle';
  for (const { clip, shapes } of drawing.layers) {
    context.save();
    if (clip) {
      context.beginPath();
      context.rect(clip.x, clip.y, clip.width, clip.height);
      context.clip();
    }
    for (const shape of shapes) paintShape(context, shape);
    context.restore();
  }
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.shape === 'label') paintLabel(context, shape);
  else if (shape.shape === 'ribbon') paintRibbon(context, shape);
  else if (shape.shape === 'line') paintLine(context, shape);
  else if (shape.shape === 'mark') paintMark(context, shape);
  else {
    const { x, y, width, height, fill, stroke, strokeWidth = 1 } = shape;
    if (fill) {
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
    }
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = strokeWidth;
      context.strokeRect(x, y, width, height);
    }
  }
}

function paintLabel(context: CanvasRenderingContext2D, label: Label): void {
  const { family, size } = fontOf(label);
  const font = `${label.strong ? STRONG_WEIGHT : 400} ${size}px ${family}`;
  if (context.font !== font) context.font = font;
  context.fillStyle = label.fill;
  context.textAlign = label.anchor === 'middle' ? 'center' : label.anchor;
  if (!label.rotation) {
    context.fillText(label.text, label.x, label.y);
    return;
  }
  context.save();
  context.translate(label.x, label.y);
  context.rotate((label.rotation / 180) * Math.PI);
  context.fillText(label.text, 0, 0);
  context.restore();
}

function paintRibbon(context: CanvasRenderingContext2D, ribbon: Ribbon): void {
  const [start, first, second, end] = bendOf(ribbon);
  context.beginPath();
  context.moveTo(...start);
  context.bezierCurveTo(...first, ...second, ...end);
  context.strokeStyle = ribbon.stroke;
  context.lineWidth = ribbon.width;
  context.globalAlpha = ribbon.opacity;
  context.stroke();
  context.globalAlpha = 1;
}

function paintLine(context: CanvasRenderingContext2D, line: Polyline): void {
  trace(context, line.path);
  context.globalAlpha = line.opacity;
  context.strokeStyle = line.stroke;
  context.lineWidth = line.width;
  context.lineJoin = line.width > 1 ? 'round' : 'bevel';
  context.setLineDash([...line.dash]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function paintMark(context: CanvasRenderingContext2D, mark: Mark): void {
  const corners = cornersOf(mark);
  if (corners) {
    trace(context, corners);
    context.closePath();
  } else {
    context.beginPath();
    context.arc(mark.x, mark.y, mark.size / 2, 0, 2 * Math.PI);
  }
  context.lineWidth = MARK_STROKE_WIDTH;
  context.fillStyle = mark.fill;
  context.strokeStyle = mark.stroke;
  context.fill();
  context.stroke();
}

function trace(context: CanvasRenderingContext2D, path: readonly number[]): void {
  context.beginPath();
  let isDown = false;
  for (let index = 0; index < path.length; index += 2) {
    const [x, y] = [path[index], path[index + 1]];
    const isGap = Number.isNaN(y);
    if (!isGap && isDown) context.lineTo(x, y);
    else if (!isGap) context.moveTo(x, y);
    isDown = !isGap;
  }
}

/** A drawing as pictures for files, drawn when they are asked for. */
export function drawingPictures(drawing: () => Drawing): Pictures {
  return {
    png: () => {
      const canvas = document.createElement('canvas');
      paint(canvas, drawing(), PICTURE_RATIO);
      return canvas.toDataURL('image/png');
    },
    svg: () => drawingToSvg(drawing()),
  };
}
