import { describe, expect, it } from 'vitest';
import { KernelTable } from '../../../../bench/gpu/kernel-table';
import { FLOAT, INT32, tensor } from './traced-tensors';

const kernels = new KernelTable();

describe('the kernel for a GPU', () => {
  it('leaves numbers on the GPU and takes sizes from the computer', () => {
    const inputs = [tensor(FLOAT, 4, 2), tensor(INT32, 2), tensor(INT32, 2)];
    expect(kernels.find('Slice', inputs, [tensor(FLOAT, 2, 2)])).toEqual({
      hostInputs: [false, true, true],
      hostOutputs: [false],
    });
  });

  it('may be one that computes integers in the computer', () => {
    const inputs = [tensor(INT32, 4), tensor(INT32, 1), tensor(INT32, 1)];
    expect(kernels.find('Slice', inputs, [tensor(INT32, 2)])?.hostOutputs).toEqual([true]);
  });

  it('is found where operands may be several', () => {
    const parts = [tensor(FLOAT, 1), tensor(FLOAT, 1), tensor(FLOAT, 1)];
    expect(kernels.find('ConcatV2', [...parts, tensor(INT32)], [tensor(FLOAT, 3)])?.hostInputs).toEqual([
      false,
      false,
      false,
      true,
    ]);
    const split = kernels.find('Split', [tensor(INT32), tensor(FLOAT, 2)], [parts[0], parts[1]]);
    expect(split).toEqual({ hostInputs: [true, false], hostOutputs: [false, false] });
  });

  it('is chosen by the type of the result as well', () => {
    expect(kernels.find('Cast', [tensor(INT32, 1)], [tensor(FLOAT, 1)])?.hostOutputs).toEqual([false]);
  });

  it('is missing for types that a GPU does not compute and for unknown operations', () => {
    expect(
      kernels.find('MatMul', [tensor(INT32, 1, 1), tensor(INT32, 1, 1)], [tensor(INT32, 1, 1)]),
    ).toBeNull();
    expect(kernels.find('UnrollLstmCell', [], [])).toBeNull();
  });
});
