/** Attention as lines between two rows of tokens: the source above, what was generated below. */
import type { AttentionView } from './attention-view';
import type { Drawing, Label, Ribbon } from './drawing';
import { CHART_CODE_FONT, type Palette } from './palette';
import {
  type Extent,
  largestValue,
  LABEL_ROTATION,
  type MatrixMark,
  type MatrixWindow,
  shortened,
  type Zoom,
} from './token-matrix';

/** Where everything stands, in pixels. */
export interface FlowGeometry extends Extent {
  /** Room of one token in either line. */
  readonly sourceSlot: number;
  readonly generatedSlot: number;
  /** Where the lines begin. */
  readonly left: number;
  /** Between these the ribbons run. */
  readonly top: number;
  readonly bottom: number;
}

export interface FlowPicture {
  readonly view: AttentionView;
  readonly geometry: FlowGeometry;
  readonly window: MatrixWindow;
  /** Weights below are left out. */
  readonly threshold: number;
  readonly mark: MatrixMark | null;
  readonly palette: Palette;
}

const SIDE_PIXELS = 16;
/** Slanted labels lean over the end of their line. */
const OVERHANG_PIXELS = 60;
const LEAST_SLOT = 15;
const MOST_SLOT = 130;
const LABEL_PIXELS = 0.61 * CHART_CODE_FONT.fontSize;
const LABEL_GAP = 8;
const SLANT = Math.sin((-LABEL_ROTATION / 180) * Math.PI);
const GAP_PIXELS = 220;
const WIDEST_RIBBON = 7;
/** Of ribbons beside the isolated ones. */
const FAINT = 0.06;

export function flowGeometry(view: AttentionView, zoom: Zoom, available: Extent): FlowGeometry {
  const counts = [view.sourceTokens.length, Math.max(1, view.generatedTokens.length)];
  const free = available.width - 2 * SIDE_PIXELS - OVERHANG_PIXELS;
  const least = zoom === 'fit' ? 0 : zoom * LEAST_SLOT * Math.max(...counts);
  const most = MOST_SLOT * Math.max(...counts);
  const line = Math.max(least, Math.min(free * (zoom === 'fit' ? 1 : Math.max(1, zoom)), most), 40);
  const top = labelHeight(view.sourceTokens);
  return {
    sourceSlot: line / counts[0],
    generatedSlot: line / counts[1],
    left: SIDE_PIXELS,
    top,
    bottom: top + GAP_PIXELS,
    width: Math.max(available.width, line + 2 * SIDE_PIXELS + OVERHANG_PIXELS),
    height: top + GAP_PIXELS + labelHeight(view.generatedTokens),
  };
}

/** What a line of labels takes up, should they be slanted. */
function labelHeight(tokens: readonly string[]): number {
  const longest = Math.max(3, ...tokens.map((token) => shortened(token).length));
  return SLANT * LABEL_PIXELS * longest + 2 * LABEL_GAP;
}

export function drawFlow(picture: FlowPicture): Drawing {
  const { window, palette } = picture;
  return {
    width: window.width,
    height: window.height,
    ground: palette.surface,
    layers: [
      { clip: null, shapes: ribbons(picture) },
      { clip: null, shapes: [...sourceLabels(picture), ...generatedLabels(picture)] },
    ],
  };
}

/** The token under a point; null between the lines and beside them. */
export function flowMarkAt(
  view: AttentionView,
  geometry: FlowGeometry,
  window: MatrixWindow,
  point: { readonly left: number; readonly top: number },
): MatrixMark | null {
  const x = point.left + window.scrollLeft - geometry.left;
  const y = point.top + window.scrollTop;
  const column = Math.floor(x / geometry.sourceSlot);
  const row = Math.floor(x / geometry.generatedSlot);
  if (x < 0) return null;
  if (y < geometry.top) return column < view.sourceTokens.length ? { row: null, column } : null;
  if (y > geometry.bottom) return row < view.generatedTokens.length ? { row, column: null } : null;
  return null;
}

