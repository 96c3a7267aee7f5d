/** A quantity that every training step records, for all runs of a study: gradient norm or learning rate. */
import { ARCHITECTURE_TITLES } from '../domain/architecture';
import type { StepRecord } from '../domain/run';
import { formatMagnitude } from '../format/numbers';
import {
  ariaDescription,
  AXIS_TITLES,
  formatPosition,
  magnitudeAxis,
  progressAxis,
  UNTITLED_PLOT_MARGINS,
} from './axes';
import { nearestIndex, stepPositions, type CurveAxis } from './curve-points';
import type { EChartsCoreOption } from 'echarts/core';
import type { LossCurve } from './loss-curves';
import type { Palette } from './palette';
import type { ReadoutContent } from './readout-content';

export interface StepQuantity {
  readonly title: string;
  readonly read: (record: StepRecord) => number;
  readonly logarithmic: boolean;
  /** A level worth marking, such as the norm at which gradients are clipped. */
  readonly limit: number | null;
}

export const GRADIENT_NORM: Omit<StepQuantity, 'limit'> = {
  title: 'Gradient norm before clipping',
  read: (record) => record.gradientNorm,
  logarithmic: true,
};

export const LEARNING_RATE: Omit<StepQuantity, 'limit'> = {
  title: 'Learning rate',
  read: (record) => record.learningRate,
  logarithmic: false,
};

export function stepQuantityOption(
  curves: readonly LossCurve[],
  quantity: StepQuantity,
  axis: CurveAxis,
  palette: Palette,
): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(stepQuantitySummary(curves, quantity)),
    grid: UNTITLED_PLOT_MARGINS,
    xAxis: progressAxis(axis, palette),
    yAxis: { ...magnitudeAxis('', quantity.logarithmic, palette), splitNumber: 3 },
    series: curves
      .filter((curve) => curve.visible)
      .map((curve) => ({
        type: 'line',
        id: curve.architecture,
        silent: true,
        showSymbol: false,
        sampling: 'lttb',
        color: palette.architectures[curve.architecture],
        lineStyle: { width: 1.25 },
        data: points(curve, quantity, axis),
        ...(quantity.limit !== null && { markLine: limitLine(quantity.limit, palette) }),
      })),
  };
}

/** A logarithmic axis has no place for zero. */
function points(curve: LossCurve, { read, logarithmic }: StepQuantity, axis: CurveAxis) {
  const x = stepPositions(curve, axis);
  return curve.steps.map((record, index) => {
    const value = read(record);
    return [x[index], Number.isFinite(value) && (!logarithmic || value > 0) ? value : null];
  });
}

function limitLine(level: number, palette: Palette) {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    lineStyle: { color: palette.muted, type: 'dashed', width: 1 },
    label: { show: false },
    data: [{ yAxis: level }],
  };
}

/** The quantity of every visible run at a position of the axis. */
export function readStepQuantity(
  curves: readonly LossCurve[],
  quantity: StepQuantity,
  axis: CurveAxis,
  position: number,
  palette: Palette,
): ReadoutContent {
  const rows = curves
    .filter((curve) => curve.visible && curve.steps.length > 0)
    .map((curve) => ({
      term: ARCHITECTURE_TITLES[curve.architecture],
      value: formatMagnitude(quantity.read(curve.steps[nearestIndex(stepPositions(curve, axis), position)])),
      colour: palette.architectures[curve.architecture],
    }));
  return { title: `${AXIS_TITLES[axis]} ${formatPosition(position, axis)}`, rows };
}

/** The chart in words. */
export function stepQuantitySummary(curves: readonly LossCurve[], quantity: StepQuantity): string {
  const sentences = curves.flatMap(({ architecture, steps }) => {
    const last = steps.at(-1);
    return last
      ? `${ARCHITECTURE_TITLES[architecture]}: ${formatMagnitude(quantity.read(last))} at step ${last.step}.`
      : [];
  });
  return sentences.length > 0 ? sentences.join(' ') : 'No training step has been recorded yet.';
}
