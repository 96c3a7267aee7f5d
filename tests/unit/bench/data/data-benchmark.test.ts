import { expect, it } from 'vitest';
import { dataBenchmark } from '../../../../bench/data/data-benchmark';

it('prepares every row it was asked for, and the second time takes what was kept', async () => {
  const times = await dataBenchmark({ rows: 300 });
  expect(times.rows).toBe(300);
  expect(times.rowsPerSecond).toBeCloseTo(300 / times.secondsCold);
  expect(times.secondsCached).toBeGreaterThan(0);
  expect(times.cacheBytes).toBeGreaterThan(10_000);
  expect(times.peakMemoryBytes).toBeGreaterThan(30_000_000);
});
