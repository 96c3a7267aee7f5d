import { describe, expect, it } from 'vitest';
import { bleuEstimate, bleuSignificance, perplexitySignificance } from '../../../../bench/study/statistics';
import { recordedEvaluation } from './study-records';

const references = Array.from({ length: 40 }, (_, row) => ['def', `f${row}`, '(', ')', ':', 'return', 'x']);
const wrong = references.map(() => ['a', 'b', 'c', 'd']);
const evaluation = (hypotheses: readonly (readonly string[])[], logProbability: (row: number) => number) =>
  recordedEvaluation('beam', {
    ...{ references, hypotheses },
    logProbabilities: references.map((_, row) => logProbability(row)),
  });

describe('what is kept of each example', () => {
  it('gives the BLEU again that its answers have', () => {
    expect(bleuEstimate(evaluation(references, () => -1))).toEqual({ value: 100, low: 100, high: 100 });
    expect(bleuEstimate(evaluation(wrong, () => -1)).value).toBeLessThan(1);
  });

  it('tells runs apart that answer differently, and does not where they answer alike', () => {
    const right = evaluation(references, () => -1);
    expect(
      bleuSignificance(
        right,
        evaluation(wrong, () => -1),
      ),
    ).toBeLessThan(0.001);
    expect(bleuSignificance(right, right)).toBe(1);
  });

  it('tells perplexities apart by the references of each example', () => {
    const first = evaluation(references, () => -10);
    expect(
      perplexitySignificance(
        first,
        evaluation(references, (row) => -11 - (row % 3)),
      ),
    ).toBeLessThan(0.001);
    expect(
      perplexitySignificance(
        first,
        evaluation(references, (row) => -10 + (row % 2 ? 1 : -1)),
      ),
    ).toBeGreaterThan(0.5);
  });
});
