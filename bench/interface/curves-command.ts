import { benchmark, type Progress } from '../benchmark';
import { describeMachine, type Machine, machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning, OtherLoad } from '../report/other-load';
import {
  type ArrivingPoints,
  type Fluency,
  measureArrivingPoints,
  measurePanning,
  type PannedCurves,
} from './curves';

interface CurvesResult {
  readonly machine: Machine;
  /** Cores that other programs kept busy meanwhile; null where the system does not tell. */
  readonly otherLoadCores: number | null;
  readonly arriving: ArrivingPoints;
  readonly panned: PannedCurves;
}

/** How fluent the window stays with curves. */
export const curves = benchmark<Record<string, never>, CurvesResult>({
  name: 'curves',
  description: 'how fluent the window is while points arrive and while curves are moved',
  addOptions: (command) => command,
  measure: async (_options, progress) => [await measure(progress)],
  markdown: ([result]) => curvesMarkdown(result),
});

async function measure(progress: Progress): Promise<CurvesResult> {
  const load = new OtherLoad();
  const arriving = await measureArrivingPoints(progress);
  const panned = await measurePanning(progress);
  return { machine: describeMachine(), otherLoadCores: load.cores(), arriving, panned };
}

function curvesMarkdown({ machine, otherLoadCores, arriving, panned }: CurvesResult): string {
  const row = (what: string, fluency: Fluency) => [
    what,
    Math.round(fluency.longestTaskMilliseconds),
    fluency.longTasks,
    Math.round(fluency.framesPerSecond),
    Math.round(fluency.medianFrameMilliseconds),
    Math.round(fluency.longestFrameMilliseconds),
  ];
  const titles = [
    ...['the window while', 'longest task, ms', 'tasks over 50 ms', 'frames per second'],
    ...['median frame, ms', 'longest frame, ms'],
  ];
  const rows = [
    row(`${Math.round(arriving.pointsPerSecond)} points a second arrive`, arriving),
    row(`${panned.curves} curves of ${panned.pointsPerCurve} points are moved`, panned),
  ];
  return [markdownTable(titles, rows), ...loadWarning(otherLoadCores), machineText(machine)].join('\n\n');
}
