/** How long the rows of a data source are, and where the configured maximum cuts. */
import type { TokenSideReport } from '../domain/data';
import { formatCount, formatMagnitude } from '../format/numbers';
import { ariaDescription } from './axes';
import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT, type Palette } from './palette';
import type { ReadoutContent } from './readout-content';

/** Tokens that `<SOS>` and `<EOS>` take from the configured maximum. */
const SPECIAL_TOKENS = 2;

export function lengthHistogramOption(side: TokenSideReport, palette: Palette): EChartsCoreOption {
  const { binWidth, counts } = side.histogram;
  return {
    animation: false,
    aria: ariaDescription(lengthHistogramSummary(side)),
    grid: { left: 44, right: 12, top: 10, bottom: 26 },
    xAxis: {
      type: 'category',
      data: counts.map((_, bin) => bin * binWidth),
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: { ...CHART_FONT, color: palette.muted, hideOverlap: true, align: 'center' },
    },
    yAxis: {
      type: 'value',
      axisLabel: { ...CHART_FONT, color: palette.muted, formatter: formatCount },
      splitLine: { lineStyle: { color: palette.border } },
      splitNumber: 3,
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '12%',
        data: counts.map((count, bin) => ({
          value: count,
          itemStyle: { color: isCut(bin, side) ? palette.warning : palette.accent },
        })),
      },
    ],
  };
}

function isCut(bin: number, { histogram, maximumLength }: TokenSideReport): boolean {
  return bin * histogram.binWidth >= maximumLength - SPECIAL_TOKENS;
}

function binLabel(bin: number, { histogram: { binWidth, counts } }: TokenSideReport): string {
  const first = bin * binWidth;
  return bin === counts.length - 1 ? `${first} and more` : `${first} to ${first + binWidth - 1}`;
}

/** The bin under the pointer. */
export function readLengthHistogram(side: TokenSideReport, bin: number): ReadoutContent | null {
  const count = side.histogram.counts[bin];
  if (count === undefined) return null;
  return { title: `${binLabel(bin, side)} tokens`, rows: [{ term: 'rows', value: formatCount(count) }] };
}

/** The chart in words. */
export function lengthHistogramSummary({ length, truncated, maximumLength }: TokenSideReport): string {
  return (
    `Lengths from ${length.minimum} to ${length.maximum} tokens, median ${formatMagnitude(length.median)}, ` +
    `95% of rows up to ${formatMagnitude(length.percentile95)}; ${formatCount(truncated)} rows are cut at ${maximumLength}.`
  );
}
