import { attentionMatrix } from '../../../src-shared/charts/attention-matrix';
import { attentionSummary } from '../../../src-shared/charts/attention-view';
import { weightScale } from '../../../src-shared/charts/colour-scales';
import { errorSharesOption, errorSharesSummary } from '../../../src-shared/charts/error-shares';
import { lengthAccuracyOption, lengthAccuracySummary } from '../../../src-shared/charts/length-accuracy';
import { lossCurvesOption, lossCurvesSummary } from '../../../src-shared/charts/loss-curves';
import type { Palette } from '../../../src-shared/charts/palette';
import { largestValue, matrixGeometry } from '../../../src-shared/charts/token-matrix';
import { drawWholeMatrix } from '../../../src-shared/charts/token-matrix-drawing';
import type { Figure } from '../../../src-main/engine/report/figures/figure';
import { FILE_PALETTE } from '../../../src-main/engine/report/figures/palettes';
import { drawSvg } from '../../../src-main/engine/report/figures/svg';
import { PRESET_NAMES, type PresetName } from '../../../src-shared/domain/configuration';
import type { EvaluationSummary } from '../../../src-shared/domain/run';
import type { RecordedAttention } from '../attention-words';
import type { StudyRecord } from '../record';
import { evaluationOf } from '../statistics';
import { fullRuns } from './full-runs';

const WIDTH = 860;

type Facts = Omit<Figure, 'option' | 'drawing'>;
const NO_TABLE: Facts['table'] = { titles: [], rows: [] };

/** Every figure of the document as a file. */
export function drawFigures(records: readonly StudyRecord[]): { name: string; svg: string }[] {
  const figures = [
    ...presetsOf(records).flatMap(([preset, runs]) => [
      curveFigure(preset, runs),
      lengthFigure(preset, runs),
      errorFigure(preset, runs),
    ]),
    ...fullRuns(records).flatMap(({ item, attention }) =>
      attention.map((asked, place) => attentionFigure(attentionName(item.name, place), asked)),
    ),
  ];
  return figures.map((figure) => ({
    name: `${figure.id.replace(/\.svg$/, '')}.svg`,
    svg: drawSvg(figure, FILE_PALETTE, FILE_PALETTE.surface),
  }));
}

/** The name of the file that shows where a run looked when it was asked a probe. */
export function attentionName(run: string, place: number): string {
  return `attention-${run}-${place + 1}.svg`;
}

/** The figures of both presets on `github`, as the document shows them. */
export function figureLinks(records: readonly StudyRecord[]): string[] {
  return presetsOf(records).flatMap(([preset]) => [
    `![Losses, ${preset}](study/curves-${preset}.svg)`,
    `![Token accuracy by docstring length, ${preset}](study/lengths-${preset}.svg)`,
    `![Errors by category, ${preset}](study/errors-${preset}.svg)`,
  ]);
}

function presetsOf(records: readonly StudyRecord[]): [PresetName, StudyRecord[]][] {
  return PRESET_NAMES.map((preset): [PresetName, StudyRecord[]] => [
    preset,
    fullRuns(records).filter(({ item }) => item.collection === 'github' && item.preset === preset),
  ]).filter(([, runs]) => runs.length > 0);
}

function curveFigure(preset: PresetName, records: readonly StudyRecord[]): Figure {
  const curves = records.map(({ item, run, steps, epochs }) => ({
    ...{ steps, epochs, architecture: item.architecture, stepsPerEpoch: run.stepsPerEpoch, visible: true },
  }));
  const view = { curves, axis: 'epoch', logarithmic: false, validation: 'teacher-forced' } as const;
  return {
    ...chart(`curves-${preset}`, `Losses, ${preset}`, records, 320),
    summary: lossCurvesSummary(view),
    option: (palette) => lossCurvesOption(view, palette),
  };
}

function lengthFigure(preset: PresetName, records: readonly StudyRecord[]): Figure {
  const runs = summariesOf(records).map(({ architecture, lengthBins }) => ({
    ...{ architecture, bins: lengthBins ?? [] },
  }));
  return {
    ...chart(`lengths-${preset}`, `Token accuracy by docstring length, ${preset}`, records, 300),
    summary: lengthAccuracySummary(runs),
    option: (palette) => lengthAccuracyOption(runs, palette),
  };
}

function errorFigure(preset: PresetName, records: readonly StudyRecord[]): Figure {
  const runs = summariesOf(records).map(({ architecture, errors }) => ({
    ...{ architecture, errors: errors ?? [] },
  }));
  const height = 60 + 7 * (16 + 13 * runs.length);
  return {
    ...chart(`errors-${preset}`, `Errors by category, ${preset}`, records, height),
    summary: errorSharesSummary(runs),
    option: (palette) => errorSharesOption(runs, palette),
  };
}

function chart(id: string, title: string, records: readonly StudyRecord[], height: number) {
  const legend = records.map(({ item }) => item.architecture);
  return { id, title, legend, width: WIDTH, height, table: NO_TABLE };
}

function summariesOf(records: readonly StudyRecord[]): readonly EvaluationSummary[] {
  return records.map((record) => evaluationOf(record, 'test', 'greedy').summary);
}

function attentionFigure(id: string, asked: RecordedAttention): Figure {
  const matrix = { ...attentionMatrix(asked), rowBars: null, columnBars: null };
  const geometry = matrixGeometry(matrix, 1, { width: WIDTH, height: 0 });
  const scale = weightScale(largestValue(asked.weights), 'viridis', false);
  const drawing = (palette: Palette) => drawWholeMatrix({ matrix, geometry, scale, palette }, 'weight');
  const { width, height } = drawing(FILE_PALETTE);
  return {
    ...{ id, title: 'Where the model looked', summary: attentionSummary(asked), drawing, table: NO_TABLE },
    ...{ width: Math.ceil(width), height: Math.ceil(height), legend: [] },
  };
}
