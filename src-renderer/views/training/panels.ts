/** The charts of the training tab: which quantity each of them shows, and the lines that it draws of each run. */
import type { CurveAxis } from '../../../src-shared/charts/curve-points';
import type { Palette } from '../../../src-shared/charts/palette';
import type { EpochRecord } from '../../../src-shared/domain/run';
import type { StepColumn } from '../../../src-shared/domain/step-series';
import type { ResourceSample } from '../../../src-shared/domain/training';
import {
  formatBytes,
  formatCount,
  formatLoss,
  formatMagnitude,
  formatMeasured,
} from '../../../src-shared/format/numbers';
import type { Band, CurveLine } from '../../charts/curves/curve-line';
import { closeColumn, type DrawnRun, positionsOf, smoothed, styleOf } from './drawn-run';

export const LOSS_SERIES = ['training', 'teacher-forced', 'free-running'] as const;
export type LossSeries = (typeof LOSS_SERIES)[number];
export const LOSS_SERIES_TITLES: Readonly<Record<LossSeries, string>> = {
  training: 'training',
  'teacher-forced': 'validation, teacher-forced',
  'free-running': 'validation, free-running',
};

/** What decides how lines are drawn. */
export interface LineChoices {
  readonly axis: CurveAxis;
  /** Steps that are averaged over; 1 for none. */
  readonly smoothing: number;
  readonly palette: Palette;
}

export interface Panel {
  readonly id: string;
  readonly title: string;
  /** Of its values, for the exported table. */
  readonly unit: string;
  readonly logarithmic: boolean;
  readonly fromZero: boolean;
  /** Of ticks. */
  readonly format: (value: number) => string;
  /** Of what was measured, as exactly as the same thing stands in tables. */
  readonly formatValue: (value: number) => string;
  readonly lines: (drawn: DrawnRun, choices: LineChoices) => readonly CurveLine[];
}

const USUAL = {
  logarithmic: false,
  fromZero: false,
  format: formatMagnitude,
  formatValue: formatMeasured,
} as const;

/** The losses of the chosen kinds. */
export function lossPanel(series: readonly LossSeries[]): Panel {
  return {
    ...USUAL,
    formatValue: formatLoss,
    id: 'loss',
    title: 'Loss',
    unit: 'nats per token',
    lines: (drawn, choices) => series.flatMap((kind) => lossLine(drawn, kind, choices) ?? []),
  };
}

function stepPanel(
  panel: Pick<Panel, 'id' | 'title' | 'unit'> & Partial<Panel>,
  column: StepColumn,
  extremes: readonly [StepColumn, StepColumn] | null,
): Panel {
  return {
    ...USUAL,
    lines: (drawn, choices) => oneOrNone(stepLine(drawn, column, extremes, choices)),
    ...panel,
  };
}

function oneOrNone(line: CurveLine | null): readonly CurveLine[] {
  return line ? [line] : [];
}

function resourcePanel(
  panel: Pick<Panel, 'id' | 'title' | 'unit' | 'format'>,
  read: (sample: ResourceSample) => number,
): Panel {
  return {
    ...USUAL,
    ...panel,
    formatValue: panel.format,
    fromZero: true,
    lines: (drawn, choices) => oneOrNone(resourceLine(drawn, read, choices)),
  };
}

/** Below the losses, in their order. */
export const PANELS: readonly Panel[] = [
  stepPanel(
    { id: 'gradient-norm', title: 'Gradient norm before clipping', unit: 'norm', logarithmic: true },
    'gradientNorm',
    ['gradientNormMinimum', 'gradientNormMaximum'],
  ),
  stepPanel(
    { id: 'learning-rate', title: 'Learning rate', unit: 'rate', formatValue: formatMagnitude },
    'learningRate',
    null,
  ),
  stepPanel(
    { id: 'teacher-forcing', title: 'Teacher-forcing ratio', unit: 'share of steps', fromZero: true },
    'teacherForcingRatio',
    null,
  ),
  stepPanel(
    {
      id: 'speed',
      title: 'Speed',
      unit: 'target tokens per second',
      fromZero: true,
      format: formatCount,
      formatValue: formatCount,
    },
    'tokensPerSecond',
    ['tokensPerSecondMinimum', 'tokensPerSecondMaximum'],
  ),
  resourcePanel(
    {
      id: 'processor',
      title: 'Processor',
      unit: '% of one core',
      format: (value) => `${Math.round(value)}%`,
    },
    ({ processorPercent }) => processorPercent,
  ),
  resourcePanel(
    { id: 'memory', title: 'Memory', unit: 'bytes', format: formatBytes },
    ({ memoryBytes }) => memoryBytes,
  ),
  resourcePanel(
    { id: 'gpu', title: 'GPU', unit: '%', format: (value) => `${Math.round(value)}%` },
    ({ gpu }) => gpu?.percent ?? Number.NaN,
  ),
  resourcePanel(
    { id: 'gpu-memory', title: 'GPU memory', unit: 'bytes', format: formatBytes },
    ({ gpu }) => gpu?.memoryBytes ?? Number.NaN,
  ),
];

