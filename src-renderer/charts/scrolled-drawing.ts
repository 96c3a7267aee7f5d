/** A drawing larger than its frame, in which single tokens or cells can be marked by pointer and keyboard. */
import type { Drawing } from '../../src-shared/charts/drawing';
import type { Palette } from '../../src-shared/charts/palette';
import type { ReadoutContent } from '../../src-shared/charts/readout-content';
import type { Extent, MatrixMark, MatrixWindow } from '../../src-shared/charts/token-matrix';
import type { DataTable } from '../../src-shared/format/table-text';

/** What is seen of a drawing, and how large it may be before it scrolls. */
export interface DrawingWindow extends MatrixWindow {
  readonly available: Extent;
}

export interface Place {
  readonly left: number;
  readonly top: number;
}

/** Where things stand in a drawing. */
export interface DrawingLayout {
  /** How large the whole is, where so much is there. */
  size(available: Extent): Extent;
  /** What is seen through the window. */
  draw(window: DrawingWindow, palette: Palette): Drawing;
  /** All of it, for files. */
  whole(palette: Palette): Drawing;
  /** What stands at a place of the window. */
  markAt(window: DrawingWindow, place: Place): MatrixMark | null;
  /** Where the cursor is after a key; null for keys that do not move it. */
  move(mark: MatrixMark | null, key: string): MatrixMark | null;
  /** How far to scroll so that a mark is seen, and where in the window it stands then. */
  find(window: DrawingWindow, mark: MatrixMark): { readonly scroll: Place; readonly place: Place };
  /** What the keys do, in words. */
  readonly keys: string;
}

/** What such a drawing is given beside its layout. */
export interface MarkedDrawingProps {
  label: string;
  summary: string;
  table: () => DataTable;
  mark: MatrixMark | null;
  /** Told what stands under pointer or cursor; null when the pointer has left. */
  onmark: (mark: MatrixMark | null) => void;
  /** What is marked was clicked, or chosen with Enter. */
  onpick?: () => void;
  onzoom: (factor: number) => void;
  read: (mark: MatrixMark) => ReadoutContent | null;
  /** A CSS length; what is higher scrolls. */
  maxHeight: string;
  /** How far the drawing beside it is scrolled, which this one follows. */
  scrolled?: Place;
  onscrolled?: (place: Place) => void;
}
