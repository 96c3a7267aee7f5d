/** How a run is drawn wherever it appears: its architecture's colour, and what tells it from others of that architecture. */
import { ARCHITECTURE_TITLES, type Architecture } from '../domain/architecture';
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

/** The same marks as paths around their middle, ten units wide, for legends in pictures. */
export const ARCHITECTURE_PATHS: Readonly<Record<Architecture, string>> = {
  'vanilla-rnn': 'M0 -5L5.5 5L-5.5 5Z',
  lstm: 'M-4.5 -4.5H4.5V4.5H-4.5Z',
  'lstm-attention': 'M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z',
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

/** A run in a chart of several. */
export interface ChartRun {
  readonly architecture: Architecture;
  /** The architecture's title when left out, which tells the runs of one study apart. */
  readonly label?: string;
  /** How many runs of the same architecture stand before it; 0 when left out. */
  readonly turn?: number;
}

export function runLabel({ architecture, label }: ChartRun): string {
  return label ?? ARCHITECTURE_TITLES[architecture];
}

const OPACITIES = [1, 0.62, 0.38, 0.8, 0.5];

/** Of areas, which have no dashes to tell runs of the same architecture apart. */
export function runOpacity({ turn = 0 }: ChartRun): number {
  return OPACITIES[turn % OPACITIES.length];
}

/** A name for the run's series, unlike those of the others. */
export function runSeries({ architecture, turn = 0 }: ChartRun): string {
  return turn === 0 ? architecture : `${architecture} ${turn}`;
}

/** What stands for a run in a chart's legend. */
export interface LegendItem {
  readonly architecture: Architecture;
  readonly label: string;
  /** As in the chart: areas of further runs of an architecture are paler. */
  readonly opacity?: number;
}