/** Steps as a smoothed line with the raw values faintly behind it; null where there are none. */
function stepLine(
  drawn: DrawnRun,
  column: StepColumn,
  extremes: readonly [StepColumn, StepColumn] | null,
  { axis, smoothing, palette }: LineChoices,
): CurveLine | null {
  const { steps } = drawn.data;
  if (steps.step.length === 0) return null;
  const positions = positionsOf(drawn, axis);
  const { colour, dash, opacity } = styleOf(drawn.chosen, palette);
  const closeX = drawn.detail ? closeColumn(drawn, 'step').map((step) => positions.at(step)) : positions.x;
  const isSmooth = extremes !== null && smoothing > 1;
  const band: Band | null = extremes && {
    x: closeX,
    low: closeColumn(drawn, extremes[0]),
    high: closeColumn(drawn, extremes[1]),
  };
  return {
    id: drawn.chosen.run.id,
    label: drawn.chosen.label,
    colour,
    opacity,
    width: 1.75,
    dash: dash === 'solid' ? [] : dash,
    ...(isSmooth
      ? { x: positions.x, y: smoothed(steps[column], steps.count, smoothing) }
      : { x: closeX, y: closeColumn(drawn, column) }),
    band: band && (isSmooth || isWide(band)) ? band : null,
    points: null,
  };
}

/** Whether there are groups of steps, whose extremes differ. */
function isWide({ low, high }: Band): boolean {
  return low.some((value, index) => value < high[index]);
}

function lossLine(drawn: DrawnRun, kind: LossSeries, choices: LineChoices): CurveLine | null {
  if (kind === 'training' && drawn.data.steps.step.length > 0) {
    const line = stepLine(drawn, 'loss', ['lossMinimum', 'lossMaximum'], choices)!;
    return { ...line, id: `${line.id} training`, label: `${line.label}, training` };
  }
  const { epochs } = drawn.data;
  const y = Float64Array.from(epochs, (epoch) => lossOf(epoch, kind));
  if (y.every(Number.isNaN)) return null;
  const positions = positionsOf(drawn, choices.axis);
  const perEpoch = drawn.chosen.run.stepsPerEpoch ?? 1;
  const { colour, symbol, opacity } = styleOf(drawn.chosen, choices.palette);
  return {
    id: `${drawn.chosen.run.id} ${kind}`,
    label: `${drawn.chosen.label}, ${LOSS_SERIES_TITLES[kind]}`,
    colour,
    opacity,
    width: kind === 'training' ? 1.75 : 1.25,
    dash: LOSS_DASHES[kind],
    x: Float64Array.from(epochs, ({ epoch }) => positions.at(epoch * perEpoch)),
    y,
    band: null,
    points: {
      symbol,
      filled: kind !== 'free-running',
      emphasised:
        kind === drawn.chosen.run.configuration.CHECKPOINT_CRITERION
          ? epochs.findLastIndex(({ best }) => best)
          : -1,
    },
  };
}

const LOSS_DASHES: Readonly<Record<LossSeries, readonly number[]>> = {
  training: [],
  'teacher-forced': [5, 4],
  'free-running': [1.5, 3],
};

function lossOf(epoch: EpochRecord, kind: LossSeries): number {
  switch (kind) {
    case 'training':
      return epoch.trainLoss;
    case 'teacher-forced':
      return epoch.validationLossTeacherForced;
    case 'free-running':
      return epoch.validationLossFreeRunning;
  }
}

function resourceLine(
  drawn: DrawnRun,
  read: (sample: ResourceSample) => number,
  { axis, palette }: LineChoices,
): CurveLine | null {
  const { resources } = drawn.data;
  const y = Float64Array.from(resources, read);
  if (y.every(Number.isNaN)) return null;
  const positions = positionsOf(drawn, axis);
  const { colour, dash, opacity } = styleOf(drawn.chosen, palette);
  return {
    id: drawn.chosen.run.id,
    label: drawn.chosen.label,
    colour,
    opacity,
    width: 1.5,
    dash: dash === 'solid' ? [] : dash,
    x: Float64Array.from(resources, ({ step }) => positions.at(step)),
    y,
    band: null,
    points: resources.length === 1 ? { symbol: 'circle', filled: true, emphasised: -1 } : null,
  };
}
