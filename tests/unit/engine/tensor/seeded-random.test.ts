import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../src-main/engine/tensor/seeded-random';

const SAMPLES = 50_000;
const draw = (random: SeededRandom, method: 'uniform' | 'normal', count: number) =>
  Array.from({ length: count }, () => random[method]());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('SeededRandom', () => {
  it('repeats a stream of the same seed and name', () => {
    expect(draw(new SeededRandom(42, 'kernel'), 'uniform', 50)).toEqual(
      draw(new SeededRandom(42, 'kernel'), 'uniform', 50),
    );
  });

  it('has unrelated streams for other seeds and names', () => {
    const streams = [new SeededRandom(42, 'a'), new SeededRandom(42, 'b'), new SeededRandom(43, 'a')];
    const draws = streams.flatMap((random) => draw(random, 'uniform', 200));
    expect(new Set(draws).size).toBe(draws.length);
  });

  it('draws uniformly from [0, 1)', () => {
    const values = draw(new SeededRandom(1, 'uniform'), 'uniform', SAMPLES);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const tenths = new Array<number>(10).fill(0);
    for (const value of values) tenths[Math.floor(10 * value)]++;
    for (const count of tenths) expect(Math.abs(count / SAMPLES - 0.1)).toBeLessThan(0.01);
  });

  it('draws normal values with mean 0 and variance 1', () => {
    const values = draw(new SeededRandom(1, 'normal'), 'normal', SAMPLES);
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.03);
    const withinOne = values.filter((value) => Math.abs(value) < 1).length / SAMPLES;
    expect(Math.abs(withinOne - 0.6827)).toBeLessThan(0.01);
  });
});
