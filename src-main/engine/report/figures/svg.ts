import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { ARCHITECTURE_TITLES, type Architecture } from '../../../../src-shared/domain/architecture';
import { drawingContent } from '../../../../src-shared/charts/drawing';
import { CHART_FONT, type Palette } from '../../../../src-shared/charts/palette';
import { ARCHITECTURE_PATHS } from '../../../../src-shared/charts/run-style';
import { markup, Markup } from '../markup';
import type { ChartFigure, Figure } from './figure';

use([AriaComponent, BarChart, GridComponent, LineChart, MarkLineComponent, SVGRenderer]);

const LEGEND_HEIGHT = 26;
const LEGEND_WIDTH = 150;

/** A figure as an SVG element, with its legend; `ground` is the colour behind it, null for none. */
export function drawSvg(figure: Figure, palette: Palette, ground: string | null): string {
  const { id, width, height, legend } = figure;
  const above = legend.length > 0 ? LEGEND_HEIGHT : 0;
  return markup`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height + above}"
    viewBox="0 0 ${width} ${height + above}"
    role="img"
    aria-label="${figure.summary}"
  >
    ${ground === null ? null : markup`<rect width="100%" height="100%" fill="${ground}" />`}${legend.map(
      (architecture, place) => legendEntry(architecture, place, palette),
    )}
    <g transform="translate(0 ${above})">${new Markup(content(id, figure, palette))}</g>
  </svg>`.text;
}

function content(id: string, figure: Figure, palette: Palette): string {
  return 'drawing' in figure
    ? drawingContent(figure.drawing(palette), id)
    : chartContent(id, figure, palette);
}

/** What ECharts draws, without the element around it. */
function chartContent(id: string, { option, width, height }: ChartFigure, palette: Palette): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option(palette));
    return plainSvg(chart.renderToSVGString(), id);
  } finally {
    chart.dispose();
  }
}

/**
 * Without what only an interactive chart needs, without styles (which a strict policy of the page would refuse), and
 * with identifiers that do not depend on how many charts this process drew before.
 */
function plainSvg(svg: string, id: string): string {
  return svg
    .replace(/^<svg[^>]*>\n?/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<style ?>[^]*?<\/style>\n?/g, '')
    .replace(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => styleAttributes(style))
    .replace(/\bzr\d+-/g, `${id}-`);
}

/** `font-size:11px;font-family:x` as the attributes of the same meaning. */
function styleAttributes(style: string): string {
  return style
    .split(';')
    .filter((declaration) => declaration.includes(':'))
    .map((declaration) => {
      const colon = declaration.indexOf(':');
      return ` ${declaration.slice(0, colon).trim()}="${declaration.slice(colon + 1).trim()}"`;
    })
    .join('');
}

function legendEntry(architecture: Architecture, place: number, palette: Palette): Markup {
  const x = 14 + place * LEGEND_WIDTH;
  return markup`<path
      d="${ARCHITECTURE_PATHS[architecture]}"
      transform="translate(${x} 12)"
      fill="${palette.architectures[architecture]}"
    /><text
      x="${x + 12}"
      y="12"
      dominant-baseline="central"
      font-size="12"
      font-family="${CHART_FONT.fontFamily}"
      fill="${palette.text}"
      >${ARCHITECTURE_TITLES[architecture]}</text
    > `;
}
