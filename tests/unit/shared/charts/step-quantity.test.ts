import { describe, expect, it } from 'vitest';
import {
  GRADIENT_NORM,
  readStepQuantity,
  stepQuantityOption,
  stepQuantitySummary,
} from '../../../../src-shared/charts/step-quantity';
import { PALETTE, stepRecord } from '../../renderer/samples';

const quantity = { ...GRADIENT_NORM, limit: 1 };
const curve = {
  architecture: 'lstm',
  visible: true,
  stepsPerEpoch: 10,
  steps: [stepRecord(1, { gradientNorm: 0 }), stepRecord(2, { gradientNorm: 3 })],
  epochs: [],
} as const;

describe('a quantity of every step', () => {
  it('has a gap where a logarithmic axis has no place for it', () => {
    const { series } = stepQuantityOption([curve], quantity, 'step', PALETTE) as {
      series: { data: unknown }[];
    };
    expect(series[0].data).toEqual([
      [1, null],
      [2, 3],
    ]);
  });

  it('marks its limit', () => {
    const { series } = stepQuantityOption([curve], quantity, 'step', PALETTE) as {
      series: { markLine: { data: unknown } }[];
    };
    expect(series[0].markLine.data).toEqual([{ yAxis: 1 }]);
  });

  it('is read at the nearest step of every visible run', () => {
    const hidden = { ...curve, architecture: 'vanilla-rnn', visible: false } as const;
    expect(readStepQuantity([hidden, curve], quantity, 'step', 1.8, PALETTE).rows).toEqual([
      { term: 'LSTM', value: '3', colour: 'blue' },
    ]);
  });

  it('is told in words', () => {
    expect(stepQuantitySummary([curve], quantity)).toBe('LSTM: 3 at step 2.');
    expect(stepQuantitySummary([{ ...curve, steps: [] }], quantity)).toMatch(/No training step/);
  });
});
