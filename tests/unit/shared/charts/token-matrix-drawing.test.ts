import { describe, expect, it } from 'vitest';
import { weightScale } from '../../../../src-shared/charts/colour-scales';
import type { Drawing, Shape } from '../../../../src-shared/charts/drawing';
import { matrixGeometry, type TokenMatrix } from '../../../../src-shared/charts/token-matrix';
import { drawMatrix, drawWholeMatrix, shownLabels } from '../../../../src-shared/charts/token-matrix-drawing';
import { VIRIDIS } from '../../../../src-shared/charts/viridis';
import { PALETTE } from '../../renderer/samples';

const matrix: TokenMatrix = {
  columns: ['<SOS>', 'add', 'add', '<EOS>'],
  rows: ['def', 'add', '<EOS>'],
  values: [
    [0, 1, 0, 0],
    [0.5, 0.5, 0, 0],
    [0, 0, null, 1],
  ],
  rowBars: { title: 'Entropy', values: [0, 0.7, 0], highest: 1.4 },
  columnBars: { title: 'Sum', values: [0.5, 1.5, 0, 1], highest: 1.5 },
};
const AVAILABLE = { width: 600, height: 400 };
const scale = weightScale(1, 'viridis', false);

function picture(zoom: number) {
  return { matrix, scale, palette: PALETTE, geometry: matrixGeometry(matrix, zoom, AVAILABLE) };
}

function shapesOf({ layers }: Drawing): readonly Shape[] {
  return layers.flatMap(({ shapes }) => shapes);
}

function textsOf(drawing: Drawing): readonly string[] {
  return shapesOf(drawing).flatMap((shape) => (shape.shape === 'label' ? [shape.text] : []));
}

function fillsOf(drawing: Drawing, colour: string): number {
  return shapesOf(drawing).filter((shape) => shape.shape === 'rectangle' && shape.fill === colour).length;
}

describe('drawing a token matrix', () => {
  const window = { ...AVAILABLE, scrollLeft: 0, scrollTop: 0 };

  it('colours every cell that has a value, names rows and columns, and has bars in the margins', () => {
    const drawing = drawMatrix({ ...picture(1), window, mark: null });
    expect(fillsOf(drawing, VIRIDIS[10])).toBe(2);
    expect(fillsOf(drawing, VIRIDIS[0])).toBe(7);
    expect(textsOf(drawing)).toEqual([...matrix.rows, ...matrix.columns, 'Entropy', 'Sum']);
    expect(fillsOf(drawing, PALETTE.muted)).toBe(3 + 4);
  });

  it('draws no cell that is scrolled away', () => {
    const { cellHeight } = picture(1).geometry;
    const seen = { ...window, scrollTop: 2 * cellHeight };
    const drawing = drawMatrix({ ...picture(1), window: seen, mark: null });
    expect(fillsOf(drawing, VIRIDIS[10])).toBe(1);
  });

  it('writes the values into cells that have room', () => {
    expect(textsOf(drawMatrix({ ...picture(3), window, mark: null }))).toContain('.50');
  });

  it('makes the marked row and column stand out', () => {
    const drawing = drawMatrix({ ...picture(1), window, mark: { row: 1, column: 3 } });
    const strong = shapesOf(drawing).flatMap((shape) =>
      shape.shape === 'label' && shape.strong ? [shape.text] : [],
    );
    expect(strong).toEqual(['add', '<EOS>']);
    expect(fillsOf(drawing, PALETTE.accent)).toBe(2);
  });

  it('as a whole holds everything and the legend of its colours', () => {
    const whole = drawWholeMatrix(picture(1), 'weight');
    expect(textsOf(whole)).toEqual(expect.arrayContaining(['def', '<SOS>', '0', '1.00 weight']));
    expect(whole.height).toBeGreaterThan(picture(1).geometry.height);
  });
});

describe('labels in the margins', () => {
  it('are all there where they have room', () => {
    expect(shownLabels(4, 18, null)).toEqual([0, 1, 2, 3]);
  });

  it('are thinned out where they are dense, but for the marked one', () => {
    expect(shownLabels(10, 4, null)).toEqual([0, 3, 6, 9]);
    expect(shownLabels(10, 4, 4)).toEqual([0, 4, 9]);
  });
});
