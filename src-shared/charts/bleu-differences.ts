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

/** Examples without a difference are named, not drawn: most are such, and would make all others flat. */
export function bleuDifferencesOption(
  { run, reference, bins }: BleuDifferences,
  palette: Palette,
): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(bleuDifferencesSummary({ run, reference, bins })),
    grid: { ...PLOT_MARGINS, bottom: 44 },
    xAxis: {
      type: 'category',
      data: bins.map(binTitle),
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
        // Every second end of a bin; between them there is no room.
        formatter: (title: string, place: number) =>
          place % 4 === 2 || bins[place].high === bins[place].low ? title : '',
      },
    },
    yAxis: { ...magnitudeAxis('Examples', false, palette), min: 0, minInterval: 1 },
    series: [
      {
        type: 'bar',
        id: 'differences',
        silent: true,
        barCategoryGap: '12%',
        data: bins.map((bin) => ({
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
