import { describe, expect, it } from 'vitest';
import { AttentionAnswer } from '../../../../src-renderer/state/attention.svelte';
import type { RequestInput } from '../../../../src-shared/contract/channels';
import type { Generation } from '../../../../src-shared/domain/run';
import { connectBridge } from '../bridge';

function generationOf({ run, source }: RequestInput<'interactive.ask'>): Generation {
  return {
    run,
    architecture: 'lstm-attention',
    sourceWords: [],
    sourceTokens: [String(source)],
    hypotheses: [],
    tree: null,
  };
}

describe('an answer with attention', () => {
  it('is asked for once, and again only when something else or the same anew is wanted', async () => {
    const asked: RequestInput<'interactive.ask'>[] = [];
    connectBridge({
      'interactive.ask': (input) => {
        asked.push(input);
        return generationOf(input);
      },
    });
    const answer = new AttentionAnswer();
    const question = { run: 'A', text: 'add two', beamSize: 1 };
    await answer.ask(question);
    await answer.ask(question);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ run: 'A', source: 'add two', beamSize: 1, attention: true });
    await answer.ask({ ...question, beamSize: 2 });
    await answer.ask({ ...question, beamSize: 2 }, true);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map(({ asker }) => asker)).size).toBe(1);
    expect(answer.milliseconds).not.toBeNull();
  });

  it('is the newest question’s, also when an older one is answered later', async () => {
    const waiting: (() => void)[] = [];
    connectBridge({
      'interactive.ask': (input) =>
        new Promise<Generation>((resolve) => waiting.push(() => resolve(generationOf(input)))),
    });
    const answer = new AttentionAnswer();
    const older = answer.ask({ run: 'A', text: 'old', beamSize: 1 });
    const newer = answer.ask({ run: 'A', text: 'new', beamSize: 1 });
    waiting[1]();
    waiting[0]();
    await Promise.all([older, newer]);
    expect(answer.task.value?.sourceTokens).toEqual(['new']);
  });

  it('is forgotten on request', async () => {
    connectBridge({ 'interactive.ask': generationOf });
    const answer = new AttentionAnswer();
    await answer.ask({ run: 'A', text: 'add', beamSize: 1 });
    answer.reset();
    expect(answer.task.value).toBeNull();
  });
});
