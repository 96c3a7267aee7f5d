import { describe, expect, it } from 'vitest';
import { GpuTimeline } from '../../../../bench/gpu/gpu-timeline';

const SHEET = { name: 'a GPU', flopsPerSecond: 100, bytesPerSecond: 10 };
const ASSUMPTIONS = {
  hostSecondsPerOperation: 1,
  launchSeconds: 1,
  kernelSeconds: 3,
  copySeconds: 5,
  attainedShare: 0.5,
};
const SHORT = { flops: 0, bytes: 0 };

describe('the projected time', () => {
  it('is that of the slower one where processor and GPU overlap', () => {
    const timeline = new GpuTimeline(SHEET, ASSUMPTIONS);
    for (let launch = 0; launch < 4; launch++) timeline.launched('Tanh', SHORT);
    expect(timeline.seconds).toBe(2 + 4 * 3);
    for (let operation = 0; operation < 20; operation++) timeline.onProcessor();
    expect(timeline.seconds).toBe(4 * 2 + 20);
    expect(timeline.busySeconds).toBe(12);
  });

  it('of a kernel is that of its arithmetic or its memory, whichever takes longer', () => {
    const arithmetic = new GpuTimeline(SHEET, ASSUMPTIONS);
    arithmetic.launched('MatMul', { flops: 1000, bytes: 10 });
    expect(arithmetic.busySeconds).toBe(20);
    const memory = new GpuTimeline(SHEET, ASSUMPTIONS);
    memory.launched('MatMul', { flops: 1000, bytes: 200 });
    expect(memory.busySeconds).toBe(40);
  });

  it('grows where the processor waits for the GPU', () => {
    const timeline = new GpuTimeline(SHEET, ASSUMPTIONS);
    timeline.launched('Tanh', SHORT);
    timeline.readBack();
    timeline.launched('Tanh', SHORT);
    expect(timeline.seconds).toBe(2 + 3 + 5 + 2 + 3);
  });

  it('can leave out what is copied without being read back', () => {
    const timelines = [true, false].map((copiesWait) => new GpuTimeline(SHEET, ASSUMPTIONS, copiesWait));
    for (const timeline of timelines) {
      timeline.copiedToDevice();
      timeline.copiedToHost();
      timeline.readBack();
    }
    expect(timelines.map(({ seconds }) => seconds)).toEqual([15, 5]);
  });
});
