import type { Palette } from '../../src-shared/charts/palette';
import type { Pictures } from '../export/pictures';
import { init, type EChartsCoreOption } from './echarts';
import { headedCanvas, headedSvg, type PictureHeading } from './picture-heading';

/** Pixels of a PNG for one of the page, so that it stays sharp in print. */
const RATIO = 2;

/** A chart as pictures of the width that it has on the screen, drawn anew from its option, under its title and legend. */
export function chartPictures(
  element: () => HTMLElement,
  option: () => EChartsCoreOption,
  heading: () => PictureHeading,
  palette: () => Palette,
): Pictures {
  return {
    png: () =>
      draw(element(), option(), 'canvas', (chart) =>
        headedCanvas(
          chart.renderToCanvas({ pixelRatio: RATIO, backgroundColor: palette().surface }),
          heading(),
          palette(),
          RATIO,
        ).toDataURL('image/png'),
      ),
    svg: () =>
      draw(element(), { backgroundColor: palette().surface, ...option() }, 'svg', (chart) =>
        headedSvg(chart.renderToSVGString(), heading(), palette(), {
          width: chart.getWidth(),
          height: chart.getHeight(),
        }),
      ),
  };
}

function draw<Picture>(
  { clientWidth: width, clientHeight: height }: HTMLElement,
  option: EChartsCoreOption,
  renderer: 'canvas' | 'svg',
  take: (chart: ReturnType<typeof init>) => Picture,
): Picture {
  const place = renderer === 'canvas' ? document.createElement('div') : null;
  const chart = init(place, null, { renderer, width, height, ssr: renderer === 'svg' });
  try {
    chart.setOption({ ...option, animation: false });
    return take(chart);
  } finally {
    chart.dispose();
  }
}
