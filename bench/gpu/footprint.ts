import type { GpuEvents } from './gpu-simulation';
import type { OperationCost } from './operation-cost';
import type { Observer, TracedTensor } from './recording-binding';

/** What some work asks of a GPU. */
export interface Footprint {
  /** Operations of TensorFlow, by name. */
  readonly operations: Readonly<Record<string, number>>;
  /** Reads of numbers by the engine (`tensorDataSync`). */
  readonly readBacks: number;
  /** Operations since the last of them (all, where there is none), by name. */
  readonly sinceReadBack: Readonly<Record<string, number>>;
  /** Operations that give the GPU work. */
  readonly launches: number;
  readonly flops: number;
  /** Copies from the GPU for which an operation makes TensorFlow wait, by the operation. */
  readonly copiesToHost: Readonly<Record<string, number>>;
  /** Copies to the GPU, by the operation that needs them. */
  readonly copiesToDevice: Readonly<Record<string, number>>;
  /** Operations that a GPU has no kernel for, by name. */
  readonly withoutKernel: Readonly<Record<string, number>>;
}

type Counts = Record<string, number>;

/** Counts what is asked of TensorFlow and what would come of it on a GPU. */
export class FootprintCounter implements Observer, GpuEvents {
  private operations: Counts = {};
  private readBacks = 0;
  private afterReadBack: Counts = {};
  private launches = 0;
  private flops = 0;
  private toHost: Counts = {};
  private toDevice: Counts = {};
  private lacking: Counts = {};

  /** Since this was made. */
  get footprint(): Footprint {
    return {
      operations: this.operations,
      readBacks: this.readBacks,
      sinceReadBack: this.afterReadBack,
      launches: this.launches,
      flops: this.flops,
      copiesToHost: this.toHost,
      copiesToDevice: this.toDevice,
      withoutKernel: this.lacking,
    };
  }

  created(): void {}

  executed(name: string): void {
    count(this.operations, name);
    count(this.afterReadBack, name);
  }

  read(_: TracedTensor): void {
    this.readBacks++;
    this.afterReadBack = {};
  }

  deleted(): void {}

  launched(_: string, { flops }: OperationCost): void {
    this.launches++;
    this.flops += flops;
  }

  onProcessor(): void {}

  withoutKernel(name: string): void {
    count(this.lacking, name);
  }

  readBack(): void {}

  copiedToHost(name: string): void {
    count(this.toHost, name);
  }

  copiedToDevice(name: string): void {
    count(this.toDevice, name);
  }
}

function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** All of them together. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, number) => sum + number, 0);
}
