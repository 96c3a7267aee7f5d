/** Figures of a comparison as tables, with the doors behind their cells. */
import { ERROR_CATEGORY_TITLES, OUTCOMES, type Outcome } from '../../../src-shared/domain/analysis';
import type { DifferenceBin, ReferenceComparison } from '../../../src-shared/domain/run-comparison';
import type { LengthAccuracy } from '../../../src-shared/charts/length-accuracy';
import type { RunErrors } from '../../../src-shared/charts/error-shares';
import { binTitle } from '../../../src-shared/charts/bleu-differences';
import { runOpacity } from '../../../src-shared/charts/run-style';
import type { DataTable } from '../../../src-shared/format/table-text';
import type { Evaluated } from './evaluated';

/** How a run stands in a chart's legend. */
export function legendItem({ run: { architecture }, label, turn }: Evaluated) {
  return { architecture, label, opacity: runOpacity({ architecture, turn }) };
}

/** Runs whose accuracy by length is known. */
export function lengthAccuracies(runs: readonly Evaluated[]): (LengthAccuracy & { readonly id: string })[] {
  return runs.flatMap(({ run, label, turn, evaluation: { lengthBins } }) =>
    lengthBins ? [{ id: run.id, architecture: run.architecture, label, turn, bins: lengthBins }] : [],
  );
}

export function lengthTable(runs: readonly LengthAccuracy[], title: string): DataTable {
  return {
    title,
    columns: ['Run', 'Docstring tokens', 'Examples', 'Token accuracy, %', 'Low', 'High'],
    rows: runs.flatMap(({ label = '', bins }) =>
      bins.map(({ bin, examples, tokenAccuracy, low, high }) => [
        label,
        bin,
        examples,
        tokenAccuracy,
        low,
        high,
      ]),
    ),
  };
}

/** The run and the bin of a row of that table. */
export function lengthRow(runs: readonly (LengthAccuracy & { readonly id: string })[], row: number) {
  const rows = runs.flatMap(({ id, bins }) => bins.map((bin) => ({ id, bin })));
  return rows[row];
}

/** Runs whose errors are known. */
export function runErrors(runs: readonly Evaluated[]): (RunErrors & { readonly id: string })[] {
  return runs.flatMap(({ run, label, turn, evaluation: { errors } }) =>
    errors ? [{ id: run.id, architecture: run.architecture, label, turn, errors }] : [],
  );
}

export function errorTable(runs: readonly RunErrors[], title: string): DataTable {
  return {
    title,
    columns: ['Run', 'Category', 'Examples', '% of the errors'],
    rows: runs.flatMap(({ label = '', errors }) =>
      errors.map(({ category, count, percentage }) => [
        label,
        ERROR_CATEGORY_TITLES[category],
        count,
        percentage,
      ]),
    ),
  };
}

export function outcomeTitle(outcome: Outcome): string {
  return outcome === 'correct' ? 'Correct' : ERROR_CATEGORY_TITLES[outcome];
}

/** Outcomes that some example had with one of the two runs, in their own order. */
export function occurringOutcomes({ transitions }: ReferenceComparison): Outcome[] {
  return OUTCOMES.filter((outcome) =>
    OUTCOMES.some((other) => transitions[outcome][other] + transitions[other][outcome] > 0),
  );
}

/** The largest count off the diagonal: what the strongest shade of a changed cell stands for. */
export function mostChanged({ transitions }: ReferenceComparison): number {
  return Math.max(
    0,
    ...OUTCOMES.flatMap((from) => OUTCOMES.filter((to) => to !== from).map((to) => transitions[from][to])),
  );
}

export function transitionTable(
  pair: ReferenceComparison,
  [first, second]: readonly [string, string],
): DataTable {
  const outcomes = occurringOutcomes(pair);
  return {
    title: `Outcomes with ${first} and ${second}`,
    columns: [`${first} \\ ${second}`, ...outcomes.map(outcomeTitle)],
    rows: outcomes.map((from) => [outcomeTitle(from), ...outcomes.map((to) => pair.transitions[from][to])]),
  };
}

export function differenceTable(bins: readonly DifferenceBin[], title: string): DataTable {
  return {
    title,
    columns: ['Difference of BLEU', 'From', 'To', 'Examples'],
    rows: bins.map((bin) => [binTitle(bin), bin.low, bin.high, bin.examples]),
  };
}
