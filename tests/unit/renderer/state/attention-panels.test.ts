import { describe, expect, it } from 'vitest';
import {
  hasAttention,
  panelOfHypothesis,
  panelOfProbe,
  steppedHypothesis,
} from '../../../../src-renderer/state/attention-panels';
import type { Generation, Hypothesis, ProbeOfEpoch } from '../../../../src-shared/domain/run';
import { sampleRun } from '../samples';

const WEIGHTS = [
  [0.2, 0.7, 0.1],
  [0.1, 0.1, 0.8],
];
const generation: Generation = {
  run: 'run-1',
  architecture: 'lstm-attention',
  sourceWords: [{ text: 'add', known: true, read: true }],
  sourceTokens: ['<SOS>', 'add', '<EOS>'],
  hypotheses: [
    hypothesis({ tokens: ['def'], attention: WEIGHTS }),
    hypothesis({ tokens: ['def', 'f'], attention: WEIGHTS, ended: false }),
    hypothesis({ tokens: ['def'] }),
  ],
  tree: null,
};
const probe: ProbeOfEpoch = {
  epoch: 3,
  index: 0,
  source: 'add',
  reference: 'def add',
  docstringTokens: 1,
  hypothesis: 'def',
  logProbability: -1,
  attention: WEIGHTS,
};

describe('panels of the attention view', () => {
  it('have a row for the end where one was written', () => {
    expect(panelOfHypothesis({ name: 'A' }, generation, 0)?.view.generatedTokens).toEqual(['def', '<EOS>']);
    expect(panelOfHypothesis({ name: 'A' }, generation, 1)?.view.generatedTokens).toEqual(['def', 'f']);
  });

  it('are not there without attention, and beyond the beam', () => {
    expect(panelOfHypothesis({ name: 'A' }, generation, 2)).toBeNull();
    expect(panelOfHypothesis({ name: 'A' }, generation, 3)).toBeNull();
    expect(panelOfHypothesis({ name: 'A' }, null, 0)).toBeNull();
  });

  it('are drawn step by step, without attention as far as it is known', () => {
    const output = [{ token: 'def', forced: false, probability: 0.5, entropy: 1, alternatives: [] }];
    const known = {
      ...generation,
      hypotheses: [...generation.hypotheses, hypothesis({ tokens: ['def'], steps: output })],
    };
    expect(steppedHypothesis('A', known, 0)).toMatchObject({
      generatedTokens: ['def', '<EOS>'],
      attention: { sourceLength: 3 },
    });
    expect(steppedHypothesis('A', known, 3)).toMatchObject({
      generatedTokens: ['def'],
      output,
      attention: null,
    });
    expect(steppedHypothesis('A', known, 2)).toBeNull();
    expect(steppedHypothesis('A', null, 0)).toBeNull();
  });

  it('of a probe have the columns that its weights were recorded for', () => {
    expect(panelOfProbe('Epoch 3', 'lstm-attention', probe)).toMatchObject({
      label: 'Epoch 3',
      view: { sourceTokens: ['<SOS>', 'add', '<EOS>'], generatedTokens: ['def', '<EOS>'], weights: WEIGHTS },
    });
    expect(panelOfProbe('Epoch 3', 'lstm', { ...probe, attention: null })).toBeNull();
    expect(panelOfProbe('Epoch 3', 'lstm', undefined)).toBeNull();
  });

  it('are of the one architecture that has attention', () => {
    expect(hasAttention(sampleRun({ architecture: 'lstm-attention' }))).toBe(true);
    expect(hasAttention(sampleRun({ architecture: 'lstm' }))).toBe(false);
  });
});

function hypothesis(changes: Partial<Hypothesis>): Hypothesis {
  return {
    tokens: [],
    logProbability: -1,
    ended: true,
    steps: null,
    attention: null,
    profile: null,
    faithfulness: null,
    ...changes,
  };
}
