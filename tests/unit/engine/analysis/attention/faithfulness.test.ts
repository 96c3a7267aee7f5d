import { describe, expect, it } from 'vitest';
import {
  answerFaithfulness,
  dropsOf,
  faithfulness,
  runFaithfulness,
} from '../../../../../src-main/engine/analysis/attention/faithfulness';
import { SeededRandom } from '../../../../../src-main/engine/tensor/seeded-random';

const TOKENS = 8;
/** All of them can be masked. */
const ALL = Array.from({ length: TOKENS }, (_, token) => token);
const SEED = 42;

/** Weights of steps that each look at one token, with a little on all the others. */
function sharpAttention(lookedAt: readonly number[]): number[][] {
  return lookedAt.map((target) =>
    Array.from({ length: TOKENS }, (_, token) => (token === target ? 0.93 : 0.01)),
  );
}

/** What a model that copies loses: the token it copies is all it needs. */
function copyingDrops(lookedAt: readonly number[]): number[][] {
  return lookedAt.map((target) => Array.from({ length: TOKENS }, (_, token) => (token === target ? 6 : 0)));
}

function noise(rows: number, stream: string): number[][] {
  const random = new SeededRandom(SEED, stream);
  return Array.from({ length: rows }, () => Array.from({ length: TOKENS }, () => random.uniform()));
}

describe('faithfulness', () => {
  it('is near 1 where what is attended to is what the answer needs, and -1 where it is the reverse', () => {
    expect(faithfulness([0.1, 0.7, 0.2], [0.5, 9, 1])).toBeCloseTo(1, 12);
    expect(faithfulness([0.1, 0.7, 0.2], [9, 0.5, 1])).toBeCloseTo(-1, 12);
  });

  it('is undefined for attention that is the same for all tokens', () => {
    expect(faithfulness([0.5, 0.5, 0.5], [1, 2, 3])).toBeNull();
  });
});

describe('dropsOf', () => {
  it('subtracts the log-probabilities with each token masked', () => {
    const masked = [
      [-1, -5],
      [-4, -2],
    ];
    expect(dropsOf([-1, -2], masked)).toEqual([
      [0, 3],
      [3, 0],
    ]);
  });
});

describe('answerFaithfulness', () => {
  it('of a copying model is near 1', () => {
    const lookedAt = [0, 1, 1, 2, 2, 2, 5, 5, 5, 5];
    const result = answerFaithfulness({
      positions: ALL,
      weights: sharpAttention(lookedAt),
      drops: copyingDrops(lookedAt),
    });
    expect(result.correlation).toBeCloseTo(1, 10);
    expect(result.stepwise).toBeCloseTo(1, 10);
    expect(result.isUniform).toBe(false);
  });

  it('rates a model that copies every token once step by step, as all tokens get the same attention in all', () => {
    const lookedAt = [0, 1, 2, 3, 4, 5, 6, 7];
    const result = answerFaithfulness({
      positions: ALL,
      // Exact in binary, so that the sums are equal.
      weights: lookedAt.map((step) => lookedAt.map((token) => (token === step ? 0.5625 : 0.0625))),
      drops: copyingDrops(lookedAt),
    });
    expect(result.correlation).toBeNull();
    expect(result.stepwise).toBeCloseTo(1, 12);
    expect(result.isUniform).toBe(false);
  });

  it('correlates the masked tokens alone, and counts all positions for how sharp attention is', () => {
    const weights = [
      [0.5, 0.125, 0.25, 0.125],
      [0.5, 0.25, 0, 0.25],
    ];
    const drops = [
      [2, 3],
      [2, 1],
    ];
    const result = answerFaithfulness({ weights, positions: [1, 2], drops });
    // Masses .375 and .25 with drops 4 and 4: no order. By steps: ranks 2, 3.5, 3.5, 1 and 2.5, 4, 2.5, 1.
    expect(result.correlation).toBeNull();
    expect(result.stepwise).toBeCloseTo(3.75 / 4.5, 12);
    const entropies = [1.75 * Math.LN2, 1.5 * Math.LN2];
    expect(result.entropy).toBeCloseTo((entropies[0] + entropies[1]) / 2, 12);
    expect(result.coverage).toBeCloseTo((1 + 0.375 + 0.25 + 0.375) / 4, 12);
  });

  it('flags uniform attention', () => {
    const even = Array.from({ length: 4 }, () => new Array<number>(TOKENS).fill(1 / TOKENS));
    const result = answerFaithfulness({ positions: ALL, weights: even, drops: noise(4, 'drops') });
    expect(result).toMatchObject({ correlation: null, stepwise: null, isUniform: true });
    expect(result.evenness).toBeCloseTo(1, 12);
  });

  it('flags attention that is nearly uniform although it has a correlation', () => {
    const drops = noise(4, 'drops');
    const weights = drops.map((row) => row.map((drop) => 1 / TOKENS + 0.001 * (drop - 0.5)));
    const result = answerFaithfulness({ positions: ALL, weights, drops });
    expect(result.correlation).toBeGreaterThan(0.99);
    expect(result.isUniform).toBe(true);
  });
});

describe('runFaithfulness', () => {
  const examples = Array.from({ length: 40 }, (_, index) => {
    const lookedAt = Array.from({ length: 10 }, (_, step) => (index * step + (step > 4 ? 1 : 0)) % TOKENS);
    const drops = copyingDrops(lookedAt);
    const disturbance = noise(10, `example-${index}`);
    const evidence = {
      weights: sharpAttention(lookedAt),
      positions: ALL,
      drops: drops.map((row, step) => row.map((drop, token) => drop + disturbance[step][token])),
    };
    return { index, ...answerFaithfulness(evidence) };
  });

  it('has a mean and an interval around it, the same with the same seed', () => {
    const { correlation, isUniform, evenness } = runFaithfulness(examples, SEED);
    expect(correlation!.low).toBeLessThan(correlation!.value);
    expect(correlation!.high).toBeGreaterThan(correlation!.value);
    expect(correlation!.low).toBeGreaterThan(0.4);
    expect(isUniform).toBe(false);
    expect(evenness).toBeLessThan(0.5);
    expect(runFaithfulness(examples, SEED)).toEqual(runFaithfulness(examples, SEED));
  });

  it('leaves out examples without a correlation, and is flagged where half are uniform', () => {
    const uniform = examples.map((example) => ({ ...example, correlation: null, isUniform: true }));
    const mixed = runFaithfulness([...examples.slice(0, 20), ...uniform.slice(20)], SEED);
    expect(mixed.isUniform).toBe(true);
    expect(mixed.uniformExamples).toEqual(Array.from({ length: 20 }, (_, index) => index + 20));
    expect(mixed.correlation).toEqual(runFaithfulness(examples.slice(0, 20), SEED).correlation);
    expect(runFaithfulness(uniform, SEED).correlation).toBeNull();
  });

  it('of no example is undefined', () => {
    expect(runFaithfulness([], SEED)).toMatchObject({ correlation: null, stepwise: null, isUniform: false });
  });
});
