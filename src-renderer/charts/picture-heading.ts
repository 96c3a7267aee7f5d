/** What stands above a chart in a picture of it: the title and the legend, which on the page are outside of the chart. */
import { CHART_FONT, type Palette } from '../../src-shared/charts/palette';
import { ARCHITECTURE_PATHS, type LegendItem } from '../../src-shared/charts/run-style';

export interface PictureHeading {
  readonly title: string;
  readonly legend: readonly LegendItem[];
}

interface PlacedItem extends LegendItem {
  readonly x: number;
  readonly y: number;
}

export interface PlacedHeading {
  readonly title: string;
  readonly items: readonly PlacedItem[];
  /** All pixels above the chart. */
  readonly height: number;
}

const MARGIN = 16;
const TITLE = { size: 13, height: 30 } as const;
const LINE = 20;
/** From a mark's middle to its words, and from the words to the next mark. */
const GAPS = { words: 11, next: 24 } as const;

/** Puts the legend's items into lines of the picture's width. `measure` gives the width of words in pixels. */
export function placeHeading(
  { title, legend }: PictureHeading,
  width: number,
  measure: (words: string) => number,
): PlacedHeading {
  let [x, line] = [MARGIN + 5, 0];
  const items = legend.map((item, place): PlacedItem => {
    const needed = GAPS.words + measure(item.label);
    if (place > 0 && x + needed > width - MARGIN) [x, line] = [MARGIN + 5, line + 1];
    const placed = { ...item, x, y: TITLE.height + LINE * line + LINE / 2 };
    x += needed + GAPS.next;
    return placed;
  });
  return { title, items, height: TITLE.height + (items.length > 0 ? LINE * (line + 1) + 4 : 0) };
}

/** Draws the heading above a chart that was drawn at `ratio` pixels for one of the page's. */
export function headedCanvas(
  chart: HTMLCanvasElement,
  heading: PictureHeading,
  palette: Palette,
  ratio: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d')!;
  const placed = placeHeading(heading, chart.width / ratio, wordsMeasure());
  canvas.width = chart.width;
  canvas.height = chart.height + ratio * placed.height;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, 0, ratio * placed.height);
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.font = `600 ${TITLE.size}px ${CHART_FONT.fontFamily}`;
  context.fillStyle = palette.text;
  context.fillText(placed.title, MARGIN, TITLE.height / 2 + 2);
  context.font = `${CHART_FONT.fontSize}px ${CHART_FONT.fontFamily}`;
  for (const { architecture, label, opacity = 1, x, y } of placed.items) {
    context.save();
    context.translate(x, y);
    context.globalAlpha = opacity;
    context.fillStyle = palette.architectures[architecture];
    context.fill(new Path2D(ARCHITECTURE_PATHS[architecture]));
    context.restore();
    context.fillText(label, x + GAPS.words, y);
  }
  return canvas;
}

/** Puts an SVG document of a chart under the heading. */
export function headedSvg(
  chart: string,
  heading: PictureHeading,
  palette: Palette,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const placed = placeHeading(heading, width, wordsMeasure());
  const whole = height + placed.height;
  const words = (x: number, y: number, attributes: string, text: string) =>
    `<text x="${x}" y="${y}" dominant-baseline="central" font-family="${escape(CHART_FONT.fontFamily)}" fill="${palette.text}" ${attributes}>${escape(text)}</text>`;
  const items = placed.items.map(
    ({ architecture, label, opacity = 1, x, y }) =>
      `<path d="${ARCHITECTURE_PATHS[architecture]}" transform="translate(${x} ${y})" fill="${palette.architectures[architecture]}" opacity="${opacity}"/>` +
      words(x + GAPS.words, y, `font-size="${CHART_FONT.fontSize}"`, label),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}">`,
    `<rect width="100%" height="100%" fill="${palette.surface}"/>`,
    words(MARGIN, TITLE.height / 2 + 2, `font-size="${TITLE.size}" font-weight="600"`, placed.title),
    ...items,
    `<g transform="translate(0 ${placed.height})">${chart}</g>`,
    '</svg>\n',
  ].join('\n');
}

function wordsMeasure(): (words: string) => number {
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `${CHART_FONT.fontSize}px ${CHART_FONT.fontFamily}`;
  return (words) => context.measureText(words).width;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
