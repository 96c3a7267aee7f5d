/** Token accuracy by length of the docstring, for several runs: means with their 95% intervals. */
import { LENGTH_BINS, type LengthBinScore } from '../domain/analysis';
import { formatCount, formatScore } from '../format/numbers';
import type { EChartsCoreOption } from 'echarts/core';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS } from './axes';
import { type ChartRun, runLabel, runOpacity, runSeries, runStyle } from './run-style';
import { CHART_FONT, type Palette } from './palette';

export interface LengthAccuracy extends ChartRun {
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

/** What stands at a place of the horizontal axis: the bin, and the run whose mark is nearest; null between the bins. */
export function lengthPlace(x: number, runs: number): { readonly bin: number; readonly run: number } | null {
  const bin = Math.round(x);
  if (bin < 0 || bin >= LENGTH_BINS.length) return null;
  const places = Array.from({ length: runs }, (_, place) => Math.abs(x - bin - offset(place, runs)));
  return { bin, run: places.indexOf(Math.min(...places)) };
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

function seriesOf(run: LengthAccuracy, shift: number, palette: Palette) {
  const { architecture, turn = 0, bins } = run;
  const { colour, dash, symbol } = runStyle(architecture, turn, palette);
  const line = {
    type: 'line',
    silent: true,
    color: colour,
    ...(turn > 0 ? { itemStyle: { opacity: runOpacity(run) } } : {}),
  };
  const known = bins.flatMap(({ tokenAccuracy, low, high }, place) =>
    tokenAccuracy === null ? [] : [{ x: place + shift, tokenAccuracy, low, high }],
  );
  return [
    {
      ...line,
      id: `${runSeries(run)} interval`,
      showSymbol: false,
      lineStyle: { width: 2, ...(turn > 0 ? { opacity: runOpacity(run) } : {}) },
      // A gap after each bin: every interval is a line of its own.
      data: known.flatMap(({ x, low, high }) => [
        [x, low],
        [x, high],
        [x, null],
      ]),
    },
    {
      ...line,
      id: `${runSeries(run)} mean`,
      symbol,
      symbolSize: 9,
      showSymbol: true,
      lineStyle: { width: 1, type: dash === 'solid' ? [4, 4] : dash, opacity: 0.6 },
      data: known.map(({ x, tokenAccuracy }) => [x, tokenAccuracy]),
    },
  ];
}

/** The chart in words. */
export function lengthAccuracySummary(runs: readonly LengthAccuracy[]): string {
  if (runs.length === 0) return 'Nothing is known by docstring length.';
  return runs
    .map((run) => {
      const known = run.bins.filter(({ tokenAccuracy }) => tokenAccuracy !== null);
      const parts = known.map(({ bin, tokenAccuracy }) => `${formatScore(tokenAccuracy)}% in ${bin}`);
      return `${runLabel(run)}: ${parts.join(', ')}.`;
    })
    .join(' ');
}
