import { describe, expect, it } from 'vitest';
import type { Ribbon } from '../../../../src-shared/charts/drawing';
import {
  drawFlow,
  flowGeometry,
  flowMarkAt,
  flowPlace,
  moveFlowMark,
} from '../../../../src-shared/charts/token-flow';
import type { MatrixMark } from '../../../../src-shared/charts/token-matrix';
import { PALETTE } from '../../renderer/samples';

const view = {
  sourceTokens: ['<SOS>', 'add', 'two', '<EOS>'],
  generatedTokens: ['def', '<EOS>'],
  weights: [
    [0.1, 0.6, 0.2, 0.1],
    [0.04, 0.06, 0.1, 0.8],
  ],
};
const AVAILABLE = { width: 800, height: 400 };
const geometry = flowGeometry(view, 1, AVAILABLE);
const window = { ...AVAILABLE, scrollLeft: 0, scrollTop: 0 };

function ribbons(threshold: number, mark: MatrixMark | null = null): Ribbon[] {
  const { layers } = drawFlow({ view, geometry, window, threshold, mark, palette: PALETTE });
  return layers.flatMap(({ shapes }) => shapes).filter((shape) => shape.shape === 'ribbon');
}

describe('the flow of attention', () => {
  it('has a line for every weight from the threshold on, wider the larger it is', () => {
    expect(ribbons(0)).toHaveLength(8);
    const strong = ribbons(0.2);
    expect(strong).toHaveLength(3);
    expect(strong.map(({ width }) => width)).toEqual([...strong.map(({ width }) => width)].sort());
    expect(strong.at(-1)!.from[0]).toBeCloseTo(flowPlace(geometry, { row: null, column: 3 }).x);
  });

  it('isolates the lines of a marked token', () => {
    const clear = ribbons(0, { row: null, column: 1 }).filter(({ opacity }) => opacity > 0.1);
    expect(clear).toHaveLength(2);
    expect(new Set(clear.map(({ from }) => from[0])).size).toBe(1);
  });

  it('knows the token under the pointer in either line, and none between them', () => {
    const source = flowPlace(geometry, { row: null, column: 2 });
    expect(flowMarkAt(view, geometry, window, { left: source.x, top: 5 })).toEqual({ row: null, column: 2 });
    const generated = flowPlace(geometry, { row: 1, column: null });
    const below = { left: generated.x, top: geometry.bottom + 5 };
    expect(flowMarkAt(view, geometry, window, below)).toEqual({ row: 1, column: null });
    expect(flowMarkAt(view, geometry, window, { left: source.x, top: geometry.top + 50 })).toBeNull();
  });

  it('is walked through by keys', () => {
    expect(moveFlowMark(view, null, 'ArrowRight')).toEqual({ row: null, column: 0 });
    expect(moveFlowMark(view, { row: null, column: 3 }, 'ArrowRight')).toEqual({ row: null, column: 3 });
    expect(moveFlowMark(view, { row: null, column: 3 }, 'ArrowDown')).toEqual({ row: 1, column: null });
    expect(moveFlowMark(view, { row: 1, column: null }, 'ArrowUp')).toEqual({ row: null, column: 2 });
    expect(moveFlowMark(view, null, 'x')).toBeNull();
  });

  it('slants its labels only where they have no room', () => {
    const rotations = (available: number) => {
      const narrow = flowGeometry(view, 1, { width: available, height: 400 });
      const { layers } = drawFlow({
        view,
        geometry: narrow,
        window,
        threshold: 0,
        mark: null,
        palette: PALETTE,
      });
      return layers.flatMap(({ shapes }) =>
        shapes.flatMap((shape) => (shape.shape === 'label' ? [shape.rotation] : [])),
      );
    };
    expect(new Set(rotations(800))).toEqual(new Set([undefined]));
    expect(new Set(rotations(200))).toContain(-60);
  });
});
