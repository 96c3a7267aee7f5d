/** The loss curves of a study's runs in one chart: training per step, raw and smoothed, and validation per epoch. */
import { ARCHITECTURE_TITLES, type Architecture } from '../domain/architecture';
import type { EpochRecord } from '../domain/run';
import { formatLoss } from '../format/numbers';
import { ariaDescription, magnitudeAxis, PLOT_MARGINS, progressAxis } from './axes';
import { epochPositions, nearestIndex, stepPositions, type Curve, type CurveAxis } from './curve-points';
import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from './palette';
import { ARCHITECTURE_SYMBOLS } from './run-style';
import { smooth, smoothingWeight } from './smooth';

export type ValidationKind = 'teacher-forced' | 'free-running';

export interface LossCurve extends Curve {
  readonly architecture: Architecture;
  readonly visible: boolean;
}

export interface LossCurvesView {
  readonly curves: readonly LossCurve[];
  readonly axis: CurveAxis;
  readonly logarithmic: boolean;
  readonly validation: ValidationKind;
}

export function validationLoss(record: EpochRecord, kind: ValidationKind): number {
  return kind === 'teacher-forced' ? record.validationLossTeacherForced : record.validationLossFreeRunning;
}

export function lossCurvesOption(view: LossCurvesView, palette: Palette): EChartsCoreOption {
  return {
    animation: false,
    aria: ariaDescription(lossCurvesSummary(view)),
    grid: PLOT_MARGINS,
    xAxis: progressAxis(view.axis, palette),
    yAxis: magnitudeAxis('Loss, nats per token', view.logarithmic, palette),
    series: view.curves.filter((curve) => curve.visible).flatMap((curve) => seriesOf(curve, view, palette)),
  };
}

function seriesOf(curve: LossCurve, view: LossCurvesView, palette: Palette) {
  const color = palette.architectures[curve.architecture];
  const x = stepPositions(curve, view.axis);
  const losses = curve.steps.map(({ loss }) => loss);
  const smoothed = smooth(losses, smoothingWeight(losses.length));
  const best = bestEpoch(curve);
  const line = { type: 'line', silent: true, showSymbol: false, sampling: 'lttb', color };
  return [
    {
      ...line,
      id: `${curve.architecture} raw`,
      data: zip(x, losses),
      lineStyle: { width: 1, opacity: 0.2 },
      z: 1,
    },
    {
      ...line,
      id: `${curve.architecture} training`,
      data: zip(x, smoothed),
      lineStyle: { width: 2 },
      z: 3,
    },
    {
      ...line,
      id: `${curve.architecture} validation`,
      sampling: undefined,
      showSymbol: true,
      symbol: ARCHITECTURE_SYMBOLS[curve.architecture],
      lineStyle: { width: 1.5, type: [5, 4] },
      data: epochPositions(curve, view.axis).map((position, index) => {
        const record = curve.epochs[index];
        return {
          value: [position, validationLoss(record, view.validation)],
          symbolSize: record === best ? 11 : 6,
          itemStyle: record === best ? { borderColor: palette.text, borderWidth: 1.5 } : {},
        };
      }),
      z: 4,
    },
  ];
}

/** The epoch whose checkpoint is kept: the last that was better than all before it. */
function bestEpoch(curve: Curve): EpochRecord | undefined {
  return curve.epochs.findLast((record) => record.best);
}

/** Losses that are not numbers are gaps in the curve. */
function zip(x: readonly number[], y: readonly number[]): (readonly [number, number | null])[] {
  return x.map((position, index) => [position, Number.isFinite(y[index]) ? y[index] : null]);
}

export interface LossReading {
  readonly training: number | null;
  readonly validation: number | null;
}

/** The smoothed training loss and the last validation loss at a position of the axis; at null, the latest. */
export function readLosses(
  curve: Curve,
  view: Omit<LossCurvesView, 'curves'>,
  position: number | null,
): LossReading {
  const x = stepPositions(curve, view.axis);
  if (x.length === 0) return { training: null, validation: null };
  const at = position ?? Infinity;
  const index = position === null ? x.length - 1 : nearestIndex(x, position);
  const smoothed = smooth(
    curve.steps.map(({ loss }) => loss),
    smoothingWeight(x.length),
  );
  const ends = epochPositions(curve, view.axis);
  const epoch = curve.epochs.findLast((_, position) => ends[position] <= at);
  return {
    training: at > (x.at(-1) ?? 0) && position !== null ? null : smoothed[index],
    validation: epoch ? validationLoss(epoch, view.validation) : null,
  };
}

/** The chart in words. */
export function lossCurvesSummary(view: LossCurvesView): string {
  const started = view.curves.filter((curve) => curve.steps.length > 0);
  if (started.length === 0) return 'No training step has been recorded yet.';
  return started.map((curve) => curveSummary(curve, view)).join(' ');
}

function curveSummary(curve: LossCurve, view: LossCurvesView): string {
  const first = curve.steps[0];
  const { training, validation } = readLosses(curve, view, null);
  const title = ARCHITECTURE_TITLES[curve.architecture];
  const fall = `${title}: training loss from ${formatLoss(first.loss)} to ${formatLoss(training)} at step ${curve.steps.at(-1)?.step}`;
  const best = bestEpoch(curve);
  if (!best || validation === null) return `${fall}.`;
  return `${fall}; ${view.validation} validation loss ${formatLoss(validation)}, best epoch ${best.epoch}.`;
}
