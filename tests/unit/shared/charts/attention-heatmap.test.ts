import { describe, expect, it } from 'vitest';
import {
  attentionHeatmapOption,
  attentionSize,
  attentionSummary,
} from '../../../../src-shared/charts/attention-heatmap';
import { PALETTE } from '../../renderer/samples';

const view = {
  sourceTokens: ['<SOS>', 'add', 'add', '<EOS>'],
  generatedTokens: ['def', '<EOS>'],
  weights: [
    [0.1, 0.6, 0.2, 0.1],
    [0.1, 0.1, 0.1, 0.7],
  ],
};

describe('the attention heatmap', () => {
  it('has source tokens across and generated tokens down, also where tokens repeat', () => {
    const { series, xAxis, yAxis } = attentionHeatmapOption(view, PALETTE) as {
      series: { data: number[][] }[];
      xAxis: { data: number[]; axisLabel: { formatter: (index: string) => string } };
      yAxis: { data: number[]; inverse: boolean };
    };
    expect(series[0].data).toHaveLength(8);
    expect(series[0].data[1]).toEqual([1, 0, 0.6]);
    expect(xAxis.data.map((index) => xAxis.axisLabel.formatter(String(index)))).toEqual(view.sourceTokens);
    expect(yAxis.data).toHaveLength(2);
    expect(yAxis.inverse).toBe(true);
  });

  it('grows with its tokens', () => {
    const longer = { ...view, sourceTokens: [...view.sourceTokens, 'more'] };
    expect(attentionSize(longer).minimumWidth).toBeGreaterThan(attentionSize(view).minimumWidth);
    expect(attentionSize(longer).height).toBe(attentionSize(view).height);
  });

  it('says where each token looks most', () => {
    expect(attentionSummary(view)).toBe(
      '2 generated tokens over 4 source tokens. def attends most to add (0.60); <EOS> attends most to <EOS> (0.70).',
    );
  });
});
