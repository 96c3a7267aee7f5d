import {
  lossCurvesOption,
  lossCurvesSummary,
  type LossCurve,
  type ValidationKind,
} from '../../../../src-shared/charts/loss-curves';
import {
  GRADIENT_NORM,
  LEARNING_RATE,
  stepQuantityOption,
  stepQuantitySummary,
  type StepQuantity,
} from '../../../../src-shared/charts/step-quantity';
import { labelOf, runOf } from '../recomputed';
import type { ReportData } from '../../../../src-shared/domain/report';
import type { Figure } from './figure';

const WIDTH = 860;
const HEIGHT = 320;
const SMALL_HEIGHT = 200;

/** Losses, gradient norms and learning rates of all runs; none where nothing was recorded. */
export function curveFigures(data: ReportData): Figure[] {
  const curves = lossCurves(data);
  if (curves.length === 0) return [];
  const clip = data.study.configuration.GRADIENT_CLIP;
  return [
    lossFigure(data, curves, 'teacher-forced'),
    lossFigure(data, curves, 'free-running'),
    stepFigure(data, curves, 'gradient-norm', { ...GRADIENT_NORM, limit: clip > 0 ? clip : null }),
    stepFigure(data, curves, 'learning-rate', { ...LEARNING_RATE, limit: null }),
  ];
}

function lossCurves(data: ReportData): LossCurve[] {
  return data.curves
    .filter(({ steps }) => steps.length > 0)
    .map(({ run: id, steps, epochs }) => {
      const { architecture, stepsPerEpoch } = runOf(data, id);
      return { architecture, stepsPerEpoch, steps, epochs, visible: true };
    });
}

function lossFigure(data: ReportData, curves: readonly LossCurve[], validation: ValidationKind): Figure {
  const view = { curves, axis: 'epoch', logarithmic: false, validation } as const;
  return {
    id: `figure-loss-${validation}`,
    title: `Training loss, and ${validation} validation loss`,
    summary: lossCurvesSummary(view),
    option: (palette) => lossCurvesOption(view, palette),
    width: WIDTH,
    height: HEIGHT,
    legend: curves.map(({ architecture }) => architecture),
    table: {
      titles: [
        'run',
        'epoch',
        'trainLoss',
        'validationLossTeacherForced',
        'validationLossFreeRunning',
        'best',
      ],
      rows: data.curves.flatMap(({ run, epochs }) =>
        epochs.map((record) => [
          labelOf(data.runs, runOf(data, run)),
          record.epoch,
          record.trainLoss,
          record.validationLossTeacherForced,
          record.validationLossFreeRunning,
          String(record.best),
        ]),
      ),
    },
  };
}

function stepFigure(
  data: ReportData,
  curves: readonly LossCurve[],
  id: string,
  quantity: StepQuantity,
): Figure {
  return {
    id: `figure-${id}`,
    title: `${quantity.title}, step by step`,
    summary: stepQuantitySummary(curves, quantity),
    option: (palette) => stepQuantityOption(curves, quantity, 'epoch', palette),
    width: WIDTH,
    height: SMALL_HEIGHT,
    legend: curves.map(({ architecture }) => architecture),
    table: {
      titles: ['run', 'step', 'epoch', 'loss', 'gradientNorm', 'learningRate', 'teacherForcingRatio'],
      rows: data.curves.flatMap(({ run, steps }) =>
        steps.map((record) => [
          labelOf(data.runs, runOf(data, run)),
          record.step,
          record.epoch,
          record.loss,
          record.gradientNorm,
          record.learningRate,
          record.teacherForcingRatio,
        ]),
      ),
    },
  };
}
