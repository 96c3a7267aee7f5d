import { expect, it } from 'vitest';
import { rankingScore } from '../../../../src-main/engine/decoding/ranking';

it('is the log-probability itself without length normalisation', () => {
  expect(rankingScore(-12.5, 40, 0)).toBe(-12.5);
});

it('is divided by the length penalty of Wu et al.: of a token 1, of 13 tokens 3', () => {
  expect(rankingScore(-6, 1, 1)).toBe(-6);
  expect(rankingScore(-6, 13, 1)).toBeCloseTo(-2, 12);
  expect(rankingScore(-6, 13, 0.5)).toBeCloseTo(-6 / Math.sqrt(3), 12);
});
