import type { Palette } from '../../../src-shared/charts/palette';
import type { Pictures } from '../../export/pictures';
import type { CurveChartView } from './curve-line';
import { layoutOf, paintCurves, type Size } from './paint-curves';
import { canvasSurface, svgSurface, type Surface } from './surface';

interface Drawn {
  readonly view: CurveChartView;
  readonly size: Size;
  readonly title: string;
}

const PIXEL_RATIO = 2;
const MARGIN = 12;
const LINE_HEIGHT = 18;
const SAMPLE_WIDTH = 22;
/** Of a letter, on average: a file's text has no browser to measure it. */
const LETTER_WIDTH = 6.2;

/** A chart of curves as pictures that stand by themselves: with its title and a legend. */
export function curvePictures(drawn: () => Drawn, palette: () => Palette): Pictures {
  return {
    png() {
      const { height, width, paint } = composed(drawn(), palette());
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [PIXEL_RATIO * width, PIXEL_RATIO * height];
      const context = canvas.getContext('2d')!;
      context.fillStyle = palette().surface;
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.scale(PIXEL_RATIO, PIXEL_RATIO);
      paint(canvasSurface(context), (down, draw) => {
        context.save();
        context.translate(0, down);
        draw(canvasSurface(context));
        context.restore();
      });
      return canvas.toDataURL('image/png');
    },
    svg() {
      const { height, width, paint } = composed(drawn(), palette());
      const surface = svgSurface(width, height, palette().surface);
      paint(surface, (down, draw) => surface.moved(down, () => draw(surface)));
      return surface.finish();
    },
  };
}

type Moved = (down: number, draw: (surface: Surface) => void) => void;

function composed({ view, size, title }: Drawn, palette: Palette) {
  const rows = legendRows(view, size.width - 2 * MARGIN);
  const head = MARGIN + LINE_HEIGHT * (1 + rows.length);
  return {
    width: size.width,
    height: size.height + head,
    paint(surface: Surface, moved: Moved) {
      surface.text(MARGIN, MARGIN + LINE_HEIGHT / 2, title, { colour: palette.text, align: 'start' });
      rows.forEach((row, index) => {
        const y = MARGIN + LINE_HEIGHT * (index + 1.5);
        for (const { line, left } of row) {
          const { colour, dash, opacity } = line;
          const sample = [MARGIN + left, y, MARGIN + left + SAMPLE_WIDTH - 6, y];
          surface.line(sample, { colour, dash, opacity, width: 2 });
          surface.text(MARGIN + left + SAMPLE_WIDTH, y, line.label, { colour: palette.text, align: 'start' });
        }
      });
      moved(head, (lower) => paintCurves(lower, view, layoutOf(view, size), palette));
    },
  };
}

function legendRows({ lines }: CurveChartView, width: number) {
  const rows: { line: CurveChartView['lines'][number]; left: number }[][] = [[]];
  let left = 0;
  for (const line of lines) {
    const own = SAMPLE_WIDTH + LETTER_WIDTH * line.label.length + 16;
    if (left > 0 && left + own > width) {
      rows.push([]);
      left = 0;
    }
    rows.at(-1)!.push({ line, left });
    left += own;
  }
  return rows;
}
