import { describe, expect, it } from 'vitest';
import { countCauses, countOneTokenAway, failureCause } from '../../../../src-main/engine/analysis/failures';
import { TOKEN_CLASSES } from '../../../../src-shared/domain/analysis';

describe('the cause of a failure', () => {
  const hypothesis = { logProbability: -10, length: 7 };

  it('is the search when the reference outscores the hypothesis, else the model', () => {
    expect(failureCause(hypothesis, { logProbability: -9, length: 7 }, 0)).toBe('search');
    expect(failureCause(hypothesis, { logProbability: -11, length: 7 }, 0)).toBe('model');
  });

  it('is the model when both score alike but for rounding', () => {
    expect(failureCause(hypothesis, { logProbability: -9.9999, length: 7 }, 0)).toBe('model');
  });

  it('is decided by what the decoder ranks by: length normalisation helps a long reference', () => {
    const long = { logProbability: -14, length: 19 };
    expect(failureCause(hypothesis, long, 0)).toBe('model');
    // -10 / 2 against -14 / 4
    expect(failureCause(hypothesis, long, 1)).toBe('search');
  });

  it('is the model where nothing is a number', () => {
    expect(failureCause({ logProbability: Number.NaN, length: 3 }, hypothesis, 0)).toBe('model');
  });
});

describe('counts of failures', () => {
  it('name both causes, and leave out matches', () => {
    const answers = [{ cause: 'model' }, { cause: null }, { cause: 'model' }, { cause: 'search' }] as const;
    expect(countCauses(answers)).toEqual({ search: 1, model: 2 });
    expect(countCauses([])).toEqual({ search: 0, model: 0 });
  });

  it('give all classes of tokens, with those that the token would have mended', () => {
    const counts = countOneTokenAway([
      { divergenceClass: 'identifier', recovers: true },
      { divergenceClass: 'identifier', recovers: false },
      { divergenceClass: 'end', recovers: true },
      { divergenceClass: null, recovers: null },
    ]);
    expect(counts.map(({ tokenClass }) => tokenClass)).toEqual([...TOKEN_CLASSES]);
    expect(counts[1]).toEqual({ tokenClass: 'identifier', failures: 2, recovered: 1 });
    expect(counts[5]).toEqual({ tokenClass: 'end', failures: 1, recovered: 1 });
    expect(counts[0]).toEqual({ tokenClass: 'keyword', failures: 0, recovered: 0 });
  });
});
