import { Resvg } from '@resvg/resvg-js';
import { allFigures } from './figures/all-figures';
import type { FigureTable } from './figures/figure';
import { FILE_PALETTE } from './figures/palettes';
import { drawSvg } from './figures/svg';
import { recompute } from './recomputed';
import type { ReportData } from '../../../src-shared/domain/report';

export interface NamedFile {
  readonly name: string;
  readonly content: string | Buffer;
}

/** Pixels of a PNG for one of its SVG, so that it stays sharp in print. */
const PIXELS = 2;

/** Every figure of a report as a picture by itself, in lines and in pixels, and the numbers behind it. */
export function figureFiles(data: ReportData): NamedFile[] {
  return allFigures(data, recompute(data)).flatMap((figure) => {
    const name = figure.id.replace(/^figure-/, '');
    const svg = drawSvg(figure, FILE_PALETTE, FILE_PALETTE.surface);
    return [
      { name: `${name}.svg`, content: `${svg}\n` },
      { name: `${name}.png`, content: asPng(svg) },
      { name: `${name}.csv`, content: asCsv(figure.table) },
    ];
  });
}

/** Drawn with this computer's fonts. */
function asPng(svg: string): Buffer {
  const options = { fitTo: { mode: 'zoom', value: PIXELS }, font: { loadSystemFonts: true } } as const;
  return Buffer.from(new Resvg(svg, options).render().asPng());
}

/** RFC 4180, but for its line ends; numbers unrounded, nothing where there is none. */
function asCsv({ titles, rows }: FigureTable): string {
  return [titles, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number | null): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
