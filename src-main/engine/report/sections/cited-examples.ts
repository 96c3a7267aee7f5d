import { changedCells, ERROR_CATEGORIES } from '../../../../src-shared/domain/analysis';
import type { DecoderResults } from '../recomputed';
import type { ReportData } from '../../../../src-shared/domain/report';

/** How many examples a place of the page names; each of them is shown with its texts. */
export const NAMED_IN_A_CELL = 3;
export const NAMED_OF_A_CATEGORY = 3;
export const NAMED_OF_A_FINDING = 5;

/** Positions of the examples that the page names, ascending. */
export function citedExamples(data: ReportData, results: readonly DecoderResults[]): number[] {
  const cited = new Set<number>(data.attention.samples.map(({ index }) => index));
  const add = (indices: readonly number[], most: number) =>
    indices.slice(0, most).forEach((index) => cited.add(index));
  for (const { evaluations, comparison } of results) {
    for (const { answers } of evaluations)
      for (const category of ERROR_CATEGORIES)
        add(
          answers.filter(({ outcome }) => outcome === category).map(({ index }) => index),
          NAMED_OF_A_CATEGORY,
        );
    for (const pair of comparison.pairs)
      for (const { examples } of changedCells(pair)) add(examples, NAMED_IN_A_CELL);
  }
  for (const { findings } of data.diagnosis.diagnoses)
    for (const { examples } of findings) add(examples, NAMED_OF_A_FINDING);
  const known = new Set(data.examples.map(({ index }) => index));
  return [...cited].filter((index) => known.has(index)).sort((a, b) => a - b);
}
