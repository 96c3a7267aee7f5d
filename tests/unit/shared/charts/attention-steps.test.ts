import { describe, expect, it } from 'vitest';
import {
  attentionStepsOption,
  attentionStepsSummary,
  attentionStepsTable,
  readAttentionStep,
  type SteppedAnswer,
} from '../../../../src-shared/charts/attention-steps';
import { attentionProfile } from '../../../../src-shared/domain/attention-profile';
import { PALETTE } from '../../renderer/samples';

function answer(label: string, weights: readonly (readonly number[])[]): SteppedAnswer {
  return {
    label,
    architecture: 'lstm-attention',
    turn: 0,
    generatedTokens: weights.map((_, step) => `token${step}`),
    sourceLength: weights[0].length,
    steps: attentionProfile(weights).steps,
  };
}

const before = answer('Before', [
  [1, 0],
  [0.5, 0.5],
]);
const after = answer('After', [[0, 1]]);

describe('attention per step', () => {
  it('draws entropy and coverage of every answer, up to the largest entropy there can be', () => {
    const { series, yAxis } = attentionStepsOption([before, after], 600, PALETTE) as {
      series: { type: string; data: number[] }[];
      yAxis: { max: number }[];
    };
    expect(series.map(({ type }) => type)).toEqual(['bar', 'line', 'bar', 'line']);
    expect(series[0].data).toEqual([0, expect.closeTo(Math.log(2))]);
    expect(series[1].data).toEqual([50, 75]);
    expect(yAxis[0].max).toBeCloseTo(Math.log(2), 1);
  });

  it('reads the step under the pointer, of those answers that have it', () => {
    expect(readAttentionStep([before, after], 1)).toEqual({
      title: 'Step 2',
      rows: [
        { term: 'token', value: 'token1' },
        { term: 'entropy', value: '0.69 nats' },
        { term: 'evenness', value: '1.00' },
        { term: 'coverage', value: '75%' },
      ],
    });
    expect(readAttentionStep([before, after], 0)?.rows).toHaveLength(8);
    expect(readAttentionStep([before], 5)).toBeNull();
  });

  it('says in words and figures what it shows', () => {
    expect(attentionStepsSummary([before])).toBe(
      'Before: mean entropy 0.35 of at most 0.69 nats; 75% of the source covered after 2 steps.',
    );
    expect(attentionStepsTable([before, after]).rows).toHaveLength(3);
  });
});
