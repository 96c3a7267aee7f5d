import { attentionMatrix } from '../../../../src-shared/charts/attention-matrix';
import { attentionSummary } from '../../../../src-shared/charts/attention-view';
import { weightScale } from '../../../../src-shared/charts/colour-scales';
import { errorSharesOption, errorSharesSummary } from '../../../../src-shared/charts/error-shares';
import { lengthAccuracyOption, lengthAccuracySummary } from '../../../../src-shared/charts/length-accuracy';
import type { Palette } from '../../../../src-shared/charts/palette';
import { largestValue, matrixGeometry } from '../../../../src-shared/charts/token-matrix';
import { drawWholeMatrix } from '../../../../src-shared/charts/token-matrix-drawing';
import { type DecoderResults, labelOf, runOf } from '../recomputed';
import type { AttentionSample, ReportData } from '../../../../src-shared/domain/report';
import type { Figure } from './figure';
import { FILE_PALETTE } from './palettes';

const WIDTH = 860;

/** Token accuracy by docstring length; null where the lengths were not counted. */
export function lengthFigure({ decoder, evaluations }: DecoderResults): Figure | null {
  const runs = evaluations.flatMap(({ run, lengthBins }) =>
    lengthBins ? [{ architecture: run.architecture, bins: lengthBins }] : [],
  );
  if (runs.length === 0) return null;
  return {
    id: `figure-lengths-${decoder}`,
    title: `Token accuracy by docstring length, ${decoder}`,
    summary: lengthAccuracySummary(runs),
    option: (palette) => lengthAccuracyOption(runs, palette),
    width: WIDTH,
    height: 300,
    legend: runs.map(({ architecture }) => architecture),
    table: {
      titles: ['run', 'docstringTokens', 'examples', 'tokenAccuracy', 'low', 'high'],
      rows: evaluations.flatMap(({ label, lengthBins }) =>
        (lengthBins ?? []).map((row) => [label, row.bin, row.examples, row.tokenAccuracy, row.low, row.high]),
      ),
    },
  };
}

export function errorFigure({ decoder, evaluations }: DecoderResults): Figure {
  const runs = evaluations.map(({ run, errors }) => ({
    architecture: run.architecture,
    errors: errors ?? [],
  }));
  return {
    id: `figure-errors-${decoder}`,
    title: `Errors by category, ${decoder}`,
    summary: errorSharesSummary(runs),
    option: (palette) => errorSharesOption(runs, palette),
    width: WIDTH,
    height: 60 + 7 * (16 + 13 * runs.length),
    legend: runs.map(({ architecture }) => architecture),
    table: {
      titles: ['run', 'category', 'count', 'percentage'],
      rows: evaluations.flatMap(({ label, errors }) =>
        (errors ?? []).map(({ category, count, percentage }) => [label, category, count, percentage]),
      ),
    },
  };
}

export function attentionFigure(data: ReportData, sample: AttentionSample): Figure {
  const { run, index, sourceTokens, generatedTokens, weights } = sample;
  // Texts of a report have the whole width of the page, and no bars beside them.
  const matrix = { ...attentionMatrix(sample), rowBars: null, columnBars: null };
  const geometry = matrixGeometry(matrix, 1, { width: WIDTH, height: 0 });
  const scale = weightScale(largestValue(weights), 'viridis', false);
  const drawing = (palette: Palette) => drawWholeMatrix({ matrix, geometry, scale, palette }, 'weight');
  const { width, height } = drawing(FILE_PALETTE);
  return {
    id: `figure-attention-${index}-${run}`,
    title: `Example ${index}: where ${labelOf(data.runs, runOf(data, run))} looked`,
    summary: attentionSummary(sample),
    drawing,
    width: Math.ceil(width),
    height: Math.ceil(height),
    legend: [],
    table: {
      titles: ['generated', 'generatedToken', 'source', 'sourceToken', 'weight'],
      rows: weights.flatMap((row, target) =>
        row.map((weight, source) => [
          target + 1,
          generatedTokens[target],
          source + 1,
          sourceTokens[source],
          weight,
        ]),
      ),
    },
  };
}
