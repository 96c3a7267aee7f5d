/** A metric of a sweep against one of its keys: every setting's mean over the seeds with its 95% interval. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Architecture } from '../domain/architecture';
import type { ConfigurationKeyName } from '../domain/configuration';
import type { SweepMetric, SweepRow } from '../domain/sweep-results';
import { describeValue } from '../format/labels';
import { formatMagnitude } from '../format/numbers';
import type { DataTable } from '../format/table-text';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS } from './axes';
import { CHART_FONT, type Palette } from './palette';
import type { ReadoutContent } from './readout-content';
import { ARCHITECTURE_SYMBOLS } from './run-style';

export interface SweepMetricChart {
  readonly key: ConfigurationKeyName;
  readonly metric: SweepMetric;
  readonly title: string;
  readonly architecture: Architecture;
  readonly rows: readonly SweepRow[];
}

/** A setting with a value of the metric, where it stands on the axis. */
interface PlacedSetting {
  readonly row: SweepRow;
  readonly x: number;
  readonly mean: number;
  readonly halfWidth: number | null;
}

/** Of the room of a value, what its settings stand apart within it. */
const SPREAD = 0.4;

/** Values of the key in their order: places on the axis, whatever lies between them. */
export function sweptValues({ key, rows }: Pick<SweepMetricChart, 'key' | 'rows'>): readonly unknown[] {
  const values = [...new Set(rows.map(({ setting }) => setting[key]))];
  return values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values;
}

export function sweepMetricOption(chart: SweepMetricChart, palette: Palette): EChartsCoreOption {
  const line = { type: 'line', silent: true, color: palette.architectures[chart.architecture] };
  const placed = placedSettings(chart);
  return {
    animation: false,
    aria: ariaDescription(sweepMetricSummary(chart)),
    grid: { ...PLOT_MARGINS, bottom: 44 },
    xAxis: valueAxis(chart, palette),
    yAxis: { ...magnitudeAxis(chart.title, false, palette), axisLine: { show: false, onZero: false } },
    series: [
      {
        ...line,
        id: 'intervals',
        showSymbol: false,
        lineStyle: { width: 2, opacity: 0.6 },
        // A gap after each setting: every interval is a line of its own.
        data: placed.flatMap(({ x, mean, halfWidth }) =>
          halfWidth === null
            ? []
            : [
                [x, mean - halfWidth],
                [x, mean + halfWidth],
                [x, null],
              ],
        ),
      },
      {
        ...line,
        id: 'means',
        symbol: ARCHITECTURE_SYMBOLS[chart.architecture],
        symbolSize: 9,
        showSymbol: true,
        lineStyle: { opacity: 0 },
        data: placed.map(({ x, mean }) => [x, mean]),
      },
    ],
  };
}

/** Values are places on a value axis, so that settings can stand side by side at them. */
function valueAxis(chart: SweepMetricChart, palette: Palette) {
  const values = sweptValues(chart);
  const places = values.map((_, place) => place);
  return {
    type: 'value',
    min: -0.5,
    max: values.length - 0.5,
    name: chart.key,
    nameLocation: 'middle',
    nameGap: 28,
    nameTextStyle: { ...CHART_FONT, color: palette.muted },
    axisLine: { show: true, onZero: false, lineStyle: { color: palette.border } },
    axisTick: { show: false, customValues: places },
    splitLine: { show: false },
    axisLabel: {
      ...CHART_FONT,
      color: palette.muted,
      hideOverlap: true,
      customValues: places,
      formatter: (place: number) => wordsOf(values[place]),
    },
  };
}

function placedSettings(chart: SweepMetricChart): readonly PlacedSetting[] {
  return sweptValues(chart).flatMap((value, place) => {
    const here = chart.rows.filter((row) => row.setting[chart.key] === value && row.metrics[chart.metric]);
    return here.map((row, turn) => {
      const { mean, halfWidth } = row.metrics[chart.metric]!;
      const shift = here.length < 2 ? 0 : SPREAD * (turn / (here.length - 1) - 0.5);
      return { row, x: place + shift, mean, halfWidth };
    });
  });
}

/** The setting that is nearest to a place on the axes; null where there is none. */
export function readSweepMetric(
  chart: SweepMetricChart,
  at: { x: number; y: number },
): ReadoutContent | null {
  const placed = placedSettings(chart).toSorted(
    (first, second) =>
      Math.abs(first.x - at.x) - Math.abs(second.x - at.x) ||
      Math.abs(first.mean - at.y) - Math.abs(second.mean - at.y),
  );
  const [nearest] = placed;
  if (!nearest || Math.abs(nearest.x - at.x) > SPREAD) return null;
  return {
    title: `Setting ${nearest.row.index + 1}`,
    rows: [
      ...Object.entries(nearest.row.setting).map(([term, value]) => ({ term, value: wordsOf(value) })),
      { term: chart.title, value: meanWords(nearest) },
    ],
  };
}

function wordsOf(value: unknown): string {
  return typeof value === 'number' ? formatMagnitude(value) : describeValue(value);
}

function meanWords({ mean, halfWidth }: Pick<PlacedSetting, 'mean' | 'halfWidth'>): string {
  return `${formatMagnitude(mean)}${halfWidth === null ? '' : ` ± ${formatMagnitude(halfWidth)}`}`;
}

/** The chart in words. */
export function sweepMetricSummary(chart: SweepMetricChart): string {
  const placed = placedSettings(chart);
  if (placed.length === 0) return `No setting has a ${chart.title} yet.`;
  return `${chart.title}, mean and 95% interval over seeds: ${placed
    .map((setting) => `${chart.key} ${wordsOf(setting.row.setting[chart.key])}: ${meanWords(setting)}`)
    .join('; ')}.`;
}

export function sweepMetricTable({ key, metric, title, rows }: SweepMetricChart): DataTable {
  return {
    title: `${title} by ${key}`,
    columns: ['Setting', key, title, '95% interval, ±', 'Seeds'],
    rows: rows.map((row) => {
      const value = row.metrics[metric];
      const swept = row.setting[key];
      return [
        row.index + 1,
        typeof swept === 'number' ? swept : describeValue(swept),
        value?.mean ?? null,
        value?.halfWidth ?? null,
        value?.count ?? 0,
      ];
    }),
  };
}
