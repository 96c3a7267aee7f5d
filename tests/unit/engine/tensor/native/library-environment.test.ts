import { expect, it } from 'vitest';
import {
  libraryEnvironment,
  planThreads,
} from '../../../../../src-main/engine/tensor/native/library-environment';

const automatic = { device: 'automatic', threads: 'automatic' } as const;
const plan = { replicas: 4, operation: 2 };
const memory = 16 * 2 ** 30;

it('uses the threads of the settings, or as many as there are processors, for replicas first', () => {
  expect(planThreads(automatic, 2, true)).toEqual({ replicas: 2, operation: 1 });
  expect(planThreads(automatic, 8, true)).toEqual({ replicas: 4, operation: 2 });
  expect(planThreads({ ...automatic, threads: 1 }, 8, true)).toEqual({ replicas: 1, operation: 1 });
  expect(planThreads({ ...automatic, threads: 3 }, 8, true)).toEqual({ replicas: 3, operation: 1 });
});

it('never plans more threads than it may use, and has one replica where nothing is shared', () => {
  for (let threads = 1; threads <= 64; threads++) {
    const { replicas, operation } = planThreads({ ...automatic, threads }, 64, false);
    expect(operation).toBeGreaterThanOrEqual(1);
    expect(replicas * operation).toBeLessThanOrEqual(threads);
    expect(planThreads({ ...automatic, threads }, 64, false)).toEqual({ replicas: 1, operation: threads });
  }
});

it("tells TensorFlow the threads of an operation, whatever TensorFlow's own variables said", () => {
  expect(libraryEnvironment(automatic, { TF_NUM_INTRAOP_THREADS: '5' }, plan, memory)).toMatchObject({
    TF_NUM_INTRAOP_THREADS: '2',
    TF_NUM_INTEROP_THREADS: '2',
  });
});

it('keeps tensors in an arena of at most the memory there is, unless the user says otherwise', () => {
  expect(libraryEnvironment(automatic, {}, plan, memory)).toMatchObject({
    TF_CPU_ALLOCATOR_USE_BFC: 'true',
    TF_CPU_BFC_MEM_LIMIT_IN_MB: '16384',
  });
  const own = { TF_CPU_ALLOCATOR_USE_BFC: 'false', TF_CPP_MIN_LOG_LEVEL: '0' };
  expect(libraryEnvironment(automatic, own, plan, memory)).toMatchObject(own);
});

it('hides GPUs only from an engine that is to compute on the CPU', () => {
  const variables = (device: 'cpu' | 'automatic' | 'cuda') =>
    libraryEnvironment({ ...automatic, device }, {}, plan, memory);
  expect(variables('cpu').CUDA_VISIBLE_DEVICES).toBe('-1');
  expect(variables('automatic')).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
  expect(variables('cuda')).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
});
