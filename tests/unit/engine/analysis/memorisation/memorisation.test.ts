import { describe, expect, it } from 'vitest';
import {
  findMemorisation,
  metricsWithout,
  nearDuplicatesOf,
} from '../../../../../src-main/engine/analysis/memorisation/memorisation';
import { ExampleSelection } from '../../../../../src-main/engine/data/examples';
import { prepareData } from '../../../../../src-main/engine/data/prepare';
import type { Split } from '../../../../../src-main/engine/data/split';
import { tokeniseSplit, WHOLE_TEXTS } from '../../../../../src-main/engine/data/tokenised-split';
import { loadedExamples, quietWork } from '../../../../helpers/data';

const TRAINING = [
  ['open a file', 'return open path'],
  ['add two numbers', 'return a plus b'],
  ['add three numbers', 'return a plus b plus c'],
] as const;
const TEST = [
  ['add two numbers', 'return a plus b'],
  ['close everything', 'close all'],
  ['open the file', 'return open name mode'],
] as const;

const examples = [...TRAINING, ...TEST].map(([docstring, code]) => ({ docstring, code }));
const part = (start: number, length: number) =>
  ExampleSelection.range(loadedExamples(examples).examples, start, length);
const split = {
  train: part(0, TRAINING.length),
  validation: part(0, 0),
  test: part(TRAINING.length, TEST.length),
} as unknown as Split;
const configuration = {
  MAX_DOCSTRING_LEN: 20,
  MAX_CODE_LEN: 20,
  VOCAB_SIZE: 100,
  VOCABULARY_FROM: 'train',
} as const;

const HYPOTHESES = ['return a plus b', 'return open path', ''];
const predictions = TEST.map(([, reference], index) => ({ index, reference, hypothesis: HYPOTHESES[index] }));
const request = {
  data: await prepareData(split, configuration, quietWork),
  texts: await tokeniseSplit(split, WHOLE_TEXTS, configuration, quietWork),
  split: 'test',
  predictions,
} as const;

describe('findMemorisation', () => {
  it('finds the nearest training example by source, reference and hypothesis', async () => {
    const { examples } = await findMemorisation(request, quietWork);
    expect(examples[0]).toEqual({
      index: 0,
      bySource: { index: 1, similarity: 1 },
      byTarget: { index: 1, similarity: 1 },
      byHypothesis: { index: 1, similarity: 1 },
      verbatim: 1,
    });
    expect(examples[1]).toMatchObject({ bySource: null, byTarget: null, verbatim: 0 });
    expect(examples[2]).toEqual({
      index: 2,
      bySource: { index: 0, similarity: 0.5 },
      byTarget: { index: 0, similarity: 0.4 },
      byHypothesis: null,
      verbatim: null,
    });
  });

  it('tells near duplicates and verbatim hypotheses, and the metrics without the former', async () => {
    const report = await findMemorisation(request, quietWork);
    expect(report).toMatchObject({ threshold: 0.8, nearDuplicates: [0], verbatim: [0, 1] });
    expect(report.metrics).toMatchObject({ examples: 3, unseenExamples: 2 });
    expect(report.metrics.all.exactMatch).toBeCloseTo(100 / 3, 12);
    expect(report.metrics.unseen).toEqual({ bleu: 0, tokenAccuracy: 0, exactMatch: 0 });
    expect(nearDuplicatesOf(report.examples, 0.4)).toEqual([0, 2]);
    expect(report.trainingExamples).toEqual([
      { index: 0, source: 'open a file', target: 'return open path' },
      { index: 1, source: 'add two numbers', target: 'return a plus b' },
    ]);
  });
});

describe('metricsWithout', () => {
  it('has no metrics where nothing is left', () => {
    expect(metricsWithout(predictions, [0, 1, 2])).toMatchObject({ unseenExamples: 0, unseen: null });
  });

  it('changes nothing where nothing is left out', () => {
    const { all, unseen } = metricsWithout(predictions, []);
    expect(unseen).toEqual(all);
  });
});
