/** A metric of a sweep against one of its keys: every setting's mean over the seeds with its 95% interval. */
import type { EChartsCoreOption } from 'echarts/core';
import type { Architecture } from '../domain/architecture';
import type { ConfigurationKeyName } from '../domain/configuration';
import type { SweepMetric, SweepRow } from '../domain/sweep-results';
import { describeValue } from '../format/labels';
import { formatMagnitude } from '../format/numbers';
import type { DataTable } from '../format/table-text';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS } from './axes';
import { ARCHITECTURE_SYMBOLS } from './run-style';
import { CHART_FONT, type Palette } from './palette';

export interface SweepMetricChart {
  readonly key: ConfigurationKeyName;
  readonly metric: SweepMetric;
  readonly title: string;
  readonly architecture: Architecture;
  readonly rows: readonly SweepRow[];
}

/** Settings of one value stand side by side within that many pixels. */
const SPREAD_PIXELS = 26;

/** Values of the key in their order: places on the axis, whatever lies between them. */
export function sweptPlaces({ key, rows }: Pick<SweepMetricChart, 'key' | 'rows'>): readonly unknown[] {
  const values = [...new Set(rows.map(({ setting }) => setting[key]))];
  return values.every((value) => typeof value === 'number') ? values.sort((a, b) => a - b) : values;
}

export function sweepMetricOption(chart: SweepMetricChart, palette: Palette): EChartsCoreOption {
  const { key, metric, title, architecture, rows } = chart;
  const places = sweptPlaces(chart);
  const colour = palette.architectures[architecture];
  const points = pointsOf(chart, places);
  return {
    animation: false,
    aria: ariaDescription(sweepMetricSummary(chart)),
    grid: { ...PLOT_MARGINS, bottom: 44 },
    xAxis: {
      type: 'category',
      data: places.map((value) => (typeof value === 'number' ? formatMagnitude(value) : describeValue(value))),
      name: key,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { ...CHART_FONT, color: palette.muted },
      axisLine: { lineStyle: { color: palette.border }, onZero: false },
      axisTick: { show: false },
      axisLabel: { ...CHART_FONT, color: palette.muted, hideOverlap: true },
    },
    yAxis: magnitudeAxis(title, false, palette),
    series: [
      ...points.map(({ place, offset, mean, margin }, index) => ({
        id: `interval ${index}`,
        type: 'line',
        silent: true,
        color: colour,
        showSymbol: false,
        lineStyle: { width: 2, opacity: 0.55 },
        data: margin === null ? [] : [0, 1].map((end) => [place, mean + (end === 0 ? -margin : margin)]),
        markPoint: undefined,
        // Beside each other, or intervals of the same value would hide each other.
        translateX: offset,
      })),
    ].slice(0, 0),
    ...(rows.length === 0 ? {} : { series: seriesOf(points, metric, colour, ARCHITECTURE_SYMBOLS[architecture]) }),
  };
}

interface Point {
  readonly place: number;
  readonly offset: number;
  readonly mean: number;
  readonly margin: number | null;
}

function pointsOf({ key, metric, rows }: SweepMetricChart, places: readonly unknown[]): readonly Point[] {
  return places.flatMap((value, place) => {
    const here = rows.flatMap((row) => (row.setting[key] === value ? (row.metrics[metric] ?? []) : []));
    return here.map(({ mean, margin }, index) => ({
      place,
      mean,
      margin,
      offset: here.length < 2 ? 0 : SPREAD_PIXELS * (index / (here.length - 1) - 0.5),
    }));
  });
}

function seriesOf(points: readonly Point[], metric: string, colour: string, symbol: string) {
  return points.flatMap(({ place, offset, mean, margin }, index) => [
    {
      id: `${metric} mean ${index}`,
      type: 'scatter',
      silent: true,
      color: colour,
      symbol,
      symbolSize: 9,
      symbolOffset: [offset, 0],
      data: [[place, mean]],
    },
    ...(margin === null
      ? []
      : [
          {
            id: `${metric} interval ${index}`,
            type: 'custom',
            silent: true,
            data: [[place, mean - margin, mean + margin]],
            encode: { x: 0, y: [1, 2] },
            renderItem: (_parameters: unknown, api: WhiskerApi) => {
              const [x, low] = api.coord([api.value(0), api.value(1)]);
              const [, high] = api.coord([api.value(0), api.value(2)]);
              return {
                type: 'line',
                shape: { x1: x + offset, y1: low, x2: x + offset, y2: high },
                style: { stroke: colour, lineWidth: 2, opacity: 0.55 },
              };
            },
          },
        ]),
  ]);
}

interface WhiskerApi {
  value(dimension: number): number;
  coord(values: readonly number[]): [number, number];
}

/** The chart in words. */
export function sweepMetricSummary({ key, metric, title, rows }: SweepMetricChart): string {
  const known = rows.flatMap((row) => {
    const value = row.metrics[metric];
    return value === null ? [] : [{ at: describeValue(row.setting[key]), ...value }];
  });
  if (known.length === 0) return `No setting has a ${title} yet.`;
  return known
    .map(
      ({ at, mean, margin }) =>
        `${key} ${at}: ${title} ${formatMagnitude(mean)}${margin === null ? '' : ` ± ${formatMagnitude(margin)}`}`,
    )
    .join('; ');
}

export function sweepMetricTable({ key, metric, title, rows }: SweepMetricChart): DataTable {
  return {
    title: `${title} by ${key}`,
    columns: ['Setting', key, title, '95% interval, ±', 'Seeds'],
    rows: rows.map((row) => {
      const value = row.metrics[metric];
      return [
        row.index + 1,
        describeCell(row.setting[key]),
        value?.mean ?? null,
        value?.margin ?? null,
        value?.count ?? 0,
      ];
    }),
  };
}

function describeCell(value: unknown): string | number {
  return typeof value === 'number' ? value : describeValue(value);
}
