/** Attention weights of one generated text as a page's report draws them: source tokens across, generated tokens down. */
import { ariaDescription } from './axes';
import type { EChartsCoreOption } from 'echarts/core';
import { CHART_CODE_FONT, CHART_FONT, type Palette } from './palette';
import { VIRIDIS } from './viridis';

export interface AttentionView {
  /** Columns. */
  readonly sourceTokens: readonly string[];
  /** Rows; with `<EOS>` when it was produced. */
  readonly generatedTokens: readonly string[];
  /** Weights `[generated][source]`; each row sums to 1. */
  readonly weights: readonly (readonly number[])[];
}

const CELL_PIXELS = 19;
const CELL_WIDTH_PIXELS = 26;
const MARGINS = { left: 116, right: 12, top: 92, bottom: 48 } as const;
const LONGEST_LABEL = 14;

/** Height and least width in pixels at which every label can be read. */
export function attentionSize(view: AttentionView): { height: number; minimumWidth: number } {
  return {
    height: MARGINS.top + MARGINS.bottom + view.generatedTokens.length * CELL_PIXELS,
    minimumWidth: MARGINS.left + MARGINS.right + view.sourceTokens.length * CELL_WIDTH_PIXELS,
  };
}

export function attentionHeatmapOption(view: AttentionView, palette: Palette): EChartsCoreOption {
  const { sourceTokens, generatedTokens, weights } = view;
  const label = { ...CHART_CODE_FONT, color: palette.text, interval: 0 };
  const highest = Math.max(...weights.flat(), Number.EPSILON);
  return {
    animation: false,
    aria: ariaDescription(attentionSummary(view)),
    grid: MARGINS,
    // Tokens repeat, so categories are positions and labels look the token up.
    xAxis: {
      type: 'category',
      position: 'top',
      data: sourceTokens.map((_, index) => index),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        rotate: -60,
        formatter: (index: string) => shortened(sourceTokens[Number(index)]),
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: generatedTokens.map((_, index) => index),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, formatter: (index: string) => shortened(generatedTokens[Number(index)]) },
    },
    visualMap: {
      type: 'continuous',
      min: 0,
      max: highest,
      dimension: 2,
      calculable: false,
      hoverLink: false,
      orient: 'horizontal',
      left: MARGINS.left,
      bottom: 4,
      itemWidth: 10,
      itemHeight: 160,
      text: [highest.toFixed(2), '0'],
      textStyle: { ...CHART_FONT, color: palette.muted },
      inRange: { color: VIRIDIS },
    },
    series: [
      {
        type: 'heatmap',
        data: weights.flatMap((row, target) => row.map((weight, source) => [source, target, weight])),
        itemStyle: { borderColor: palette.surface, borderWidth: 1 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
        progressive: 0,
      },
    ],
  };
}

function shortened(token: string | undefined): string {
  if (token === undefined) return '';
  return token.length > LONGEST_LABEL ? `${token.slice(0, LONGEST_LABEL - 1)}…` : token;
}

/** The chart in words: where each generated token looks most. */
export function attentionSummary({ sourceTokens, generatedTokens, weights }: AttentionView): string {
  const sentences = weights.map((row, target) => {
    const strongest = row.indexOf(Math.max(...row));
    return `${generatedTokens[target]} attends most to ${sourceTokens[strongest]} (${row[strongest].toFixed(2)})`;
  });
  return `${generatedTokens.length} generated tokens over ${sourceTokens.length} source tokens. ${sentences.join('; ')}.`;
}
