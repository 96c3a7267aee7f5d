import { expect, it } from 'vitest';
import { dataBlocks, dataFromBlocks } from '../../../../src-main/engine/report/data-blocks';
import { sampleReport } from './samples';

it('gives the data back that blocks were made of, what is no number included', () => {
  const data = sampleReport();
  const blocks = dataBlocks(data);
  expect(blocks.map(({ name }) => name)).toEqual([
    ...['report', 'study', 'runs', 'curves', 'examples', 'attention', 'diagnosis'],
    ...['predictions/run-lstm/greedy', 'predictions/run-lstm-attention/greedy'],
  ]);
  expect(dataFromBlocks(blocks)).toEqual(data);
});

it('makes the same blocks of what it read, whatever stands beside steps and epochs', () => {
  const data = sampleReport();
  const intervention = { step: 2, setting: 'LEARNING_RATE', from: 0.01, to: 0.001 } as const;
  const changed = {
    ...data,
    curves: data.curves.map((curve) => ({ ...curve, interventions: [intervention] })),
  };
  const blocks = dataBlocks(changed);
  expect(dataBlocks(dataFromBlocks(blocks))).toEqual(blocks);
});
