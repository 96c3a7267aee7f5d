/** Token accuracy by length of the docstring, for several runs: means with their 95% intervals. */
import { LENGTH_BINS, type LengthBinScore } from '../domain/analysis';
import { ARCHITECTURE_TITLES, type Architecture } from '../domain/architecture';
import { formatCount, formatScore } from '../format/numbers';
import type { EChartsCoreOption } from 'echarts/core';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS } from './axes';
import { ARCHITECTURE_SYMBOLS } from './run-style';
import { CHART_FONT, type Palette } from './palette';

export interface LengthAccuracy {
  readonly architecture: Architecture;
  readonly bins: readonly LengthBinScore[];
}

/** Of a bin's width, what the runs stand apart within it. */
const SPREAD = 0.5;

export function lengthAccuracyOption(runs: readonly LengthAccuracy[], palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(lengthAccuracySummary(runs)),
    grid: { ...PLOT_MARGINS, bottom: 54 },
    xAxis: binAxis(runs[0]?.bins ?? [], palette),
    // Left of all bins, not where the first one stands.
    yAxis: {
      ...magnitudeAxis('Token accuracy, %', false, palette),
      min: 0,
      axisLine: { show: false, onZero: false },
    },
    series: runs.flatMap((run, place) => seriesOf(run, offset(place, runs.length), palette)),
  };
}

/** Bins are places on a value axis, so that runs can stand side by side within them. */
function binAxis(bins: readonly LengthBinScore[], palette: Palette) {
  const places = LENGTH_BINS.map((_, place) => place);
  return {
    type: 'value',
    min: -0.5,
    max: LENGTH_BINS.length - 0.5,
    name: 'Docstring tokens; below, examples',
    nameLocation: 'middle',
    nameGap: 40,
    nameTextStyle: { ...CHART_FONT, color: palette.muted },
    axisLine: { show: true, lineStyle: { color: palette.border } },
    axisTick: { show: false, customValues: places },
    splitLine: { show: false },
    axisLabel: {
      ...CHART_FONT,
      color: palette.muted,
      lineHeight: 14,
      customValues: places,
      formatter: (place: number) => `${LENGTH_BINS[place]}\n${formatCount(bins[place]?.examples ?? 0)}`,
    },
  };
}

function offset(place: number, runs: number): number {
  return runs < 2 ? 0 : SPREAD * (place / (runs - 1) - 0.5);
}

function seriesOf({ architecture, bins }: LengthAccuracy, shift: number, palette: Palette) {
  const line = { type: 'line', silent: true, color: palette.architectures[architecture] };
  const known = bins.flatMap(({ tokenAccuracy, low, high }, place) =>
    tokenAccuracy === null ? [] : [{ x: place + shift, tokenAccuracy, low, high }],
  );
  return [
    {
      ...line,
      id: `${architecture} interval`,
      showSymbol: false,
      lineStyle: { width: 2 },
      // A gap after each bin: every interval is a line of its own.
      data: known.flatMap(({ x, low, high }) => [
        [x, low],
        [x, high],
        [x, null],
      ]),
    },
    {
      ...line,
      id: `${architecture} mean`,
      symbol: ARCHITECTURE_SYMBOLS[architecture],
      symbolSize: 9,
      showSymbol: true,
      lineStyle: { width: 1, type: [4, 4], opacity: 0.6 },
      data: known.map(({ x, tokenAccuracy }) => [x, tokenAccuracy]),
    },
  ];
}

/** The chart in words. */
export function lengthAccuracySummary(runs: readonly LengthAccuracy[]): string {
  if (runs.length === 0) return 'Nothing is known by docstring length.';
  return runs
    .map(({ architecture, bins }) => {
      const known = bins.filter(({ tokenAccuracy }) => tokenAccuracy !== null);
      const parts = known.map(({ bin, tokenAccuracy }) => `${formatScore(tokenAccuracy)}% in ${bin}`);
      return `${ARCHITECTURE_TITLES[architecture]}: ${parts.join(', ')}.`;
    })
    .join(' ');
}
