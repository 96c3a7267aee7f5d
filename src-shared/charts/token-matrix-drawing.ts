/** Draws the part of a token matrix that is seen. */
import { type ColourScale, colourOf, inkOn } from './colour-scales';
import type { Box, Drawing, Label, Layer, Rectangle, Shape } from './drawing';
import type { Palette } from './palette';
import {
  cellsBox,
  LABEL_DISTANCE,
  LABEL_ROTATION,
  type MatrixGeometry,
  type MatrixMark,
  type MatrixWindow,
  seenCells,
  shortened,
  type TokenMatrix,
} from './token-matrix';

export interface MatrixPicture {
  readonly matrix: TokenMatrix;
  readonly geometry: MatrixGeometry;
  readonly scale: ColourScale;
  readonly window: MatrixWindow;
  readonly mark: MatrixMark | null;
  readonly palette: Palette;
}

/** Cells from this size hold their value. */
const NUMBER_CELL = { width: 46, height: 15 } as const;
const GAP_FROM_PIXELS = 6;
const LABEL_GAP = 8;
const LEGEND_HEIGHT = 34;
const LEGEND_WIDTH = 180;

/** What is seen through the window. */
export function drawMatrix(picture: MatrixPicture): Drawing {
  const { window, palette, geometry, matrix } = picture;
  const box = cellsBox(geometry, window);
  const layers: Layer[] = [
    { clip: box, shapes: cells(picture, box) },
    { clip: box, shapes: markOutlines(picture, box) },
    { clip: { x: 0, y: box.y, width: box.x, height: box.height }, shapes: rowLabels(picture, box) },
    {
      clip: { x: box.x - 2, y: 0, width: window.width - box.x + 2, height: box.y },
      shapes: columnLabels(picture, box),
    },
  ];
  if (matrix.rowBars) layers.push(...rowBars(picture, box));
  if (matrix.columnBars) layers.push(...columnBars(picture, box));
  return { width: window.width, height: window.height, ground: palette.surface, layers };
}

/** The whole matrix with the legend of its colours, for a file. */
export function drawWholeMatrix(picture: Omit<MatrixPicture, 'window' | 'mark'>, legend: string): Drawing {
  const { width, height } = picture.geometry;
  const least = Math.max(width, LEGEND_WIDTH + 160);
  const drawing = drawMatrix({
    ...picture,
    mark: null,
    window: { width, height, scrollLeft: 0, scrollTop: 0 },
  });
  return {
    ...drawing,
    width: least,
    height: height + LEGEND_HEIGHT,
    layers: [...drawing.layers, { clip: null, shapes: legendShapes(picture, legend, height) }],
  };
}

function cells({ matrix, geometry, scale, window, palette }: MatrixPicture, box: Box): Shape[] {
  const { cellWidth, cellHeight } = geometry;
  const gap = { x: cellWidth >= GAP_FROM_PIXELS ? 1 : 0, y: cellHeight >= GAP_FROM_PIXELS ? 1 : 0 };
  const withNumbers = cellWidth >= NUMBER_CELL.width && cellHeight >= NUMBER_CELL.height;
  const { firstColumn, endColumn, firstRow, endRow } = seenCells(matrix, geometry, window);
  const shapes: Shape[] = [];
  for (let row = firstRow; row < endRow; row++)
    for (let column = firstColumn; column < endColumn; column++) {
      const value = matrix.values[row]?.[column] ?? null;
      const x = box.x + column * cellWidth - window.scrollLeft;
      const y = box.y + row * cellHeight - window.scrollTop;
      const place = { x, y, width: cellWidth - gap.x, height: cellHeight - gap.y };
      const centre = { x: x + place.width / 2, y: y + place.height / 2 };
      if (value === null) shapes.push(dot(centre, palette));
      else {
        const fill = colourOf(value, scale);
        shapes.push({ shape: 'rectangle', ...place, fill });
        if (withNumbers) shapes.push(numberLabel(value, centre, inkOn(fill)));
      }
    }
  return shapes;
}

/** Stands for a cell without a value. */
function dot({ x, y }: { x: number; y: number }, palette: Palette): Rectangle {
  return { shape: 'rectangle', x: x - 1, y: y - 1, width: 2, height: 2, fill: palette.border };
}

function numberLabel(value: number, { x, y }: { x: number; y: number }, fill: string): Label {
  const text = value
    .toFixed(2)
    .replace(/^-?0\.00$/, '0')
    .replace(/^(-?)0\./, '$1.');
  return { shape: 'label', x, y, text, fill, font: 'code', anchor: 'middle', size: 10 };
}

function markOutlines({ geometry, window, mark, palette }: MatrixPicture, box: Box): Shape[] {
  const { cellWidth, cellHeight } = geometry;
  const outline = { shape: 'rectangle', stroke: palette.text } as const;
  const shapes: Shape[] = [];
  const x = box.x + (mark?.column ?? 0) * cellWidth - window.scrollLeft;
  const y = box.y + (mark?.row ?? 0) * cellHeight - window.scrollTop;
  if (mark?.row != null)
    shapes.push({ ...outline, x: box.x, y: y - 0.5, width: box.width, height: cellHeight });
  if (mark?.column != null)
    shapes.push({ ...outline, x: x - 0.5, y: box.y, width: cellWidth, height: box.height });
  if (mark?.row != null && mark.column != null) {
    const cell = { ...outline, x: x - 1, y: y - 1, width: cellWidth + 1, height: cellHeight + 1 };
    shapes.push({ ...cell, stroke: palette.surface, strokeWidth: 5 }, { ...cell, strokeWidth: 2 });
  }
  return shapes;
}

