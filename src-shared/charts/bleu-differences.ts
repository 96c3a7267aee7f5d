/** How many examples a run answers better or worse than another, by how much their own BLEU differs. */
import type { DifferenceBin } from '../domain/run-comparison';
import { formatCount, formatCountOf } from '../format/numbers';
import type { EChartsCoreOption } from 'echarts/core';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS } from './axes';
import { CHART_FONT, type Palette } from './palette';
import { type ChartRun, runLabel } from './run-style';

export interface BleuDifferences {
  /** Whose gains are to the right, and the run that it is compared with. */
  readonly run: ChartRun;
  readonly reference: ChartRun;
  readonly bins: readonly DifferenceBin[];
}

/** Bins shown at least on either side of no difference. */
const LEAST_SIDE = 3;

/** The bins worth drawing: as many on either side as the largest difference needs. */
export function drawnBins(bins: readonly DifferenceBin[]): readonly DifferenceBin[] {
  const middle = bins.findIndex(isSame);
  const distances = bins.flatMap(({ examples }, place) => (examples > 0 ? [Math.abs(place - middle)] : []));
  const side = Math.min(middle, Math.max(LEAST_SIDE, ...distances));
  return bins.slice(middle - side, middle + side + 1);
}

/** Examples without a difference are named, not drawn: most are such, and would make all others flat. */
export function bleuDifferencesOption(
  { run, reference, bins }: BleuDifferences,
  palette: Palette,
): EChartsCoreOption {
  const drawn = drawnBins(bins);
  /** All labels where there is room, else the middle and every third from it. */
  const every = drawn.length > 9 ? 3 : 1;
  return {
    animation: false,
    aria: ariaDescription(bleuDifferencesSummary({ run, reference, bins })),
    grid: { ...PLOT_MARGINS, bottom: 44 },
    xAxis: {
      type: 'category',
      data: drawn.map((bin) => binTitle(bin).replace(' to ', '…')),
      name: 'Difference of an example’s BLEU',
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { ...CHART_FONT, color: palette.muted },
      axisLine: { lineStyle: { color: palette.border } },
      axisTick: { show: false },
      axisLabel: {
        ...CHART_FONT,
        color: palette.muted,
        interval: 0,
        formatter: (title: string, place: number) =>
          (place - (drawn.length - 1) / 2) % every === 0 ? title : '',
      },
    },
    yAxis: { ...magnitudeAxis('Examples', false, palette), min: 0, minInterval: 1 },
    series: [
      {
        type: 'bar',
        id: 'differences',
        silent: true,
        barCategoryGap: '12%',
        data: drawn.map((bin) => ({
          value: isSame(bin) ? 0 : bin.examples,
          itemStyle: { color: palette.architectures[(bin.low < 0 ? reference : run).architecture] },
        })),
      },
    ],
  };
}

export function isSame({ low, high }: DifferenceBin): boolean {
  return low === 0 && high === 0;
}

/** `−20 to −10`, `+10 to +20`, `same`. */
export function binTitle(bin: DifferenceBin): string {
  if (isSame(bin)) return 'same';
  const [near, far] = bin.low < 0 ? [bin.high, bin.low] : [bin.low, bin.high];
  return bin.low < 0 ? `${signed(far)} to ${signed(near)}` : `${signed(near)} to ${signed(far)}`;
}

function signed(value: number): string {
  if (value === 0) return '0';
  return value < 0 ? `−${-value}` : `+${value}`;
}

/** The chart in words. */
export function bleuDifferencesSummary({ run, reference, bins }: BleuDifferences): string {
  const count = (keep: (bin: DifferenceBin) => boolean) =>
    bins.filter(keep).reduce((sum, { examples }) => sum + examples, 0);
  const [better, worse] = [count(({ high }) => high > 0), count(({ low }) => low < 0)];
  return (
    `${runLabel(run)} scores higher than ${runLabel(reference)} on ${formatCountOf(better, 'example')}, ` +
    `lower on ${formatCount(worse)}, and the same on ${formatCount(count(isSame))}.`
  );
}