/** Where the cursor is after a key: along a line, or in the other one; null for keys that do not move it. */
export function moveFlowMark(view: AttentionView, mark: MatrixMark | null, key: string): MatrixMark | null {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const [rows, columns] = [view.generatedTokens.length, view.sourceTokens.length];
  const inSource = mark?.row == null;
  const place = mark?.row ?? mark?.column ?? 0;
  if (key === 'ArrowUp') return { row: null, column: within(Math.round((place * columns) / rows), columns) };
  if (key === 'ArrowDown') return { row: within(Math.round((place * rows) / columns), rows), column: null };
  if (step === undefined) return null;
  if (mark === null) return { row: null, column: 0 };
  return inSource
    ? { row: null, column: within(place + step, columns) }
    : { row: within(place + step, rows), column: null };
}

/** Where a token's label begins, from the left of the whole. */
export function flowPlace(geometry: FlowGeometry, { row, column }: MatrixMark): { x: number; y: number } {
  return row === null
    ? { x: geometry.left + ((column ?? 0) + 0.5) * geometry.sourceSlot, y: geometry.top }
    : { x: geometry.left + (row + 0.5) * geometry.generatedSlot, y: geometry.bottom };
}

function ribbons({ view, geometry, window, threshold, mark, palette }: FlowPicture): Ribbon[] {
  const highest = Math.max(largestValue(view.weights), Number.EPSILON);
  const shift = { x: -window.scrollLeft, y: -window.scrollTop };
  const found = view.weights.flatMap((weights, row) =>
    weights.flatMap((weight, column): Ribbon[] => {
      if (weight < threshold || weight === 0) return [];
      const from = flowPlace(geometry, { row: null, column });
      const to = flowPlace(geometry, { row, column: null });
      return [
        {
          shape: 'ribbon',
          from: [from.x + shift.x, from.y + shift.y],
          to: [to.x + shift.x, to.y + shift.y],
          stroke: palette.accent,
          width: Math.max(0.75, WIDEST_RIBBON * weight),
          opacity: (isIsolated(mark, row, column) ? 1 : FAINT) * (0.15 + 0.65 * (weight / highest) ** 1.5),
        },
      ];
    }),
  );
  // The strong ones lie above.
  return found.sort((first, second) => first.opacity - second.opacity);
}

function isIsolated(mark: MatrixMark | null, row: number, column: number): boolean {
  return (mark?.row ?? row) === row && (mark?.column ?? column) === column;
}

function sourceLabels({ view, geometry, window, mark, palette }: FlowPicture): Label[] {
  const slanted = isSlanted(view.sourceTokens, geometry.sourceSlot);
  return view.sourceTokens.map((token, column) => {
    const { x, y } = flowPlace(geometry, { row: null, column });
    const marked = column === mark?.column;
    return {
      ...labelOf(token, marked, palette),
      x: x - window.scrollLeft,
      y: y - LABEL_GAP - window.scrollTop,
      anchor: slanted ? 'start' : 'middle',
      ...(slanted && { rotation: LABEL_ROTATION }),
    };
  });
}

function generatedLabels({ view, geometry, window, mark, palette }: FlowPicture): Label[] {
  const slanted = isSlanted(view.generatedTokens, geometry.generatedSlot);
  return view.generatedTokens.map((token, row) => {
    const { x, y } = flowPlace(geometry, { row, column: null });
    const marked = row === mark?.row;
    return {
      ...labelOf(token, marked, palette),
      x: x - window.scrollLeft,
      y: y + LABEL_GAP - window.scrollTop,
      anchor: slanted ? 'start' : 'middle',
      ...(slanted && { rotation: -LABEL_ROTATION }),
    };
  });
}

function labelOf(token: string, marked: boolean, palette: Palette) {
  return {
    shape: 'label',
    text: shortened(token),
    fill: marked ? palette.accent : palette.text,
    strong: marked,
    font: 'code',
  } as const;
}

function isSlanted(tokens: readonly string[], slot: number): boolean {
  return tokens.some((token) => shortened(token).length * LABEL_PIXELS + LABEL_GAP > slot);
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}
