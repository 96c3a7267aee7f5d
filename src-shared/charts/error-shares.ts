/** How often each category of error occurs, for several runs side by side. */
import {
  ERROR_CATEGORIES,
  ERROR_CATEGORY_TITLES,
  type ErrorCategory,
  type ErrorShare,
} from '../domain/analysis';
import { formatCount } from '../format/numbers';
import type { EChartsCoreOption } from 'echarts/core';
import { ariaDescription } from './axes';
import { CHART_FONT, type Palette } from './palette';
import { type ChartRun, runLabel, runOpacity, runSeries } from './run-style';

export interface RunErrors extends ChartRun {
  readonly errors: readonly ErrorShare[];
}

/** What bars are as long as: examples, or their share of a run's errors. */
export const ERROR_UNITS = ['examples', 'percent'] as const;
export type ErrorUnit = (typeof ERROR_UNITS)[number];

const UNIT_TITLES: Readonly<Record<ErrorUnit, string>> = { examples: 'Examples', percent: '% of the errors' };

export function errorSharesOption(
  runs: readonly RunErrors[],
  palette: Palette,
  unit: ErrorUnit = 'examples',
): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(errorSharesSummary(runs)),
    grid: { left: 132, right: 44, ...MARGINS },
    xAxis: {
      type: 'value',
      name: UNIT_TITLES[unit],
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
    series: runs.map((run) => ({
      type: 'bar',
      id: runSeries(run),
      silent: true,
      color: palette.architectures[run.architecture],
      ...(run.turn ? { itemStyle: { opacity: runOpacity(run) } } : {}),
      barCategoryGap: `${100 * CATEGORY_GAP}%`,
      barGap: `${100 * BAR_GAP}%`,
      data: ERROR_CATEGORIES.map((category) => lengthOf(run.errors, category, unit)),
      label: {
        show: runs.length <= FEW,
        position: 'right',
        ...CHART_FONT,
        fontSize: 10,
        color: palette.muted,
      },
    })),
  };
}

function lengthOf(errors: readonly ErrorShare[], category: ErrorCategory, unit: ErrorUnit): number {
  const share = errors.find((candidate) => candidate.category === category);
  if (!share) return 0;
  return unit === 'examples' ? share.count : Number(share.percentage.toFixed(1));
}

/** Pixels above and below the bars. */
const MARGINS = { top: 8, bottom: 40 } as const;

/** Of a category's height, what its bars leave free, as ECharts has it: `barCategoryGap`, and `barGap` of a bar's height. */
const CATEGORY_GAP = 0.28;
const BAR_GAP = 0.12;

/** Pixels of a category, and of a bar in it where there are few or many. */
const LEAST_CATEGORY = 36;
const BAR = { few: 13, many: 8 } as const;
const FEW = 6;

/** Pixels that the chart needs so that its bars can be told apart. */
export function errorsHeight(runs: number): number {
  const category = Math.max(LEAST_CATEGORY, 8 + runs * (runs > FEW ? BAR.many : BAR.few));
  return MARGINS.top + MARGINS.bottom + ERROR_CATEGORIES.length * category;
}

/** What stands at a height of the chart, both in pixels: the category, and the run whose bar is nearest. */
export function errorPlace(
  top: number,
  height: number,
  runs: number,
): { readonly category: ErrorCategory; readonly run: number } | null {
  const place = (ERROR_CATEGORIES.length * (top - MARGINS.top)) / (height - MARGINS.top - MARGINS.bottom);
  const category = ERROR_CATEGORIES[Math.floor(place)] as ErrorCategory | undefined;
  if (!category || runs === 0) return null;
  const within = ((place % 1) - CATEGORY_GAP / 2) / (1 - CATEGORY_GAP);
  return { category, run: Math.min(runs - 1, Math.max(0, Math.floor(within * runs))) };
}

/** The chart in words: which errors each run makes, the most frequent first. */
export function errorSharesSummary(runs: readonly RunErrors[]): string {
  return runs
    .map((run) => {
      const made = run.errors.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
      const parts = made.map(
        ({ category, count }) => `${ERROR_CATEGORY_TITLES[category]} ${formatCount(count)}`,
      );
      return `${runLabel(run)}: ${parts.join(', ') || 'no error'}.`;
    })
    .join(' ');
}
