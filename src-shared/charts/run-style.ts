/** How a run is drawn wherever it appears: its architecture's colour, and what tells it from others of that architecture. */
import type { Architecture } from '../domain/architecture';
import type { Palette } from './palette';

export interface RunStyle {
  readonly colour: string;
  /** Of a line; `solid`, or lengths of dashes and gaps in pixels. */
  readonly dash: 'solid' | readonly number[];
  /** ECharts' name of the mark, so that colour is never the only difference. */
  readonly symbol: string;
}

/** A mark per architecture, so that colour is never the only difference. */
export const ARCHITECTURE_SYMBOLS: Readonly<Record<Architecture, string>> = {
  'vanilla-rnn': 'triangle',
  lstm: 'rect',
  'lstm-attention': 'circle',
};

const DASHES: readonly RunStyle['dash'][] = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]];

/** `turn`: how many runs of the same architecture stand before it in the view. */
export function runStyle(architecture: Architecture, turn: number, palette: Palette): RunStyle {
  return {
    colour: palette.architectures[architecture],
    dash: DASHES[turn % DASHES.length],
    symbol: ARCHITECTURE_SYMBOLS[architecture],
  };
}
