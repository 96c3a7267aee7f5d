import { expect, it } from 'vitest';
import type { RequestInput } from '../../../../src-shared/contract/channels';
import type { Generation } from '../../../../src-shared/domain/run';
import { LiveAnswer } from '../../../../src-renderer/state/live-answer.svelte';
import { LiveAnswers, type RunQuestion } from '../../../../src-renderer/state/live-answers.svelte';
import { connectBridge } from '../bridge';

type Asked = RequestInput<'interactive.ask'>;

/** A far end that answers by the source; a source `slow` is answered when the test says so. */
function connect() {
  const asked: Asked[] = [];
  const cancelled: string[] = [];
  let release: () => void = () => {};
  connectBridge({
    'interactive.ask': async (input) => {
      asked.push(input);
      if (input.source === 'slow') await new Promise<void>((resolve) => (release = resolve));
      return { run: input.run, sourceTokens: [input.source] } as unknown as Generation;
    },
    'interactive.cancel': ({ asker }) => {
      cancelled.push(asker);
      return null;
    },
  });
  return { asked, cancelled, release: () => release() };
}

const question = (run: string, source: string, version = ''): RunQuestion => ({
  question: { run, source, beamSize: 1, attention: false },
  version,
});
const sourceOf = (answers: LiveAnswers, run: string) =>
  answers.of(run)?.task.value?.generation.sourceTokens[0] ?? null;

it('the newest question counts, and the old answer stays until then', async () => {
  const { release } = connect();
  const answers = new LiveAnswers();
  answers.follow([question('r1', 'first')]);
  await expect.poll(() => sourceOf(answers, 'r1')).toBe('first');
  answers.follow([question('r1', 'slow')]);
  expect(sourceOf(answers, 'r1')).toBe('first');
  answers.follow([question('r1', 'second')]);
  await expect.poll(() => sourceOf(answers, 'r1')).toBe('second');
  release();
  await new Promise((resolve) => setTimeout(resolve));
  expect(sourceOf(answers, 'r1')).toBe('second');
});

it('each run is asked once, and again when it may answer otherwise', async () => {
  const { asked, cancelled } = connect();
  const answers = new LiveAnswers();
  answers.follow([question('r1', 'a'), question('r2', 'a')]);
  answers.follow([question('r1', 'a'), question('r2', 'a', 'epoch 2')]);
  expect(asked.map(({ run }) => run)).toEqual(['r1', 'r2', 'r2']);
  expect(new Set(asked.map(({ asker }) => asker)).size).toBe(2);
  answers.follow([question('r1', 'a')]);
  expect(answers.of('r2')).toBeNull();
  expect(cancelled).toEqual([asked[1].asker]);
});

it('the same question is asked again only on request, by the same asker, and forgotten when nobody wants to know', async () => {
  const { asked } = connect();
  const answer = new LiveAnswer();
  const { question: same } = question('r1', 'a');
  await answer.ask(same);
  await answer.ask(same);
  expect(asked).toHaveLength(1);
  await answer.again();
  expect(asked).toHaveLength(2);
  expect(new Set(asked.map(({ asker }) => asker)).size).toBe(1);
  expect(answer.generation?.sourceTokens).toEqual(['a']);
  answer.forget();
  expect(answer.generation).toBeNull();
});
