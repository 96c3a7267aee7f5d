import type { Architecture } from '../../src-shared/domain/architecture';
import type { Progress } from '../benchmark';
import { describeMachine, type Machine } from '../report/machine';
import { OtherLoad } from '../report/other-load';
import { stepInProcess } from '../step/step-process';
import { SPECIFIED_SIZES, type StepSizes } from '../workload/sizes';
import { BEAM_SIZE } from './counts';
import { sumOf } from './footprint';
import { GpuTimeline, type GpuAssumptions, type GpuSheet } from './gpu-timeline';
import { nativeBinding, operationsAsOnGpu, TracedEngine } from './traced-engine';
import { DECODER_ROWS, decodingFootprint, stepFootprint, SyntheticTraining } from './traced-work';

/** Figures of the makers' data sheets. */
export const GPU_SHEETS: readonly GpuSheet[] = [
  { name: 'GeForce RTX 3060', flopsPerSecond: 12.7e12, bytesPerSecond: 360e9 },
  { name: 'A100 (40 GB)', flopsPerSecond: 19.5e12, bytesPerSecond: 1555e9 },
  { name: 'H100 (SXM)', flopsPerSecond: 67e12, bytesPerSecond: 3350e9 },
];

/** What was not measured. */
export const ASSUMED: Omit<GpuAssumptions, 'hostSecondsPerOperation'> = {
  launchSeconds: 5e-6,
  kernelSeconds: 4e-6,
  copySeconds: 20e-6,
  attainedShare: 0.5,
};

export interface ProjectedTime {
  readonly gpu: string;
  readonly seconds: number;
  /** If nothing but what the engine reads back made the processor wait. */
  readonly secondsWithoutCopies: number;
  /** Share of the time in which the GPU computes. */
  readonly busyShare: number;
}

export interface ProjectedStep {
  readonly batch: number;
  /** Our step on this computer's CPU, all threads. */
  readonly cpuSeconds: number;
  readonly launches: number;
  readonly flops: number;
  readonly times: readonly ProjectedTime[];
}

export interface ProjectedDecoding {
  readonly beamSize: number;
  /** Decoded together. */
  readonly sentences: number;
  /** Of each sentence. */
  readonly timeSteps: number;
  /** Per time step. */
  readonly times: readonly { readonly gpu: string; readonly seconds: number }[];
}

export interface GpuProjection {
  readonly kind: 'projection';
  readonly architecture: Architecture;
  readonly machine: Machine;
  readonly otherLoadCores: number | null;
  readonly assumptions: GpuAssumptions;
  readonly steps: readonly ProjectedStep[];
  readonly decoding: readonly ProjectedDecoding[];
}

/** As many operations as a step of the specified lengths has, and hardly any arithmetic in them. */
const TINY: StepSizes = { ...SPECIFIED_SIZES, batch: 1, vocabulary: 8, hidden: 4 };
const TINY_STEPS = 20;
const CPU_STEPS = 3;

/** How long a step and decoding would take on a GPU, from what the engine asks for and what the CPU takes. */
export async function gpuProjection(
  architecture: Architecture,
  batches: readonly number[],
  progress: Progress,
): Promise<GpuProjection> {
  const load = new OtherLoad();
  const engine = new TracedEngine();
  progress('timing operations without arithmetic');
  const hostSecondsPerOperation = await secondsPerOperation(engine, architecture);
  const assumptions = { ...ASSUMED, hostSecondsPerOperation };
  const steps: ProjectedStep[] = [];
  for (const batch of batches) {
    progress(`a step of ${batch} sentences on the CPU`);
    const sizes = { ...SPECIFIED_SIZES, batch };
    const { secondsPerStep } = await stepInProcess(architecture, sizes, CPU_STEPS);
    const pairs = timelinePairs(assumptions);
    const { launches, flops } = await stepFootprint(engine, architecture, sizes, pairs.flat());
    const times = pairs.map(([timeline, withoutCopies], index) => ({
      gpu: GPU_SHEETS[index].name,
      seconds: timeline.seconds,
      secondsWithoutCopies: withoutCopies.seconds,
      busyShare: timeline.busySeconds / timeline.seconds,
    }));
    steps.push({ batch, cpuSeconds: secondsPerStep, launches, flops, times });
  }
  progress('decoding');
  const decoding: ProjectedDecoding[] = [];
  for (const beamSize of [1, BEAM_SIZE])
    decoding.push(await projectedDecoding(engine, architecture, assumptions, beamSize));
  const otherLoadCores = load.cores();
  const machine = describeMachine();
  return { kind: 'projection', architecture, machine, otherLoadCores, assumptions, steps, decoding };
}

/** For each GPU as things are, and with copies that cost nothing. */
function timelinePairs(assumptions: GpuAssumptions): [GpuTimeline, GpuTimeline][] {
  return GPU_SHEETS.map((sheet) => [
    new GpuTimeline(sheet, assumptions),
    new GpuTimeline(sheet, assumptions, false),
  ]);
}

async function projectedDecoding(
  engine: TracedEngine,
  architecture: Architecture,
  assumptions: GpuAssumptions,
  beamSize: number,
): Promise<ProjectedDecoding> {
  const timelines = () => GPU_SHEETS.map((sheet) => new GpuTimeline(sheet, assumptions));
  const options = { beamSize, attention: false };
  const { seconds } = await decodingFootprint(engine, architecture, SPECIFIED_SIZES, options, timelines);
  return {
    beamSize,
    sentences: DECODER_ROWS / beamSize,
    timeSteps: SPECIFIED_SIZES.target - 1,
    times: GPU_SHEETS.map(({ name }, index) => ({ gpu: name, seconds: seconds[index] })),
  };
}

/** What an operation costs the processor besides its arithmetic, the engine's JavaScript included. */
async function secondsPerOperation(engine: TracedEngine, architecture: Architecture): Promise<number> {
  const operations = sumOf((await stepFootprint(engine, architecture, TINY)).operations);
  const training = new SyntheticTraining(operationsAsOnGpu(nativeBinding()), architecture, TINY);
  let shortest = Infinity;
  for (let step = 0; step < TINY_STEPS; step++) {
    const started = performance.now();
    await training.next();
    // The shortest: whatever else happens only adds to what an operation costs by itself.
    shortest = Math.min(shortest, performance.now() - started);
  }
  training.dispose();
  return shortest / 1000 / operations;
}
