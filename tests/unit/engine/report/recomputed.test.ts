import { describe, expect, it } from 'vitest';
import { recompute } from '../../../../src-main/engine/report/recomputed';
import { sampleReport } from './samples';

describe('what predictions say', () => {
  const [{ evaluations, comparison }] = recompute(sampleReport());
  const [lstm, attention] = evaluations;

  it('is counted again from tokens', () => {
    expect(lstm.answers.map(({ outcome }) => outcome)).toEqual([
      ...['wrong-operators', 'correct', 'empty-output', 'correct', 'other'],
    ]);
    expect(lstm).toMatchObject({ exactMatch: 40, distinctOutputs: 5, failures: { search: 0, model: 3 } });
    // 9 + 6 + 0 + 2 + 2 of 31 positions.
    expect(lstm.tokenAccuracy).toBeCloseTo((100 * 19) / 31, 9);
    expect(attention.tokenAccuracy).toBeCloseTo((100 * 25) / 31, 9);
    expect(lstm.lengthBins!.map(({ examples }) => examples)).toEqual([3, 1, 0, 0, 0, 1]);
  });

  it('has the perplexity of the references with their ends', () => {
    expect(lstm.perplexity).toBeCloseTo(Math.exp(30 / (31 + 5)), 12);
  });

  it('knows a failure by the class of its first wrong token', () => {
    const classes = lstm.oneTokenAway!.filter(({ failures }) => failures > 0);
    expect(classes).toEqual([
      { tokenClass: 'keyword', failures: 1, recovered: 0 },
      { tokenClass: 'identifier', failures: 1, recovered: 0 },
      { tokenClass: 'operator', failures: 1, recovered: 1 },
    ]);
  });

  it('compares the runs', () => {
    const [pair] = comparison.pairs;
    expect([pair.first, pair.second]).toEqual(['LSTM', 'LSTM + attention']);
    expect(pair.transitions['wrong-operators'].correct).toEqual([0]);
  });
});
