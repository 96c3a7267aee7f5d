import { expect, it } from 'vitest';
import type { GpuCounts } from '../../../../bench/gpu/counts';
import { gpusMarkdown } from '../../../../bench/gpu/gpu-report';
import type { GpuMeasurement } from '../../../../bench/gpu/measurement';

const machine = { processor: 'P', cores: 8, memoryBytes: 2 ** 35, system: 'S', node: '20', allocator: {} };

const counts: GpuCounts = {
  kind: 'counts',
  architecture: 'lstm',
  kernelsOf: '2.21.0',
  work: [
    {
      name: 'an optimisation step',
      footprint: {
        operations: { MatMul: 30, UnrollLstmCell: 4 },
        readBacks: 1,
        sinceReadBack: {},
        launches: 30,
        flops: 2.5e9,
        copiesToHost: { UnrollLstmCell: 12 },
        copiesToDevice: { GatherV2: 3, '(new tensor)': 5 },
        withoutKernel: { UnrollLstmCell: 4 },
      },
    },
  ],
  placement: { CPU: { MatMul: 7 } },
};

const contestant = (seconds: number[], firstLoss: number) => ({
  versions: null,
  firstLoss,
  seconds,
  problem: null,
});

const measurement: GpuMeasurement = {
  kind: 'measurement',
  architecture: 'lstm',
  gpu: 'NVIDIA X',
  races: [
    {
      batch: 256,
      race: {
        architecture: 'lstm',
        machine,
        otherLoadCores: 0,
        results: { ours: contestant([0.1, 0.2], 8.1), expert: contestant([0.3, 0.6], 8.2) },
      },
    },
  ],
  decoding: {
    architecture: 'lstm',
    options: { data: 'synthetic:10', examples: 2, trainingSteps: 1, sample: 1, compared: 2, rounds: 1 },
    machine,
    otherLoadCores: 0,
    versions: {},
    times: [{ contestant: 'ours', beamSize: 1, how: 'in batches', sentences: 2, seconds: [0.5] }],
    agreements: [],
    medianLength: 3,
    endedShare: 1,
    problems: [],
  },
};

it('counts show what is waited for, and in capitals which operations have no kernel', () => {
  const text = gpusMarkdown([counts]);
  expect(text).toMatch(/LSTM: an optimisation step \| +34 \| +30 \| +2\.5 \| +1 \| +12 \| +8 \|/);
  expect(text).toContain('NO GPU KERNEL in the CUDA build of TensorFlow 2.21.0: UnrollLstmCell, of the 2');
  expect(text).toContain(
    'Copies to the GPU are made for, in an optimisation step: LSTM: new tensor 5, GatherV2 3.',
  );
  expect(text).toContain('which has no GPU, all 1 ran on the CPU');
});

it('a computer with a GPU shows what stayed on its processor', () => {
  const placement = { GPU: { MatMul: 7, Tanh: 1 }, CPU: { Equal: 1 } };
  expect(gpusMarkdown([{ ...counts, placement }])).toContain('ran 2 of them on the GPU, on the CPU: Equal.');
});

it('measured steps stand beside PyTorch, with a warning where both do not compute the same', () => {
  const text = gpusMarkdown([counts, measurement]);
  expect(text).toContain('### Measured: NVIDIA X');
  expect(text).toMatch(/\| +256 \| +0\.1500 \| +0\.4500 \| +3\.00 \| NO, 8\.1000 \/ 8\.2000 \|/);
  expect(text).not.toContain('Projection');
});
