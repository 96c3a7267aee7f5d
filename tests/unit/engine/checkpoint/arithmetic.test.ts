import { expect, it } from 'vitest';
import { arithmeticDifferences, arithmeticMetadata } from '../../../../src-main/engine/checkpoint/arithmetic';

const description = {
  backend: 'native',
  tensorflow: '2.21.0',
  device: 'CPU',
  threads: 2,
  replicas: 2,
  oneDnn: true,
  fusedKernels: 'compiled',
} as const;

it('finds no difference where a checkpoint was computed as now', () => {
  expect(arithmeticDifferences(arithmeticMetadata(description), description)).toEqual([]);
});

it('names everything that computed a checkpoint otherwise, as it was and as it is', () => {
  const before = arithmeticMetadata({ ...description, device: 'NVIDIA GPU', threads: 8, oneDnn: false });
  expect(arithmeticDifferences(before, description)).toEqual([
    'device NVIDIA GPU, now CPU',
    'threads 8, now 2',
    'oneDNN false, now true',
  ]);
});

it('passes over what a checkpoint does not say, and over what else it says', () => {
  expect(arithmeticDifferences({ backend: 'native', state: '{}' }, description)).toEqual([]);
});
