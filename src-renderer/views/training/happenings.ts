/** What happened to runs while they trained, in the order of their axis: findings and interventions. */
import type { CurveAxis } from '../../../src-shared/charts/curve-points';
import type { Palette } from '../../../src-shared/charts/palette';
import type { Finding, Severity } from '../../../src-shared/domain/diagnosis';
import { formatCount } from '../../../src-shared/format/numbers';
import { describeIntervention, findingNotice, interventionNotice } from '../../../src-shared/format/training';
import type { CurveMark } from '../../charts/curves/curve-line';
import type { ChosenRun } from '../../state/chosen-runs';
import { type DrawnRun, positionsOf, styleOf } from './drawn-run';

interface Happening {
  readonly id: string;
  readonly chosen: ChosenRun;
  /** On the horizontal axis. */
  readonly x: number;
  /** Where, in words. */
  readonly place: string;
  readonly title: string;
}

export interface FoundFault extends Happening {
  readonly kind: Severity;
  readonly finding: Finding;
}

export interface ChangedSetting extends Happening {
  readonly kind: 'intervention';
}

/** The newest first. */
export function happenings(
  runs: readonly DrawnRun[],
  axis: CurveAxis,
): readonly (FoundFault | ChangedSetting)[] {
  return runs
    .flatMap((drawn) => [...faults(drawn, axis), ...changes(drawn, axis)])
    .toSorted((first, second) => second.x - first.x);
}

function faults(drawn: DrawnRun, axis: CurveAxis): FoundFault[] {
  const { chosen, data } = drawn;
  const positions = positionsOf(drawn, axis);
  return data.findings.map(({ epoch, finding }) => ({
    id: `${chosen.run.id} ${finding.id}`,
    kind: finding.severity,
    chosen,
    x: positions.at(epoch * (chosen.run.stepsPerEpoch ?? 1)),
    place: `epoch ${epoch}`,
    title: finding.title,
    finding,
  }));
}

function changes(drawn: DrawnRun, axis: CurveAxis): ChangedSetting[] {
  const { chosen, data } = drawn;
  const positions = positionsOf(drawn, axis);
  return data.interventions.map((intervention) => ({
    id: `${chosen.run.id} step ${intervention.step}`,
    kind: 'intervention',
    chosen,
    x: positions.at(intervention.step),
    place: `step ${formatCount(intervention.step)}`,
    title: describeIntervention(intervention),
  }));
}

/** As lines in a chart: changes in their run's colour, faults in that of warnings. */
export function marksOf(
  found: readonly (FoundFault | ChangedSetting)[],
  palette: Palette,
): readonly CurveMark[] {
  return found.map(({ id, kind, x, title, chosen }) => ({
    id,
    kind,
    x,
    label: `${chosen.label}: ${title}`,
    colour:
      kind === 'intervention'
        ? styleOf(chosen, palette).colour
        : kind === 'note'
          ? palette.muted
          : palette.warning,
  }));
}

/** Whether a study's notice says what its runs tell beside their curves. */
export function isToldElsewhere(notice: string, runs: readonly DrawnRun[]): boolean {
  return runs.some(
    ({ chosen: { run }, data }) =>
      data.findings.some((told) => findingNotice(run.architecture, told) === notice) ||
      data.interventions.some(
        (intervention) => interventionNotice(run.architecture, intervention) === notice,
      ),
  );
}
