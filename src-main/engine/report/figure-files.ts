import { allFigures } from './figures/all-figures';
import type { FigureTable } from './figures/figure';
import { FILE_PALETTE } from './figures/palettes';
import { drawSvg } from './figures/svg';
import { recompute } from './recomputed';
import type { ReportData } from './report-data';

export interface NamedFile {
  readonly name: string;
  readonly content: string;
}

/** Every figure of a report as a picture by itself, and the numbers behind it. */
export function figureFiles(data: ReportData): NamedFile[] {
  return allFigures(data, recompute(data)).flatMap((figure) => {
    const name = figure.id.replace(/^figure-/, '');
    return [
      { name: `${name}.svg`, content: `${drawSvg(figure, FILE_PALETTE, FILE_PALETTE.surface)}\n` },
      { name: `${name}.csv`, content: asCsv(figure.table) },
    ];
  });
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
