import { expect, it } from 'vitest';
import {
  drawExample,
  findExample,
  readExample,
  testEvaluations,
} from '../../../../src-renderer/state/test-examples';
import { connectBridge } from '../bridge';
import { sampleEvaluation, sampleRun, sampleStudy } from '../samples';

const of = { runs: ['a'], split: 'test', decoder: 'greedy' } as const;

function connect(total: number) {
  connectBridge({
    'examples.query': ({ offset, limit }: { offset: number; limit: number }) => ({
      total,
      rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => ({
        index: offset + at,
      })),
    }),
    'examples.show': ({ index }: { index: number }) =>
      index < total ? { index, source: `source ${index}`, reference: `reference ${index}` } : null,
  } as never);
}

it('takes the runs that were evaluated on the test split, by the first decoder that has any', () => {
  const study = sampleStudy([
    sampleRun({ id: 'a', evaluations: [sampleEvaluation({ split: 'validation', decoder: 'greedy' })] }),
    sampleRun({ id: 'b', evaluations: [sampleEvaluation({ split: 'test', decoder: 'beam' })] }),
  ]);
  expect(testEvaluations(study)).toEqual({ runs: ['b'], split: 'test', decoder: 'beam' });
  expect(testEvaluations(sampleStudy([sampleRun({ id: 'a', evaluations: [] })]))).toBeNull();
  expect(testEvaluations(null)).toBeNull();
});

it('reads an example with how many there are, and knows where there is none', async () => {
  connect(3);
  expect(await readExample(of, 2)).toEqual({ source: 'source 2', reference: 'reference 2', total: 3 });
  expect(await readExample(of, 3)).toEqual({ source: null, reference: null, total: 3 });
  expect(await readExample(null, 0)).toEqual({ source: null, reference: null, total: 0 });
  expect(await findExample(of, 9)).toBeNull();
});

it('draws an example where there are any', async () => {
  connect(5);
  const drawn = await drawExample(of);
  expect(drawn!.source).toBe(`source ${drawn!.index}`);
  connect(0);
  expect(await drawExample(of)).toBeNull();
});
