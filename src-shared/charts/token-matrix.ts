/** A matrix of values over tokens, with a bar for each row and column in its margins. This file says where everything stands. */
import { CHART_CODE_FONT } from './palette';

export interface TokenMatrix {
  /** From left to right. */
  readonly columns: readonly string[];
  /** From top to bottom. */
  readonly rows: readonly string[];
  /** `[row][column]`; null where there is no value. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly rowBars: MatrixBars | null;
  readonly columnBars: MatrixBars | null;
  /** Labels of columns of matrices beside it: the head is as high as they need, so that rows line up. */
  readonly columnsBeside?: readonly string[];
}

export interface MatrixBars {
  readonly title: string;
  readonly values: readonly number[];
  /** What a full bar stands for. */
  readonly highest: number;
}

/** A row, a column or, with both, a cell. */
export interface MatrixMark {
  readonly row: number | null;
  readonly column: number | null;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Sizes in pixels. The margins stay in sight; cells scroll between them. */
export interface MatrixGeometry {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Of the whole. */
  readonly width: number;
  readonly height: number;
}

/** The part of a matrix that is seen: how far it is scrolled, and its size. */
export interface MatrixWindow extends Extent {
  readonly scrollLeft: number;
  readonly scrollTop: number;
}

/** Cells as large as the window allows, or so many times their usual size. */
export type Zoom = number | 'fit';

export const ZOOM_RANGE = { least: 0.25, most: 4 } as const;

export const LONGEST_LABEL = 14;
/** Of column labels, in degrees: more of them can stand side by side, and they can still be read. */
export const LABEL_ROTATION = -60;
/** Labels of columns or rows closer than this are thinned out. */
export const LABEL_DISTANCE = 12;

const CHARACTER_PIXELS = 0.61 * CHART_CODE_FONT.fontSize;
const ROW_BAR_PIXELS = 64;
const COLUMN_BAR_PIXELS = 44;
const EDGE_PIXELS = 8;
const USUAL = { leastWidth: 17, mostWidth: 44, height: 18 } as const;
const FITTED = { leastWidth: 3, mostWidth: 48, leastHeight: 3, mostHeight: 28 } as const;

/** Where everything stands when `available` pixels are there. */
export function matrixGeometry(matrix: TokenMatrix, zoom: Zoom, available: Extent): MatrixGeometry {
  const { columns, rows } = matrix;
  const slant = Math.sin((-LABEL_ROTATION / 180) * Math.PI);
  const overhang = Math.cos((-LABEL_ROTATION / 180) * Math.PI) * labelPixels(columns);
  const left = Math.max(52, labelPixels(rows) + 2 * EDGE_PIXELS);
  const head = labelPixels([...columns, ...(matrix.columnsBeside ?? [])]);
  const top = Math.max(30, slant * head + 2 * EDGE_PIXELS);
  const right = Math.max(matrix.rowBars ? ROW_BAR_PIXELS : EDGE_PIXELS, overhang);
  const bottom = matrix.columnBars ? COLUMN_BAR_PIXELS : EDGE_PIXELS;
  const cell = cellSize(matrix, zoom, {
    width: available.width - left - right,
    height: available.height - top - bottom,
  });
  return {
    left,
    top,
    right,
    bottom,
    cellWidth: cell.width,
    cellHeight: cell.height,
    width: left + columns.length * cell.width + right,
    height: top + rows.length * cell.height + bottom,
  };
}

function cellSize({ columns, rows }: TokenMatrix, zoom: Zoom, free: Extent): Extent {
  const each = { width: free.width / columns.length, height: free.height / rows.length };
  if (zoom === 'fit')
    return {
      width: within(each.width, FITTED.leastWidth, FITTED.mostWidth),
      height: within(each.height, FITTED.leastHeight, FITTED.mostHeight),
    };
  return {
    width: Math.round(zoom * within(Math.floor(each.width), USUAL.leastWidth, USUAL.mostWidth)),
    height: Math.round(zoom * USUAL.height),
  };
}

/** The cells' part of the window, which is smaller than the window's own where there are few cells. */
export function cellsBox(geometry: MatrixGeometry, { width, height }: Extent) {
  const { left, top, right, bottom } = geometry;
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(geometry.width, width) - left - right),
    height: Math.max(0, Math.min(geometry.height, height) - top - bottom),
  };
}

