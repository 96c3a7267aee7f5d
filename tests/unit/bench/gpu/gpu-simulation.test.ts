import { beforeEach, expect, it } from 'vitest';
import { FootprintCounter } from '../../../../bench/gpu/footprint';
import { GpuSimulation } from '../../../../bench/gpu/gpu-simulation';
import { KernelTable } from '../../../../bench/gpu/kernel-table';
import { FLOAT, INT32, tensor } from './traced-tensors';

let counter: FootprintCounter;
let gpu: GpuSimulation;

beforeEach(() => {
  counter = new FootprintCounter();
  gpu = new GpuSimulation(new KernelTable(), counter);
});

it('numbers go to the GPU when they are made, integers when a kernel wants them there, once', () => {
  const [table, indices, axis] = [tensor(FLOAT, 9, 2), tensor(INT32, 3), tensor(INT32)];
  for (const made of [table, indices, axis]) gpu.created(made);
  for (let time = 0; time < 2; time++)
    gpu.executed('GatherV2', [table, indices, axis], [tensor(FLOAT, 3, 2)]);
  expect(counter.footprint).toMatchObject({
    copiesToDevice: { '(new tensor)': 1, GatherV2: 1 },
    copiesToHost: {},
    launches: 2,
  });
});

it('the most likely tokens stay on the GPU until a kernel wants them in the computer', () => {
  const [logits, one] = [tensor(FLOAT, 4, 9), tensor(INT32, 1)];
  const [ids, fewer] = [tensor(INT32, 4), tensor(INT32, 2)];
  for (const made of [logits, one]) gpu.created(made);
  gpu.executed('ArgMax', [logits, one], [ids]);
  expect(counter.footprint.copiesToHost).toEqual({});
  gpu.executed('Slice', [ids, one, one], [fewer]);
  expect(counter.footprint.copiesToHost).toEqual({ Slice: 1 });
});

it('an operation without a kernel brings its operands to the processor', () => {
  const numbers = tensor(FLOAT, 4);
  gpu.created(numbers);
  gpu.executed('UnrollLstmCell', [numbers], [tensor(FLOAT, 4)]);
  expect(counter.footprint).toMatchObject({
    withoutKernel: { UnrollLstmCell: 1 },
    copiesToHost: { UnrollLstmCell: 1 },
    launches: 0,
  });
});

it('a change of shape gives the GPU nothing to do', () => {
  const [numbers, shape] = [tensor(FLOAT, 4), tensor(INT32, 2)];
  for (const made of [numbers, shape]) gpu.created(made);
  gpu.executed('Reshape', [numbers, shape], [tensor(FLOAT, 2, 2)]);
  expect(counter.footprint.launches).toBe(0);
});
