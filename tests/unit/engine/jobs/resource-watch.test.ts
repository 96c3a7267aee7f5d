import { expect, it } from 'vitest';
import { parseGpuSample, ResourceWatch } from '../../../../src-main/engine/jobs/resource-watch';
import type { ResourceSample } from '../../../../src-shared/domain/training';

it('tells of this process after the first step, and not of every step', () => {
  const samples: ResourceSample[] = [];
  const watch = new ResourceWatch('CPU', (sample) => samples.push(sample));
  for (let step = 1; step <= 1000; step++) watch.look(step);
  expect(samples).toHaveLength(1);
  expect(samples[0]).toMatchObject({ step: 1, gpu: null });
  expect(samples[0].memoryBytes).toBeGreaterThan(10_000_000);
  expect(samples[0].processorPercent).toBeGreaterThanOrEqual(0);
});

it('reads the busiest GPU of what the driver lists', () => {
  expect(parseGpuSample('12, 1024, 8192\n93, 2048, 81559\n')).toEqual({
    percent: 93,
    memoryBytes: 2048 * 1024 ** 2,
    totalBytes: 81559 * 1024 ** 2,
  });
  expect(parseGpuSample('[N/A], 3, 4')).toBeNull();
  expect(parseGpuSample('')).toBeNull();
});
