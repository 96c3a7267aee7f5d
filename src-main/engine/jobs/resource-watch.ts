import { execFile } from 'node:child_process';
import type { GpuSample, ResourceSample } from '../../../src-shared/domain/training';

const INTERVAL_MILLISECONDS = 2000;
/** Asking starts a process, so it is done less often. */
const GPU_INTERVAL_MILLISECONDS = 5000;
const GPU_PATIENCE_MILLISECONDS = 4000;
const MEBIBYTE = 1024 ** 2;

/** Tells now and then what this process takes of the computer, and what is done on its GPU. */
export class ResourceWatch {
  private usage = process.cpuUsage();
  private lookedAt = performance.now();
  private nextLook = 0;
  private gpu: GpuSample | null = null;
  private nextGpuLook: number;

  constructor(
    device: string,
    private readonly tell: (sample: ResourceSample) => void,
  ) {
    this.nextGpuLook = device === 'CPU' ? Infinity : 0;
  }

  /** To be called after every step; most calls do nothing. */
  look(step: number): void {
    const now = performance.now();
    if (now < this.nextLook) return;
    this.nextLook = now + INTERVAL_MILLISECONDS;
    this.lookAtGpu(now);
    const { user, system } = process.cpuUsage(this.usage);
    const processorPercent = (100 * (user + system)) / 1000 / Math.max(1, now - this.lookedAt);
    this.usage = process.cpuUsage();
    this.lookedAt = now;
    this.tell({ step, processorPercent, memoryBytes: process.memoryUsage.rss(), gpu: this.gpu });
  }

  /** What it finds is told with a later sample; a computer without NVIDIA's tool is not asked again. */
  private lookAtGpu(now: number): void {
    if (now < this.nextGpuLook) return;
    this.nextGpuLook = now + GPU_INTERVAL_MILLISECONDS;
    execFile(
      'nvidia-smi',
      ['--query-gpu=utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits'],
      { timeout: GPU_PATIENCE_MILLISECONDS },
      (error, output) => {
        this.gpu = error ? null : parseGpuSample(output);
        if (error) this.nextGpuLook = Infinity;
      },
    ).unref();
  }
}

/** The busiest GPU of those that `nvidia-smi` lists (percent, MiB used, MiB in all; a line each); null where it does not tell. */
export function parseGpuSample(output: string): GpuSample | null {
  const samples = output
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number))
    .filter((numbers) => numbers.length === 3 && numbers.every(Number.isFinite))
    .map(([percent, used, total]) => ({
      percent,
      memoryBytes: used * MEBIBYTE,
      totalBytes: total * MEBIBYTE,
    }));
  return samples.toSorted((first, second) => second.percent - first.percent)[0] ?? null;
}
