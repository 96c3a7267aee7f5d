import { describe, expect, it } from 'vitest';
import { epochPositions, nearestIndex, stepPositions } from '../../../../src-shared/charts/curve-points';
import { epochRecord, stepRecord } from '../../renderer/samples';

const curve = {
  steps: [5, 10, 20].map((step) => stepRecord(step, { seconds: 2 })),
  epochs: [epochRecord(1), epochRecord(2)],
  stepsPerEpoch: 10,
};

describe('positions of curve points', () => {
  it('are steps, epochs or training time', () => {
    expect(stepPositions(curve, 'step')).toEqual([5, 10, 20]);
    expect(stepPositions(curve, 'epoch')).toEqual([0.5, 1, 2]);
  });

  it('count the time of steps that were thinned out', () => {
    expect(stepPositions(curve, 'time')).toEqual([10, 20, 40]);
  });

  it('put an epoch where its last step is', () => {
    expect(epochPositions(curve, 'step')).toEqual([10, 20]);
    expect(epochPositions(curve, 'epoch')).toEqual([1, 2]);
    expect(epochPositions(curve, 'time')).toEqual([20, 40]);
  });
});

describe('the nearest value', () => {
  it.each([
    [-5, 0],
    [1.4, 0],
    [1.6, 1],
    [7, 2],
    [100, 3],
  ])('to %d is at %d', (wanted, index) => {
    expect(nearestIndex([1, 2, 8, 9], wanted)).toBe(index);
  });

  it('of nothing is the first place', () => {
    expect(nearestIndex([], 3)).toBe(0);
  });
});