/** Rows and columns that are at least partly seen: the first, and the one after the last. */
export function seenCells(matrix: TokenMatrix, geometry: MatrixGeometry, window: MatrixWindow) {
  const box = cellsBox(geometry, window);
  const { cellWidth, cellHeight } = geometry;
  return {
    firstColumn: Math.floor(window.scrollLeft / cellWidth),
    endColumn: Math.min(matrix.columns.length, Math.ceil((window.scrollLeft + box.width) / cellWidth)),
    firstRow: Math.floor(window.scrollTop / cellHeight),
    endRow: Math.min(matrix.rows.length, Math.ceil((window.scrollTop + box.height) / cellHeight)),
  };
}

/** What stands at a point of the window; null beside the matrix. On a row's label or bar it is the row alone, likewise columns. */
export function markAt(
  matrix: TokenMatrix,
  geometry: MatrixGeometry,
  window: MatrixWindow,
  point: { readonly left: number; readonly top: number },
): MatrixMark | null {
  const box = cellsBox(geometry, window);
  const inColumns = point.left >= box.x && point.left < box.x + box.width;
  const inRows = point.top >= box.y && point.top < box.y + box.height;
  const column = Math.floor((point.left - box.x + window.scrollLeft) / geometry.cellWidth);
  const row = Math.floor((point.top - box.y + window.scrollTop) / geometry.cellHeight);
  const mark = {
    row: inRows && row < matrix.rows.length ? row : null,
    column: inColumns && column < matrix.columns.length ? column : null,
  };
  return mark.row === null && mark.column === null ? null : mark;
}

/** How far to scroll so that the mark is seen; as little as needed. */
export function scrollTo(geometry: MatrixGeometry, window: MatrixWindow, { row, column }: MatrixMark) {
  const box = cellsBox(geometry, window);
  return {
    left:
      column === null ? window.scrollLeft : nearest(window.scrollLeft, column, geometry.cellWidth, box.width),
    top: row === null ? window.scrollTop : nearest(window.scrollTop, row, geometry.cellHeight, box.height),
  };
}

/** Where the cursor is after a key; null for keys that do not move it. */
export function moveMark(matrix: TokenMatrix, mark: MatrixMark | null, key: string): MatrixMark | null {
  const [lastRow, lastColumn] = [matrix.rows.length - 1, matrix.columns.length - 1];
  const step = MOVES[key];
  if (!step) return null;
  if (mark === null) return { row: 0, column: 0 };
  return {
    row: within((mark.row ?? 0) + step[0], 0, lastRow),
    column: within((mark.column ?? 0) + step[1], 0, lastColumn),
  };
}

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number] | undefined>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [10, 0],
  PageUp: [-10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

/** The largest value; 0 where there is none above. */
export function largestValue(values: TokenMatrix['values']): number {
  let largest = 0;
  for (const row of values) for (const value of row) if (value !== null && value > largest) largest = value;
  return largest;
}

/** The token as it stands in a margin. */
export function shortened(token: string): string {
  return token.length > LONGEST_LABEL ? `${token.slice(0, LONGEST_LABEL - 1)}…` : token;
}

function labelPixels(tokens: readonly string[]): number {
  return CHARACTER_PIXELS * Math.max(0, ...tokens.map((token) => shortened(token).length));
}

function nearest(scroll: number, index: number, size: number, seen: number): number {
  return Math.min(index * size, Math.max(scroll, (index + 1) * size - seen));
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
