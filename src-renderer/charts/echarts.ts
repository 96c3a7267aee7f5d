/** ECharts with only the parts that the charts here use. */
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  GridComponent,
  HeatmapChart,
  LineChart,
  MarkLineComponent,
  SVGRenderer,
  VisualMapComponent,
]);

export { init };
export type { EChartsCoreOption, EChartsType };
