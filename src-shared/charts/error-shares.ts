/** How often each category of error occurs, for several runs side by side. */
import { ERROR_CATEGORIES, ERROR_CATEGORY_TITLES, type ErrorShare } from '../domain/analysis';
import { ARCHITECTURE_TITLES, type Architecture } from '../domain/architecture';
import { formatCount } from '../format/numbers';
import type { EChartsCoreOption } from 'echarts/core';
import { ariaDescription } from './axes';
import { CHART_FONT, type Palette } from './palette';

export interface RunErrors {
  readonly architecture: Architecture;
  readonly errors: readonly ErrorShare[];
}

export function errorSharesOption(runs: readonly RunErrors[], palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(errorSharesSummary(runs)),
    grid: { left: 132, right: 44, top: 8, bottom: 40 },
    xAxis: {
      type: 'value',
      name: 'Examples',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { ...CHART_FONT, color: palette.muted },
      axisLabel: { ...CHART_FONT, color: palette.muted, formatter: formatCount, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.border } },
      minInterval: 1,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: ERROR_CATEGORIES.map((category) => ERROR_CATEGORY_TITLES[category]),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: { ...CHART_FONT, color: palette.text },
    },
    series: runs.map(({ architecture, errors }) => ({
      type: 'bar',
      id: architecture,
      silent: true,
      color: palette.architectures[architecture],
      barCategoryGap: '28%',
      barGap: '12%',
      data: ERROR_CATEGORIES.map((category) => countOf(errors, category)),
      label: { show: true, position: 'right', ...CHART_FONT, fontSize: 10, color: palette.muted },
    })),
  };
}

function countOf(errors: readonly ErrorShare[], category: ErrorShare['category']): number {
  return errors.find((share) => share.category === category)?.count ?? 0;
}

/** The chart in words: which errors each run makes, the most frequent first. */
export function errorSharesSummary(runs: readonly RunErrors[]): string {
  return runs
    .map(({ architecture, errors }) => {
      const made = errors.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
      const parts = made.map(
        ({ category, count }) => `${ERROR_CATEGORY_TITLES[category]} ${formatCount(count)}`,
      );
      return `${ARCHITECTURE_TITLES[architecture]}: ${parts.join(', ') || 'no error'}.`;
    })
    .join(' ');
}
