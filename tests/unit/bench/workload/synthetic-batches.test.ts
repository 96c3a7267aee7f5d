import { describe, expect, it } from 'vitest';
import { SPECIFIED_SIZES } from '../../../../bench/workload/sizes';
import { syntheticBatch } from '../../../../bench/workload/synthetic-batches';

const batch = syntheticBatch(SPECIFIED_SIZES, 42, 0);

describe('a synthetic batch', () => {
  it('has half of its targets at full length and the others from 20 to full length', () => {
    const lengths = batch.targets.map((target) => target.length);
    expect(lengths).toHaveLength(64);
    expect(lengths.filter((_, row) => row % 2 === 0)).toEqual(new Array(32).fill(80));
    const others = lengths.filter((_, row) => row % 2 === 1);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...others)).toBeLessThanOrEqual(80);
    expect(new Set(others).size).toBeGreaterThan(10);
  });

  it('has sources of 5 tokens to full length', () => {
    const lengths = batch.sources.map((source) => source.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(50);
    expect(new Set(lengths).size).toBeGreaterThan(10);
  });

  it('puts ids of words between <SOS> and <EOS>', () => {
    for (const sentence of [...batch.sources, ...batch.targets]) {
      expect(sentence[0]).toBe(1);
      expect(sentence.at(-1)).toBe(2);
      const words = sentence.subarray(1, -1);
      expect(words.every((id) => id >= 4 && id < 5000)).toBe(true);
    }
  });

  it('depends on seed and index only', () => {
    expect(syntheticBatch(SPECIFIED_SIZES, 42, 0)).toEqual(batch);
    expect(syntheticBatch(SPECIFIED_SIZES, 42, 1)).not.toEqual(batch);
    expect(syntheticBatch(SPECIFIED_SIZES, 43, 0)).not.toEqual(batch);
  });

  it('never exceeds lengths below the usual shortest ones', () => {
    const short = syntheticBatch({ ...SPECIFIED_SIZES, source: 3, target: 10 }, 42, 0);
    expect(short.sources.every((source) => source.length === 3)).toBe(true);
    expect(short.targets.every((target) => target.length === 10)).toBe(true);
  });
});
