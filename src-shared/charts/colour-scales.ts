/** Colours that stand for values. */
import type { Palette } from './palette';
import { VIRIDIS } from './viridis';

/** Eleven evenly spaced colours of cividis (Nuñez, Anderton and Renslow 2018): as viridis, and nearly alike to colour-blind eyes. */
export const CIVIDIS: readonly string[] = [
  '#00224e',
  '#123570',
  '#3b496c',
  '#575d6d',
  '#707173',
  '#8a8678',
  '#a59c74',
  '#c3b369',
  '#e1cc55',
  '#f1db4b',
  '#fee838',
];

export const SEQUENTIAL_COLOURS = { viridis: VIRIDIS, cividis: CIVIDIS } as const;
export type SequentialName = keyof typeof SEQUENTIAL_COLOURS;

/** How values become colours. */
export interface ColourScale {
  /** Values at the ends. */
  readonly low: number;
  readonly high: number;
  /** Evenly spaced colours from the low end to the high one. */
  readonly colours: readonly string[];
  /** Whether the place between the ends is the square root of the share, so that small values stand apart. */
  readonly root: boolean;
}

/** Weights from 0 to the largest there is. */
export function weightScale(highest: number, name: SequentialName, root: boolean): ColourScale {
  return { low: 0, high: Math.max(highest, Number.EPSILON), colours: SEQUENTIAL_COLOURS[name], root };
}

/** Differences to both sides of nothing, which is the ground's own colour; the ends differ in hue and can be told by the colour-blind. */
export function differenceScale(largest: number, palette: Palette): ColourScale {
  const end = Math.max(largest, Number.EPSILON);
  return { low: -end, high: end, colours: ['#7a5fd0', palette.surface, '#d9730d'], root: false };
}

const TABLE_SIZE = 256;
const tables = new WeakMap<readonly string[], readonly string[]>();

/** The colour of a value; values beyond the ends have those of the ends. */
export function colourOf(value: number, { low, high, colours, root }: ColourScale): string {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  const table = tables.get(colours) ?? interpolated(colours);
  tables.set(colours, table);
  return table[Math.round((root ? Math.sqrt(share) : share) * (TABLE_SIZE - 1))];
}

/** Black or white, whichever can be read on a colour (WCAG's relative luminance). */
export function inkOn(colour: string): string {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}

function interpolated(colours: readonly string[]): readonly string[] {
  const ends = colours.map(channelsOf);
  return Array.from({ length: TABLE_SIZE }, (_, index) => {
    const place = (index / (TABLE_SIZE - 1)) * (ends.length - 1);
    const from = ends[Math.floor(place)];
    const to = ends[Math.ceil(place)];
    const channels = from.map((channel, part) => channel + (place % 1) * (to[part] - channel));
    return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
  });
}

/** Of `#rrggbb`, or of what the browser makes of a colour: `rgb(r, g, b)`. */
function channelsOf(colour: string): readonly number[] {
  const numbers = colour.startsWith('#')
    ? [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16))
    : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  return numbers.length === 3 ? numbers : [128, 128, 128];
}
