import { decimal } from '../../src-main/cli/table';
import { benchmark } from '../benchmark';
import { describeMachine, machineText, type Machine } from '../report/machine';
import { markdownTable } from '../report/markdown-table';
import { kernelsBenchmark, type KernelTimes } from './kernels-benchmark';

interface KernelsResult {
  readonly times: readonly KernelTimes[];
  readonly machine: Machine;
}

/** The fused operations, by our kernels and composed of TensorFlow's. */
export const kernels = benchmark<object, KernelsResult>({
  name: 'kernels',
  description: 'fused operations by our compiled kernels and composed of those of TensorFlow',
  addOptions: (command) => command,
  measure: async (_, progress) => [{ times: await kernelsBenchmark(progress), machine: describeMachine() }],
  markdown: kernelsMarkdown,
});

function kernelsMarkdown([{ times, machine }]: readonly KernelsResult[]): string {
  const rows = times.map(({ operation, composed, compiled }) => [
    operation,
    decimal(composed * 1e6, 0),
    decimal(compiled * 1e6, 0),
    decimal(composed / compiled, 1),
  ]);
  const titles = ['operation', 'composed (µs)', 'compiled (µs)', 'times'];
  return [markdownTable(titles, rows), machineText(machine)].join('\n\n');
}
