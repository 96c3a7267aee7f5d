import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../src-shared/domain/errors';

describe('the portable backend', () => {
  it('leaves, once started, the handling of uncaught errors to the application', async () => {
    const listeners = () =>
      ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
    const before = listeners();
    const { createPortableOperations } =
      await import('../../../../src-main/engine/tensor/portable/portable-operations');
    const ops = await createPortableOperations();
    expect(listeners()).toEqual(before);
    expect(ops.description).toEqual({
      backend: 'portable',
      tensorflow: expect.stringMatching(/^tfjs \d+\.\d+\.\d+$/),
      device: 'WebAssembly',
      threads: 1,
      replicas: 1,
      oneDnn: false,
      fusedKernels: 'composed',
    });
  });

  it('says so when its memory is full, frees what it took and goes on working', async () => {
    const { createPortableOperations } =
      await import('../../../../src-main/engine/tensor/portable/portable-operations');
    const ops = await createPortableOperations();
    const before = ops.liveTensors();
    // Just under and well over what 32 bits can address; so nothing is written.
    for (const numbers of [2 ** 30 - 2 ** 14, 2 ** 31]) {
      const fill = () => ops.scope(() => ops.readFloat32(ops.dropoutMask([numbers], 0.5, 1, 1))[0]);
      expect(fill).toThrow(UserError);
      expect(fill).toThrow("WebAssembly's memory of 4 GB is full");
    }
    expect(ops.liveTensors()).toBe(before);
    expect(ops.scope(() => ops.readFloat32(ops.zeros([3])))).toEqual(new Float32Array(3));
  });
});
