import { whole } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { markdownTable, type Cell } from '../report/markdown-table';
import type { GpuResult } from './command';
import type { GpuCounts } from './counts';
import { sumOf } from './footprint';
import { measurementsMarkdown } from './measurement-report';
import { projectionsMarkdown } from './projection-report';

/** What is asked of a GPU, then times: measured where there was one, else projected. */
export function gpusMarkdown(results: readonly GpuResult[]): string {
  const counts = results.filter((result) => result.kind === 'counts');
  const measurements = results.filter((result) => result.kind === 'measurement');
  const projections = results.filter((result) => result.kind === 'projection');
  return [
    ...(counts.length > 0 ? [countsMarkdown(counts)] : []),
    ...(measurements.length > 0 ? [measurementsMarkdown(measurements)] : []),
    ...(projections.length > 0 ? [projectionsMarkdown(projections)] : []),
  ].join('\n\n');
}

/** Operations, waits and kernels of all work, and where operations ran on the computer at hand. */
export function countsMarkdown(counts: readonly GpuCounts[]): string {
  const titles = ['work', 'operations', 'launches', 'GFLOP', 'read-backs', 'copies from', 'copies to'];
  const rows = counts.flatMap(({ architecture, work }) =>
    work.map(({ name, footprint }): Cell[] => [
      `${ARCHITECTURE_TITLES[architecture]}: ${name}`,
      whole(sumOf(footprint.operations)),
      whole(footprint.launches),
      (footprint.flops / 1e9).toFixed(1),
      footprint.readBacks,
      sumOf(footprint.copiesToHost),
      sumOf(footprint.copiesToDevice),
    ]),
  );
  return [
    '### What is asked of a GPU',
    markdownTable(titles, rows),
    kernelsLine(counts),
    ...namedSum('Copies from the GPU are made for', counts, ({ copiesToHost }) => copiesToHost),
    ...namedSum('Copies to the GPU are made for', counts, ({ copiesToDevice }) => copiesToDevice),
    placementLine(counts),
  ].join('\n\n');
}

type Work = GpuCounts['work'][number]['footprint'];

function kernelsLine(counts: readonly GpuCounts[]): string {
  const names = new Set(namesOf(counts, ({ operations }) => operations));
  const lacking = namesOf(counts, ({ withoutKernel }) => withoutKernel);
  const which = `the ${names.size} operations that occur (${[...names].sort().join(', ')})`;
  const version = `TensorFlow ${counts[0].kernelsOf}`;
  return lacking.length === 0
    ? `The CUDA build of ${version} has a GPU kernel for each of ${which}.`
    : `NO GPU KERNEL in the CUDA build of ${version}: ${lacking.join(', ')}, of ${which}.`;
}

function namesOf(
  counts: readonly GpuCounts[],
  which: (footprint: Work) => Readonly<Record<string, number>>,
): string[] {
  return [
    ...new Set(counts.flatMap(({ work }) => work.flatMap(({ footprint }) => Object.keys(which(footprint))))),
  ];
}

/** A sentence with the names and, of an optimisation step of the last model, the numbers; none where there is nothing. */
function namedSum(
  beginning: string,
  counts: readonly GpuCounts[],
  which: (footprint: Work) => Readonly<Record<string, number>>,
): string[] {
  const steps = counts.map(({ architecture, work }) => {
    const named = Object.entries(which(work[0].footprint)).sort(([, a], [, b]) => b - a);
    const text = named.map(([name, number]) => `${name.replace(/^\(|\)$/g, '')} ${number}`).join(', ');
    return named.length === 0 ? null : `${ARCHITECTURE_TITLES[architecture]}: ${text}`;
  });
  const told = steps.filter((step) => step !== null);
  return told.length === 0 ? [] : [`${beginning}, in an optimisation step: ${told.join('; ')}.`];
}

function placementLine(counts: readonly GpuCounts[]): string {
  const devices = new Map<string, Set<string>>();
  for (const { placement } of counts)
    for (const [device, operations] of Object.entries(placement))
      devices.set(device, new Set([...(devices.get(device) ?? []), ...Object.keys(operations)]));
  const gpu = devices.get('GPU');
  const cpu = [...(devices.get('CPU') ?? [])].sort();
  if (!gpu) return `On the computer at hand, which has no GPU, all ${cpu.length} ran on the CPU.`;
  const remainder = cpu.length === 0 ? 'none on the CPU' : `on the CPU: ${cpu.join(', ')}`;
  return `On the computer at hand, TensorFlow ran ${gpu.size} of them on the GPU, ${remainder}.`;
}
