import { describe, expect, it } from 'vitest';
import {
  answerStepsOption,
  answerStepsSummary,
  answerStepsTable,
  readAnswerStep,
  type SteppedAnswer,
} from '../../../../src-shared/charts/answer-steps';
import { attentionProfile } from '../../../../src-shared/domain/attention-profile';
import type { OutputStep } from '../../../../src-shared/domain/generation';
import { PALETTE } from '../../renderer/samples';

const step = (token: string, probability: number, entropy: number, forced = false): OutputStep => ({
  token,
  forced,
  probability,
  entropy,
  alternatives: [
    { token, probability },
    { token: 'other', probability: 0.05 },
  ],
});
const looked = {
  label: 'Before',
  architecture: 'lstm-attention',
  turn: 0,
  generatedTokens: ['def', 'f'],
  output: [step('def', 0.9, 0.2), step('f', 0.3, 1.4)],
  attention: {
    sourceLength: 2,
    steps: attentionProfile([
      [1, 0],
      [0.5, 0.5],
    ]).steps,
  },
} satisfies SteppedAnswer;
const plain: SteppedAnswer = {
  label: 'LSTM',
  architecture: 'lstm',
  turn: 0,
  generatedTokens: ['def'],
  output: [step('def', 1, 0, true)],
  attention: null,
};
const recorded: SteppedAnswer = { ...looked, label: 'Epoch 2', output: null };

type Drawn = {
  series: { id: string; type: string; data: number[]; yAxisIndex: number }[];
  yAxis: { name: string }[];
};

describe('an answer step by step', () => {
  it('draws shares above and entropies below, of what is known of each answer', () => {
    const { series, yAxis } = answerStepsOption([looked, plain], 600, PALETTE) as Drawn;
    expect(series.map(({ id, type, yAxisIndex }) => [id, type, yAxisIndex])).toEqual([
      ['0 Before probability', 'bar', 0],
      ['0 Before output entropy', 'line', 1],
      ['0 Before coverage', 'line', 0],
      ['0 Before attention entropy', 'line', 1],
      ['1 LSTM probability', 'bar', 0],
      ['1 LSTM output entropy', 'line', 1],
    ]);
    expect(series.slice(0, 3).map(({ data }) => data)).toEqual([
      [90, 30],
      [0.2, 1.4],
      [50, 75],
    ]);
    expect(yAxis[0].name).toBe('Probability, coverage, %');
    expect((answerStepsOption([recorded], 600, PALETTE) as Drawn).yAxis[0].name).toBe('Coverage, %');
  });

  it('reads the step under the pointer, with what else could have stood there', () => {
    expect(readAnswerStep([looked, plain], 1)).toEqual({
      title: 'Step 2',
      rows: [
        { term: 'token', value: 'f' },
        { term: 'probability', value: '30%' },
        { term: 'instead', value: 'other 5.0%' },
        { term: 'entropy of the output', value: '1.40 nats' },
        { term: 'entropy of the attention', value: '0.69 nats' },
        { term: 'evenness', value: '1.00' },
        { term: 'coverage', value: '75%' },
      ],
    });
    expect(readAnswerStep([looked, plain], 0)?.rows).toContainEqual({
      term: 'probability, forced, LSTM',
      value: '100%',
    });
    expect(readAnswerStep([looked], 5)).toBeNull();
  });

  it('says in words and figures what it shows', () => {
    expect(answerStepsSummary([looked])).toBe(
      'Before: mean probability 60%, the lowest 30% of f at step 2; mean entropy of the output 0.80 nats; ' +
        'mean entropy of the attention 0.35 of at most 0.69 nats; 75% of the source covered after 2 steps.',
    );
    expect(answerStepsSummary([{ ...plain, output: [], generatedTokens: [] }])).toBe('LSTM has no step.');
    const { columns, rows } = answerStepsTable([looked, plain]);
    expect(rows).toHaveLength(3);
    expect(rows[2]).toEqual(['LSTM', 1, 'def', 'yes', 1, 0, null, null, null]);
    expect(columns).toHaveLength(rows[0].length);
  });
});
