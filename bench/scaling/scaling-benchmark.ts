import type { Architecture } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { stepInProcess } from '../step/step-process';
import type { StepSizes } from '../workload/sizes';
import { AXES, coarse } from './axes';

/** One point: a step at these sizes in a process of its own, so that its peak memory is its own. */
export interface ScalingPoint {
  readonly value: number;
  /** Null when the process failed, of which `problem` tells. */
  readonly secondsPerStep: number | null;
  readonly peakMemoryBytes: number | null;
  readonly problem: string | null;
}

export interface ScalingResult {
  readonly architecture: Architecture;
  readonly machine: Machine;
  readonly otherLoadCores: number | null;
  readonly axes: readonly { readonly name: string; readonly points: readonly ScalingPoint[] }[];
}

export interface ScalingOptions {
  /** Timed steps at each point. */
  readonly steps: number;
  readonly quick?: boolean;
}

/** Step time and peak memory along every axis. */
export async function scalingBenchmark(
  architecture: Architecture,
  { steps, quick }: ScalingOptions,
  progress: Progress,
): Promise<ScalingResult> {
  const load = new OtherLoad();
  const axes = [];
  for (const { name, values, sizes } of quick ? coarse(AXES) : AXES) {
    const points: ScalingPoint[] = [];
    for (const value of values) {
      progress(`${name} ${value}`);
      points.push({ value, ...(await measure(architecture, sizes(value), steps)) });
    }
    axes.push({ name, points });
  }
  return { architecture, machine: describeMachine(), otherLoadCores: load.cores(), axes };
}

async function measure(
  architecture: Architecture,
  sizes: StepSizes,
  steps: number,
): Promise<Omit<ScalingPoint, 'value'>> {
  try {
    const { secondsPerStep, peakMemoryBytes } = await stepInProcess(architecture, sizes, steps);
    return { secondsPerStep, peakMemoryBytes, problem: null };
  } catch (error) {
    return { secondsPerStep: null, peakMemoryBytes: null, problem: (error as Error).message };
  }
}
