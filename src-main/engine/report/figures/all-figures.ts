import type { DecoderResults } from '../recomputed';
import type { ReportData } from '../../../../src-shared/domain/report';
import { curveFigures } from './curve-figures';
import type { Figure } from './figure';
import { attentionFigure, errorFigure, lengthFigure } from './result-figures';

/** Every figure of a report, in the order of the page. */
export function allFigures(data: ReportData, results: readonly DecoderResults[]): Figure[] {
  return [
    ...curveFigures(data),
    ...results.map(lengthFigure),
    ...results.map(errorFigure),
    ...data.attention.samples.map((sample) => attentionFigure(data, sample)),
  ].filter((figure) => figure !== null);
}
