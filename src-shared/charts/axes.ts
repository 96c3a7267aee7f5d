/** Axes and grids that every chart shares. */
import { formatDuration } from '../format/time';
import { formatCount, formatMagnitude } from '../format/numbers';
import type { CurveAxis } from './curve-points';
import { CHART_FONT, type Palette } from './palette';

export const AXIS_TITLES: Readonly<Record<CurveAxis, string>> = {
  step: 'Step',
  epoch: 'Epoch',
  time: 'Training time',
};

export function formatPosition(value: number, axis: CurveAxis): string {
  if (axis === 'time') return formatDuration(value);
  return axis === 'epoch' ? String(Number(value.toFixed(2))) : formatCount(value);
}

/** Pixels around the plot of a chart over steps, epochs or training time: room for the axes' labels and titles. */
export const PLOT_MARGINS = { left: 48, right: 16, top: 28, bottom: 40 } as const;
/** The same for a chart whose vertical axis has no title. */
export const UNTITLED_PLOT_MARGINS = { ...PLOT_MARGINS, top: 8 } as const;

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
  };
}

/** Round values of every decade: a logarithmic axis over less than one would otherwise have a single label. */
const LOGARITHMIC_TICKS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].flatMap((power) =>
  [1, 1.5, 2, 3, 4, 5, 6, 8].map((digit) => Number(`${digit}e${power}`)),
);

/** A vertical axis of magnitudes, linear or logarithmic. */
export function magnitudeAxis(title: string, logarithmic: boolean, palette: Palette) {
  const label = { ...CHART_FONT, color: palette.muted, formatter: formatMagnitude, hideOverlap: true };
  return {
    name: title,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { ...CHART_FONT, color: palette.muted, align: 'left', padding: [0, 0, 0, -36] },
    axisLine: { show: false },
    splitLine: { lineStyle: { color: palette.border, width: 1 } },
    splitNumber: 4,
    ...(logarithmic
      ? {
          type: 'log',
          min: ({ min }: { min: number }) => 0.97 * min,
          max: ({ max }: { max: number }) => 1.03 * max,
          axisTick: { show: false, customValues: LOGARITHMIC_TICKS },
          axisLabel: { ...label, customValues: LOGARITHMIC_TICKS },
        }
      : { type: 'value', scale: true, axisTick: { show: false }, axisLabel: label }),
  };
}

/** The words that a screen reader hears in place of the picture. */
export function ariaDescription(description: string) {
  return { enabled: true, label: { description } };
}
