import { describe, expect, it } from 'vitest';
import { StudyEnds } from '../../../src-main/app/study-ends';
import type { Run, RunState, Study } from '../../../src-shared/domain/run';

function study(...states: RunState[]): Study {
  const runs = states.map((state, index) => ({
    architecture: (['vanilla-rnn', 'lstm', 'lstm-attention'] as const)[index],
    state,
    reason: state === 'failed' ? 'the loss is not a finite number' : null,
    epoch: 2,
    evaluations: state === 'finished' ? [{ split: 'test', bleu: 12.345 }] : [],
  }));
  return { id: 'A', name: 'Mine', runs: runs as unknown as readonly Run[] } as Study;
}

describe('the end of a study', () => {
  it('is told once, when its last run has ended', () => {
    const ends = new StudyEnds();
    ends.train('A');
    expect(ends.observe(study('running', 'queued'))).toBeNull();
    expect(ends.observe(study('finished', 'running'))).toBeNull();
    expect(ends.observe(study('finished', 'finished'))).toEqual({
      title: '“Mine” has finished',
      body: 'Vanilla RNN: BLEU 12.35\nLSTM: BLEU 12.35',
    });
    expect(ends.observe(study('finished', 'finished'))).toBeNull();
  });

  it('is no news of a study that had not its turn, or waits again', () => {
    const ends = new StudyEnds();
    expect(ends.observe(study('stopped'))).toBeNull();
    ends.train('A');
    ends.train(null);
    ends.observe(study('finished', 'queued'));
    expect(ends.observe(study('finished', 'stopped'))).toBeNull();
  });

  it('is named by the gravest of its runs, with the reason', () => {
    const ends = new StudyEnds();
    ends.train('A');
    ends.observe(study('running', 'running'));
    const end = ends.observe(study('finished', 'failed'))!;
    expect(end.title).toBe('“Mine” failed');
    expect(end.body).toContain('LSTM: failed in epoch 3 (the loss is not a finite number)');
  });
});
