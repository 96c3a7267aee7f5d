/** What charts of curves say in words and figures. */
import type { ReadoutContent } from '../../../src-shared/charts/readout-content';
import { ARCHITECTURE_TITLES } from '../../../src-shared/domain/architecture';
import { formatCount, formatLoss } from '../../../src-shared/format/numbers';
import type { DataTable } from '../../../src-shared/format/table-text';
import { type CurveLine, type CurveMark, nearestPoint } from '../../charts/curves/curve-line';
import type { DrawnRun } from './drawn-run';
import type { Panel } from './panels';

/** More would not fit beside a pointer. */
const MOST_ROWS = 12;

/** The values of all lines at a place, and what happened just there. */
export function readLines(
  lines: readonly CurveLine[],
  marks: readonly CurveMark[],
  title: string,
  x: number,
  format: Panel['formatValue'],
): ReadoutContent {
  const rows = lines.flatMap((line) => {
    const index = nearestPoint(line.x, x);
    const value = line.y[index];
    // Behind its end a line says nothing.
    if (index < 0 || Number.isNaN(value) || x > line.x.at(-1)! * 1.02) return [];
    return { term: line.label, value: format(value), colour: line.colour };
  });
  const shown = rows.slice(0, MOST_ROWS);
  if (rows.length > shown.length)
    shown.push({ term: `and ${rows.length - shown.length} more`, value: '', colour: '' });
  const happened = marks.map(({ label, colour }) => ({ term: label, value: '', colour }));
  return { title, rows: [...shown, ...happened] };
}

/** Every point of every line. */
export function linesTable(
  title: string,
  xTitle: string,
  unit: string,
  lines: readonly CurveLine[],
): DataTable {
  return {
    title,
    columns: ['Curve', xTitle, unit, 'Lowest', 'Highest'],
    rows: lines.flatMap(({ label, x, y, band }) => {
      const hasExtremes = band !== null && band.x === x;
      return Array.from(x, (place, index) => [
        label,
        place,
        finite(y[index]),
        hasExtremes ? finite(band.low[index]) : null,
        hasExtremes ? finite(band.high[index]) : null,
      ]);
    }),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

export const NOTHING_YET = 'No training step has been recorded yet.';

/** The losses of each run, from the first to the last. */
export function lossSummary(runs: readonly DrawnRun[]): string {
  return runs.map(lossSentence).join(' ') || NOTHING_YET;
}

function lossSentence({ chosen, data: { steps, epochs } }: DrawnRun): string {
  const last = epochs.at(-1);
  const best = epochs.findLast((epoch) => epoch.best);
  const validation = last
    ? `teacher-forced validation loss ${formatLoss(last.validationLossTeacherForced)}, ` +
      `free-running ${formatLoss(last.validationLossFreeRunning)}`
    : '';
  const label = chosen.label || ARCHITECTURE_TITLES[chosen.run.architecture];
  if (steps.step.length === 0) return last ? `${label}: after epoch ${last.epoch} ${validation}.` : '';
  const fall = `training loss from ${formatLoss(steps.loss[0])} to ${formatLoss(steps.loss.at(-1))} at step ${formatCount(steps.step.at(-1) ?? 0)}`;
  if (!last) return `${label}: ${fall}.`;
  return `${label}: ${fall}; ${validation}${best ? `, best epoch ${best.epoch}` : ''}.`;
}

/** The last value of each line. */
export function linesSummary(lines: readonly CurveLine[], { title, formatValue }: Panel): string {
  const sentences = lines.map(({ label, y }) => `${label}: ${formatValue(y.at(-1) ?? Number.NaN)}`);
  return sentences.length === 0 ? NOTHING_YET : `${title} in the end. ${sentences.join('; ')}.`;
}
