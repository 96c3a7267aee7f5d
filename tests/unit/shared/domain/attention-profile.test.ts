import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionProfile, entropyOf, evennessOf } from '../../../../src-shared/domain/attention-profile';

describe('attentionProfile', () => {
  it('of a step that looks at one position has no entropy, and covers that position', () => {
    const { steps, mass } = attentionProfile([[0, 1, 0, 0]]);
    expect(steps).toEqual([{ entropy: 0, evenness: 0, coverage: 0.25 }]);
    expect(mass).toEqual([0, 1, 0, 0]);
  });

  it('of even weights has the largest entropy', () => {
    const [step] = attentionProfile([[0.25, 0.25, 0.25, 0.25]]).steps;
    expect(step.entropy).toBeCloseTo(Math.log(4), 12);
    expect(step.evenness).toBeCloseTo(1, 12);
    expect(step.coverage).toBe(0.25);
  });

  it('counts no position more than once as covered', () => {
    const weights = [
      [1, 0],
      [1, 0],
      [0.5, 0.5],
    ];
    const { steps, mass } = attentionProfile(weights);
    expect(steps.map(({ coverage }) => coverage)).toEqual([0.5, 0.5, 0.75]);
    expect(mass).toEqual([2.5, 0.5]);
  });

  it('of an answer without steps is empty', () => {
    expect(attentionProfile([])).toEqual({ steps: [], mass: [] });
  });

  it('has an evenness from 0 to 1 and a coverage that never falls', () => {
    const row = fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const weights = rows.map((values) => {
          const sum = values.reduce((total, value) => total + value);
          return values.map((value) => value / sum);
        });
        let covered = 0;
        for (const { evenness, coverage } of attentionProfile(weights).steps) {
          expect(evenness).toBeGreaterThanOrEqual(0);
          expect(evenness).toBeLessThan(1 + 1e-12);
          expect(coverage).toBeGreaterThanOrEqual(covered);
          covered = coverage;
        }
      }),
    );
  });
});

describe('entropyOf and evennessOf', () => {
  it('follow the formula', () => {
    expect(entropyOf([0.5, 0.25, 0.25])).toBeCloseTo(1.5 * Math.LN2, 12);
    expect(evennessOf([0.5, 0.25, 0.25])).toBeCloseTo((1.5 * Math.LN2) / Math.log(3), 12);
    expect(evennessOf([1])).toBe(0);
  });
});
