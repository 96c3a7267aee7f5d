import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { StepSizes } from '../workload/sizes';
import type { StepReport } from './step-benchmark';

/** Times our step by the command `step` in a process of its own, so that its peak memory is its own. */
export async function stepInProcess(
  architecture: Architecture,
  sizes: StepSizes,
  steps: number,
): Promise<StepReport> {
  const parameters = Object.entries({ architecture, steps, ...sizes }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const command = [process.argv[1], 'step', ...parameters, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return JSON.parse(stdout) as StepReport;
}
