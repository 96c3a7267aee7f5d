import { expect, it } from 'vitest';
import { deviceOf } from '../../../../src-renderer/state/device';

it('is what an engine computes on', () => {
  expect(deviceOf('TensorFlow 2.21.0, CPU, 2 threads')).toBe('CPU, 2 threads');
  expect(deviceOf('TensorFlow 2.21.0, NVIDIA GPU (CUDA)')).toBe('NVIDIA GPU (CUDA)');
  expect(deviceOf('WebAssembly, CPU, 1 thread')).toBe('CPU, 1 thread');
});
