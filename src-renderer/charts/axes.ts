/** Axes and grids that every chart shares. */
import { formatDuration } from '../format/time';
import { formatCount, formatMagnitude } from '../format/numbers';
import type { CurveAxis } from './curve-points';
import { CHART_FONT, type Palette } from './palette.svelte';

export const AXIS_TITLES: Readonly<Record<CurveAxis, string>> = {
  step: 'Step',
  epoch: 'Epoch',
  time: 'Training time',
};

export function formatPosition(value: number, axis: CurveAxis): string {
  if (axis === 'time') return formatDuration(value);
  return axis === 'epoch' ? String(Number(value.toFixed(2))) : formatCount(value);
}

/** A horizontal value axis over steps, epochs or training time. */
export function progressAxis(axis: CurveAxis, palette: Palette) {
  return {
    type: 'value',
    name: AXIS_TITLES[axis],
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: { ...CHART_FONT, color: palette.muted },
    min: 0,
    max: 'dataMax',
    axisLine: { show: true, lineStyle: { color: palette.border } },
    axisTick: { show: false },
    axisLabel: {
      ...CHART_FONT,
      color: palette.muted,
      hideOverlap: true,
      showMaxLabel: false,
      formatter: (value: number) => formatPosition(value, axis),
    },
    splitLine: { show: false },
    axisPointer: {
      show: true,
      snap: false,
      triggerTooltip: false,
      label: { show: false },
      lineStyle: { color: palette.muted, type: 'solid', width: 1 },
    },
  };
}

/** A vertical axis of magnitudes, linear or logarithmic. */
export function magnitudeAxis(title: string, logarithmic: boolean, palette: Palette) {
  return {
    type: logarithmic ? 'log' : 'value',
    name: title,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { ...CHART_FONT, color: palette.muted, align: 'left', padding: [0, 0, 0, -36] },
    scale: true,
    ...(logarithmic && { logBase: 2 }),
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...CHART_FONT, color: palette.muted, formatter: formatMagnitude },
    splitLine: { lineStyle: { color: palette.border, width: 1 } },
    splitNumber: 4,
  };
}

/** A tooltip drawn on the canvas: the content security policy forbids the inline styles of ECharts' HTML one. */
export function canvasTooltip(palette: Palette) {
  return {
    renderMode: 'richText',
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.border,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { ...CHART_FONT, fontSize: 12, lineHeight: 18, color: palette.text },
  };
}

/** The words that a screen reader hears in place of the picture. */
export function ariaDescription(description: string) {
  return { enabled: true, label: { description } };
}
