import { expect, it } from 'vitest';
import { attentionSummary } from '../../../../src-shared/charts/attention-view';

const view = {
  sourceTokens: ['<SOS>', 'add', 'add', '<EOS>'],
  generatedTokens: ['def', '<EOS>'],
  weights: [
    [0.1, 0.6, 0.2, 0.1],
    [0.1, 0.1, 0.1, 0.7],
  ],
};

it('says where each token looks most', () => {
  expect(attentionSummary(view)).toBe(
    '2 generated tokens over 4 source tokens. def attends most to add (0.60); <EOS> attends most to <EOS> (0.70).',
  );
});
