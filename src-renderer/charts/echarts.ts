/** ECharts with only the parts that the charts here use. */
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([AriaComponent, BarChart, CanvasRenderer, GridComponent, LineChart, MarkLineComponent, SVGRenderer]);

export { init };
export type { EChartsCoreOption, EChartsType };
