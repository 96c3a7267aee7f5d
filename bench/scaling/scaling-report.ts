import { decimal, whole } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import type { ScalingPoint, ScalingResult } from './scaling-benchmark';

/** Growth within this of 1 counts as linear: that much the median of a few steps varies. */
const NEARLY = 0.1;

/** Time and memory along each axis, and where time leaves linear. */
export function scalingMarkdown({ architecture, axes, otherLoadCores }: ScalingResult): string {
  const tables = axes.map(({ name, points }) => {
    const rows = points.map((point, index) => [
      whole(point.value),
      decimal(point.secondsPerStep, 3),
      decimal(growth(points[index - 1], point)),
      point.peakMemoryBytes === null ? null : whole(Math.round(point.peakMemoryBytes / 1e6)),
    ]);
    return [
      markdownTable([name, 'seconds per step', 'growth', 'peak memory (MB)'], rows),
      linearityText(points),
      ...points.flatMap(({ problem, value }) =>
        problem === null ? [] : [`Did not finish at ${whole(value)}: ${problem}`],
      ),
    ].join('\n\n');
  });
  return [`### ${ARCHITECTURE_TITLES[architecture]}`, ...tables, ...loadWarning(otherLoadCores)].join('\n\n');
}

export function scalingsMarkdown(results: readonly ScalingResult[]): string {
  return [...results.map(scalingMarkdown), machineText(results[0].machine)].join('\n\n');
}

/** The exponent by which time grows between two points: 1 is linear, 2 quadratic. */
export function growth(before: ScalingPoint | undefined, after: ScalingPoint): number | null {
  if (!before?.secondsPerStep || !after.secondsPerStep) return null;
  return Math.log(after.secondsPerStep / before.secondsPerStep) / Math.log(after.value / before.value);
}

/** From which value on time grows faster than linearly, up to the last: a single slow point between others does not count. */
export function linearityText(points: readonly ScalingPoint[]): string {
  const last = points.findLast(({ secondsPerStep }) => secondsPerStep !== null);
  const isFaster = (from: ScalingPoint, to: ScalingPoint | undefined) =>
    to !== undefined && (growth(from, to) ?? 0) > 1 + NEARLY;
  const faster = points.find((point, index) => isFaster(point, points[index + 1]) && isFaster(point, last));
  return faster === undefined
    ? 'Nowhere does time grow faster than linearly.'
    : `Time grows faster than linearly from ${whole(faster.value)} on.`;
}
