import { describe, expect, it } from 'vitest';
import { AXES, coarse } from '../../../../bench/scaling/axes';
import { growth, linearityText } from '../../../../bench/scaling/scaling-report';

const point = (value: number, secondsPerStep: number | null) => ({
  value,
  secondsPerStep,
  peakMemoryBytes: 1,
  problem: null,
});

describe('growth', () => {
  it('is the exponent between two points', () => {
    expect(growth(point(2, 1), point(4, 2))).toBeCloseTo(1, 12);
    expect(growth(point(2, 1), point(6, 9))).toBeCloseTo(2, 12);
  });

  it('is not known for the first point and next to one that failed', () => {
    expect(growth(undefined, point(2, 1))).toBeNull();
    expect(growth(point(1, null), point(2, 1))).toBeNull();
  });
});

describe('where time leaves linear', () => {
  it('is the value from which it grows faster', () => {
    const points = [point(500, 1), point(1000, 1.1), point(2000, 2), point(4000, 7)];
    expect(linearityText(points)).toBe('Time grows faster than linearly from 2,000 on.');
  });

  it('is not told by one slow point between others', () => {
    expect(linearityText([point(1, 1), point(2, 2.4), point(4, 3.9)])).toMatch(/^Nowhere/);
  });

  it('is nowhere where growth stays below', () => {
    expect(linearityText([point(1, 1), point(2, 1.5), point(4, 3.1)])).toMatch(/^Nowhere/);
  });
});

it('a coarse axis keeps its ends', () => {
  for (const [index, { values }] of coarse(AXES).entries()) {
    expect(values).toHaveLength(3);
    expect(values[0]).toBe(AXES[index].values[0]);
    expect(values[2]).toBe(AXES[index].values.at(-1));
  }
});
