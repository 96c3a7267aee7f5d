import type { GpuEvents } from './gpu-simulation';
import type { OperationCost } from './operation-cost';

/** A GPU as its data sheet has it. */
export interface GpuSheet {
  readonly name: string;
  /** Single precision, without the tensor cores' shorter formats. */
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
}

/** What a projection takes for granted. */
export interface GpuAssumptions {
  /** Our time and TensorFlow's for one operation, before anything is launched; measured on the CPU. */
  readonly hostSecondsPerOperation: number;
  /** What queueing a kernel adds to that. */
  readonly launchSeconds: number;
  /** The shortest kernel. */
  readonly kernelSeconds: number;
  /** A copy of a few numbers between computer and GPU, once everything before it is done. */
  readonly copySeconds: number;
  /** Share of a data sheet's figures that kernels of a recurrent network attain. */
  readonly attainedShare: number;
}

/**
 * Two clocks: the processor queues work, the GPU does it in order. Where the processor waits for the GPU the queue runs
 * empty. `copiesWait` false: as if TensorFlow had nothing to copy but what the engine reads back.
 */
export class GpuTimeline implements GpuEvents {
  private host = 0;
  private device = 0;
  private busy = 0;

  constructor(
    private readonly sheet: GpuSheet,
    private readonly assumptions: GpuAssumptions,
    private readonly copiesWait = true,
  ) {}

  /** Until both are done. */
  get seconds(): number {
    return Math.max(this.host, this.device);
  }

  /** Time that the GPU computes. */
  get busySeconds(): number {
    return this.busy;
  }

  launched(_: string, { flops, bytes }: OperationCost): void {
    const { hostSecondsPerOperation, launchSeconds, kernelSeconds, attainedShare } = this.assumptions;
    const { flopsPerSecond, bytesPerSecond } = this.sheet;
    this.host += hostSecondsPerOperation + launchSeconds;
    const work = Math.max(flops / flopsPerSecond, bytes / bytesPerSecond) / attainedShare;
    const duration = Math.max(kernelSeconds, work);
    this.device = Math.max(this.device, this.host) + duration;
    this.busy += duration;
  }

  onProcessor(): void {
    this.host += this.assumptions.hostSecondsPerOperation;
  }

  /** Its computation on the processor is not known here; its copies are counted by themselves. */
  withoutKernel(): void {
    this.onProcessor();
  }

  readBack(): void {
    this.host = this.seconds + this.assumptions.copySeconds;
  }

  copiedToHost(): void {
    if (this.copiesWait) this.readBack();
  }

  copiedToDevice(): void {
    if (this.copiesWait) this.readBack();
  }
}
