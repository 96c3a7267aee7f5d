import type { Pictures } from '../export/pictures';
import { init, type EChartsCoreOption } from './echarts';

/** A chart as pictures of the size that it has on the screen, drawn anew from its option. */
export function chartPictures(
  element: () => HTMLElement,
  option: () => EChartsCoreOption,
  ground: () => string,
): Pictures {
  return {
    png: () =>
      draw(element(), option(), 'canvas', (chart) =>
        chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ground() }),
      ),
    svg: () =>
      draw(element(), { backgroundColor: ground(), ...option() }, 'svg', (chart) =>
        chart.renderToSVGString(),
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
