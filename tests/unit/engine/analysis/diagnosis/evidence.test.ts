import { describe, expect, it } from 'vitest';
import {
  embeddingEvidence,
  normStatistics,
  probeEvidence,
  stepStatistics,
  unigramEntropy,
} from '../../../../../src-main/engine/analysis/diagnosis/evidence';
import { Vocabulary } from '../../../../../src-main/engine/text/vocabulary';

describe('stepStatistics', () => {
  const calm = (step: number) => ({ loss: 8 - 0.02 * step, gradientNorm: step % 2 === 0 ? 0.5 : 1.5 });
  const steps = Array.from({ length: 100 }, (_, step) => calm(step));

  it('counts clipped steps', () => {
    expect(stepStatistics(steps, 1)).toEqual({
      steps: 100,
      clipped: 50,
      spikes: 0,
      gradientNorm: { median: 1, maximum: 1.5 },
    });
  });

  it('counts leaps of the loss, and not its steep fall at first', () => {
    const falling = steps.map((step, number) => ({ ...step, loss: number < 10 ? 9 - 0.5 * number : 4 }));
    expect(stepStatistics(falling, 1)?.spikes).toBe(0);
    falling[60] = { ...falling[60], loss: 7 };
    expect(stepStatistics(falling, 1)?.spikes).toBe(1);
  });

  it('of no step is unknown', () => {
    expect(stepStatistics([], 1)).toBeNull();
  });
});

describe('normStatistics', () => {
  it('takes the middle one, or the mean of the two in the middle', () => {
    expect(normStatistics([3, 1, 2])).toEqual({ median: 2, maximum: 3 });
    expect(normStatistics([4, 1, 2, 3])).toEqual({ median: 2.5, maximum: 4 });
  });
});

describe('probeEvidence', () => {
  it('counts distinct texts and tokens', () => {
    const predictions = [
      { hypothesis: 'a b', reference: 'a b c' },
      { hypothesis: 'a b', reference: 'd' },
      { hypothesis: '', reference: 'e f' },
    ];
    expect(probeEvidence(predictions)).toEqual({
      examples: 3,
      distinctOutputs: 2,
      distinctReferences: 3,
      hypothesisLength: 4,
      referenceLength: 6,
    });
  });
});

describe('unigramEntropy', () => {
  it('is ln n for n tokens that are equally frequent, <SOS> not counted', () => {
    const targets = [Int32Array.of(1, 7, 8, 2), Int32Array.of(1, 9, 7, 2), Int32Array.of(1, 8, 9)];
    expect(unigramEntropy(targets)).toBeCloseTo(Math.log(4), 12);
  });

  it('of no target is unknown', () => {
    expect(unigramEntropy([])).toBeNull();
  });
});

describe('embeddingEvidence', () => {
  it('counts the tokens of a vocabulary that no text has, special tokens left out', () => {
    const vocabulary = Vocabulary.build([['a', 'a', 'b', 'c']], 100);
    const texts = [vocabulary.encode('a b', 10), vocabulary.encode('b', 10)];
    expect(embeddingEvidence(texts, vocabulary)).toEqual({ rows: 3, dead: 1, tokens: ['c'] });
  });
});
