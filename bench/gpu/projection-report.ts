import { decimal, whole } from '../../src-main/cli/table';
import { ARCHITECTURE_TITLES } from '../../src-shared/domain/architecture';
import { machineText } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { loadWarning } from '../report/other-load';
import type { GpuAssumptions } from './gpu-timeline';
import { GPU_SHEETS, type GpuProjection } from './projection';

/** The projections with what they rest on. */
export function projectionsMarkdown(projections: readonly GpuProjection[]): string {
  const [{ machine }] = projections;
  return [
    '### Projection, not measured',
    assumptionsText(projections.map(({ assumptions }) => assumptions)),
    ...projections.map(projectionMarkdown),
    `Seconds on the CPU: ${machineText(machine)}`,
  ].join('\n\n');
}

function projectionMarkdown(projection: GpuProjection): string {
  const { architecture, steps, decoding, otherLoadCores } = projection;
  const rows = steps.flatMap(({ batch, cpuSeconds, times }) =>
    times.map(({ gpu, seconds, secondsWithoutCopies, busyShare }) => [
      gpu,
      batch,
      decimal(cpuSeconds, 3),
      decimal(seconds, 3),
      decimal(cpuSeconds / seconds, 1),
      `${Math.round(100 * busyShare)}%`,
      decimal(secondsWithoutCopies, 3),
    ]),
  );
  const titles = [
    'GPU',
    'batch',
    'CPU, measured',
    'GPU, projected',
    'times',
    'GPU computes',
    'without copies',
  ];
  const speeds = decoding.map(({ beamSize, sentences, timeSteps, times }) => {
    const each = times.map(
      ({ gpu, seconds }) => `${gpu} ${whole(Math.round(sentences / (seconds * timeSteps)))}`,
    );
    return `${beamSize === 1 ? 'greedy' : `beam ${beamSize}`}, ${sentences} together: ${each.join(', ')}`;
  });
  return [
    `#### ${ARCHITECTURE_TITLES[architecture]}: projected seconds per step`,
    markdownTable(titles, rows),
    `Decoding sentences of ${decoding[0].timeSteps} tokens, projected sentences a second: ${speeds.join('; ')}.`,
    ...loadWarning(otherLoadCores),
  ].join('\n\n');
}

function assumptionsText(all: readonly GpuAssumptions[]): string {
  const [{ launchSeconds, kernelSeconds, copySeconds, attainedShare }] = all;
  const microseconds = (seconds: number) => (1e6 * seconds).toFixed(seconds * 1e6 < 10 ? 1 : 0);
  const host = all.map(({ hostSecondsPerOperation }) => hostSecondsPerOperation);
  const range = [...new Set([Math.min(...host), Math.max(...host)].map(microseconds))].join(' to ');
  const sheets = GPU_SHEETS.map(
    ({ name, flopsPerSecond, bytesPerSecond }) =>
      `${name}, ${flopsPerSecond / 1e12} TFLOP/s in single precision and ${whole(bytesPerSecond / 1e9)} GB/s`,
  );
  return [
    'No GPU was at hand: the operations are counted, the times on a GPU are computed.',
    `Measured here: an operation without arithmetic costs the processor ${range} µs, our JavaScript included.`,
    `Assumed: launching a kernel adds ${microseconds(launchSeconds)} µs; no kernel takes less than ${microseconds(kernelSeconds)} µs;`,
    'otherwise it takes as long as its products at',
    `${Math.round(100 * attainedShare)}% of the arithmetic or its operands at ${Math.round(100 * attainedShare)}% of the memory bandwidth of the data sheet (${sheets.join('; ')});`,
    `the processor goes ahead of the GPU until it reads back or TensorFlow copies between both, which waits for the queue and takes ${microseconds(copySeconds)} µs more.`,
    '`GPU computes` is the share of the time in which it does; `without copies` the time if nothing but the',
    'read-backs made the processor wait. Shorter formats (TF32) are not counted on.',
  ].join(' ');
}
