import { describe, expect, it } from 'vitest';
import {
  largestValue,
  markAt,
  matrixGeometry,
  type MatrixWindow,
  moveMark,
  scrollTo,
  seenCells,
  shortened,
  type TokenMatrix,
} from '../../../../src-shared/charts/token-matrix';

/** The sizes that a sentence pair has at most by default. */
const LARGE = matrixOf(80, 50);
const AVAILABLE = { width: 1000, height: 500 };

function matrixOf(rows: number, columns: number): TokenMatrix {
  return {
    rows: Array.from({ length: rows }, (_, row) => `row${row}`),
    columns: Array.from({ length: columns }, (_, column) => `column${column}`),
    values: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1 / columns)),
    rowBars: { title: 'Entropy', values: Array.from({ length: rows }, () => 1), highest: 2 },
    columnBars: null,
  };
}

function windowOf(changes: Partial<MatrixWindow> = {}): MatrixWindow {
  return { ...AVAILABLE, scrollLeft: 0, scrollTop: 0, ...changes };
}

describe('the geometry of a token matrix', () => {
  it('leaves room to read every token of 50 by 80, and scrolls', () => {
    const geometry = matrixGeometry(LARGE, 1, AVAILABLE);
    expect(geometry.cellWidth).toBeGreaterThanOrEqual(15);
    expect(geometry.cellHeight).toBeGreaterThanOrEqual(15);
    expect(geometry.height).toBeGreaterThan(AVAILABLE.height);
  });

  it('fits everything into what is there', () => {
    const { width, height } = matrixGeometry(LARGE, 'fit', AVAILABLE);
    expect(width).toBeCloseTo(AVAILABLE.width);
    expect(height).toBeCloseTo(AVAILABLE.height);
  });

  it('grows with the zoom', () => {
    const [once, twice] = [1, 2].map((zoom) => matrixGeometry(LARGE, zoom, AVAILABLE));
    expect(twice.cellWidth).toBe(2 * once.cellWidth);
    expect(twice.cellHeight).toBe(2 * once.cellHeight);
  });

  it('knows which cells are seen, however far it is scrolled', () => {
    const geometry = matrixGeometry(LARGE, 1, AVAILABLE);
    const { cellHeight } = geometry;
    const seen = seenCells(LARGE, geometry, windowOf({ scrollTop: 10 * cellHeight }));
    expect(seen.firstRow).toBe(10);
    expect(seen.endRow).toBeLessThan(50);
    expect(seenCells(LARGE, geometry, windowOf({ scrollTop: 1e6 })).endRow).toBe(80);
  });
});

describe('marks of a token matrix', () => {
  const geometry = matrixGeometry(LARGE, 1, AVAILABLE);
  const { left, top, cellWidth, cellHeight } = geometry;

  it('are cells, rows by their labels and columns by theirs', () => {
    const at = (x: number, y: number, window = windowOf()) =>
      markAt(LARGE, geometry, window, { left: x, top: y });
    expect(at(left + 2.5 * cellWidth, top + 3.5 * cellHeight)).toEqual({ row: 3, column: 2 });
    expect(at(5, top + 3.5 * cellHeight)).toEqual({ row: 3, column: null });
    expect(at(left + 2.5 * cellWidth, 5)).toEqual({ row: null, column: 2 });
    expect(at(5, 5)).toBeNull();
    const scrolled = windowOf({ scrollTop: 20 * cellHeight, scrollLeft: cellWidth });
    expect(at(left + 2.5 * cellWidth, top + 3.5 * cellHeight, scrolled)).toEqual({ row: 23, column: 3 });
  });

  it('move by keys and stay within', () => {
    expect(moveMark(LARGE, null, 'ArrowDown')).toEqual({ row: 0, column: 0 });
    expect(moveMark(LARGE, { row: 0, column: 0 }, 'ArrowUp')).toEqual({ row: 0, column: 0 });
    expect(moveMark(LARGE, { row: 4, column: 7 }, 'ArrowRight')).toEqual({ row: 4, column: 8 });
    expect(moveMark(LARGE, { row: 78, column: 7 }, 'PageDown')).toEqual({ row: 79, column: 7 });
    expect(moveMark(LARGE, { row: 4, column: 7 }, 'End')).toEqual({ row: 4, column: 49 });
    expect(moveMark(LARGE, { row: 4, column: 7 }, 'Home')).toEqual({ row: 4, column: 0 });
    expect(moveMark(LARGE, { row: 4, column: 7 }, 'x')).toBeNull();
  });

  it('are scrolled to only where they are not seen', () => {
    expect(scrollTo(geometry, windowOf(), { row: 2, column: 2 })).toEqual({ left: 0, top: 0 });
    const { top: far } = scrollTo(geometry, windowOf(), { row: 79, column: 2 });
    const seen = seenCells(LARGE, geometry, windowOf({ scrollTop: far }));
    expect(seen.endRow).toBe(80);
    expect(scrollTo(geometry, windowOf({ scrollTop: far }), { row: 0, column: 2 }).top).toBe(0);
  });
});

describe('parts of a token matrix', () => {
  it('long labels are shortened', () => {
    expect(shortened('short')).toBe('short');
    expect(shortened('a_very_long_identifier')).toBe('a_very_long_i…');
  });

  it('the largest value of a matrix with more cells than a call takes arguments', () => {
    const row = Array.from({ length: 1000 }, () => 0.25);
    expect(largestValue([...Array.from({ length: 400 }, () => row), [null, 0.5]])).toBe(0.5);
    expect(largestValue([])).toBe(0);
  });
});

it('has as high a head as the matrices beside it, so that their rows line up', () => {
  const short = { ...LARGE, columns: LARGE.columns.map(() => 'a') };
  const beside = { ...short, columnsBeside: ['a_long_identifier'] };
  const long = { ...short, columns: ['a_long_identifier', ...short.columns.slice(1)] };
  const top = (matrix: typeof LARGE) => matrixGeometry(matrix, 1, AVAILABLE).top;
  expect(top(beside)).toBe(top(long));
  expect(top(beside)).toBeGreaterThan(top(short));
});
