import { expect, it } from 'vitest';
import { requireGpuFor } from '../../../../bench/gpu/require-gpu.mjs';

it('without a GPU the benchmark says in one line what is missing and what would be right', async () => {
  await expect(requireGpuFor(['gpu', '--write'], { UNROLL_DEVICE: 'cpu' })).rejects.toThrow(
    /^error: UNROLL_DEVICE is cpu; .* needs Linux on x86-64 with an NVIDIA GPU .*[^\n]$/,
  );
});

it.each(['--placement-only', '--project', '--help'])('%s needs no GPU', async (option) => {
  await expect(requireGpuFor(['gpu', option], { UNROLL_DEVICE: 'cpu' })).resolves.toBeUndefined();
});

it('a GPU that is asked for or found is taken', async () => {
  await expect(requireGpuFor(['gpu'], { UNROLL_DEVICE: 'cuda' })).resolves.toBeUndefined();
});