function rowLabels({ matrix, geometry, window, mark, palette }: MatrixPicture, box: Box): Shape[] {
  const { cellHeight } = geometry;
  return shownLabels(matrix.rows.length, cellHeight, mark?.row ?? null).map((row): Label => {
    const marked = row === mark?.row;
    return {
      shape: 'label',
      x: box.x - LABEL_GAP,
      y: box.y + (row + 0.5) * cellHeight - window.scrollTop,
      text: shortened(matrix.rows[row]),
      fill: marked ? palette.accent : palette.text,
      strong: marked,
      font: 'code',
      anchor: 'end',
    };
  });
}

function columnLabels({ matrix, geometry, window, mark, palette }: MatrixPicture, box: Box): Shape[] {
  const { cellWidth } = geometry;
  return shownLabels(matrix.columns.length, cellWidth, mark?.column ?? null).flatMap((column): Label[] => {
    const x = box.x + (column + 0.5) * cellWidth - window.scrollLeft;
    if (x < box.x || x > box.x + box.width) return [];
    const marked = column === mark?.column;
    return [
      {
        shape: 'label',
        x,
        y: box.y - LABEL_GAP,
        text: shortened(matrix.columns[column]),
        fill: marked ? palette.accent : palette.text,
        strong: marked,
        font: 'code',
        anchor: 'start',
        rotation: LABEL_ROTATION,
      },
    ];
  });
}

/** Positions whose labels have room; the marked one is always among them, in place of those too near to it. */
export function shownLabels(count: number, size: number, marked: number | null): number[] {
  const stride = Math.max(1, Math.ceil(LABEL_DISTANCE / size));
  return Array.from({ length: count }, (_, index) => index).filter((index) => {
    if (index === marked) return true;
    return index % stride === 0 && (marked === null || Math.abs(index - marked) >= stride);
  });
}

function rowBars({ matrix, geometry, window, palette, mark }: MatrixPicture, box: Box): Layer[] {
  const { title, values, highest } = matrix.rowBars!;
  const { cellHeight } = geometry;
  const x = box.x + box.width + LABEL_GAP;
  const room = 64 - 2 * LABEL_GAP;
  const bars = values.map((value, row): Rectangle => ({
    shape: 'rectangle',
    x,
    y: box.y + (row + 0.2) * cellHeight - window.scrollTop,
    width: Math.max(0.5, room * Math.min(1, value / highest)),
    height: 0.6 * cellHeight,
    fill: row === mark?.row ? palette.accent : palette.muted,
  }));
  const name: Label = {
    shape: 'label',
    x,
    // At the head, where the bars begin: the foot of a long matrix is out of sight.
    y: box.y - LABEL_GAP,
    text: title,
    fill: palette.muted,
    font: 'text',
    anchor: 'start',
  };
  return [
    { clip: { x, y: box.y, width: room + 1, height: box.height }, shapes: bars },
    { clip: null, shapes: [name] },
  ];
}

function columnBars({ matrix, geometry, window, palette, mark }: MatrixPicture, box: Box): Layer[] {
  const { title, values, highest } = matrix.columnBars!;
  const { cellWidth, bottom } = geometry;
  const y = box.y + box.height + LABEL_GAP;
  const room = bottom - 2 * LABEL_GAP;
  const bars = values.map((value, column): Rectangle => ({
    shape: 'rectangle',
    x: box.x + (column + 0.2) * cellWidth - window.scrollLeft,
    y,
    width: 0.6 * cellWidth,
    height: Math.max(0.5, room * Math.min(1, value / highest)),
    fill: column === mark?.column ? palette.accent : palette.muted,
  }));
  const name: Label = {
    shape: 'label',
    x: box.x - LABEL_GAP,
    y: y + 6,
    text: title,
    fill: palette.muted,
    font: 'text',
    anchor: 'end',
  };
  return [
    { clip: { x: box.x, y, width: box.width, height: room + 1 }, shapes: bars },
    { clip: null, shapes: [name] },
  ];
}

function legendShapes(
  { scale, palette, geometry }: Omit<MatrixPicture, 'window' | 'mark'>,
  legend: string,
  top: number,
): Shape[] {
  const steps = 60;
  const width = LEGEND_WIDTH / steps;
  const text = { shape: 'label', y: top + 14, fill: palette.muted, font: 'text' } as const;
  const x = geometry.left;
  return [
    ...Array.from({ length: steps }, (_, step): Rectangle => {
      const value = scale.low + ((step + 0.5) / steps) * (scale.high - scale.low);
      const fill = colourOf(value, scale);
      return { shape: 'rectangle', x: x + step * width, y: top + 9, width: width + 0.2, height: 10, fill };
    }),
    { ...text, x: x - LABEL_GAP, text: scale.low.toFixed(2).replace('0.00', '0'), anchor: 'end' },
    { ...text, x: x + LEGEND_WIDTH + LABEL_GAP, text: `${scale.high.toFixed(2)} ${legend}`, anchor: 'start' },
  ];
}
