import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import type { GenerateJob } from '../../../../src-shared/contract/engine/jobs';
import { temporaryFolder } from '../../../helpers/data';
import { temporaryHome } from '../../../helpers/temporary-home';
import { eventsOf, only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

it('special tokens that a poor model writes are left out together with their rows of attention', async () => {
  const home = await temporaryFolder();
  const configuration = tinyConfiguration({
    EPOCHS: 1,
    VOCAB_SIZE: 8,
    INITIALISATION: 'pytorch',
    OUTPUT_BIAS: 'default',
  });
  await eventsOf(trainJob(home, ['lstm-attention'], configuration));
  const runs = ['run-lstm-attention'];
  const texts = ['Return the sum of two numbers.', 'Yield all words.'];
  const question = { texts, beamSize: 8, attention: true, faithfulness: true };
  const events = await eventsOf({ kind: 'generate', home, runs, ...question });
  const hypotheses = only(events, 'generations')[0].generations.flatMap(
    (generation) => generation.hypotheses,
  );
  expect(hypotheses).toHaveLength(16);
  for (const { tokens, attention, profile, faithfulness } of hypotheses) {
    for (const special of ['<PAD>', '<SOS>', '<EOS>']) expect(tokens).not.toContain(special);
    // One row for each token, and one for <EOS> when it was produced.
    expect([tokens.length, tokens.length + 1]).toContain(attention!.length);
    expect(profile!.steps).toHaveLength(attention!.length);
    expect(faithfulness!.drops).toHaveLength(attention!.length);
  }
});

it('a run without a checkpoint is refused by the name of the missing file', async () => {
  const home = await temporaryFolder();
  const job = {
    kind: 'generate',
    home,
    runs: ['nothing'],
    texts: ['a'],
    beamSize: 1,
    attention: false,
  } as const;
  const last = (await eventsOf(job)).at(-1)!;
  expect(last).toMatchObject({ type: 'job-failed', userError: true });
  expect((last as { message: string }).message).toContain('runs/nothing/best.safetensors');
});

describe('what follows somebody who types', () => {
  const { home, remove } = temporaryHome();
  const run = 'run-lstm';
  const configuration = tinyConfiguration({ MAX_DOCSTRING_LEN: 8, EPOCHS: 8 });
  let evaluated: Extract<EngineEvent, { type: 'evaluation' }>[];
  beforeAll(async () => {
    evaluated = only(await eventsOf(trainJob(home, ['lstm'], configuration)), 'evaluation');
  }, 60_000);
  afterAll(remove);

  const ask = async (texts: GenerateJob['texts'], others: Partial<GenerateJob> = {}) => {
    const question = { texts, beamSize: 1, attention: false, ...others };
    const events = await eventsOf({ kind: 'generate', home, runs: [run], ...question });
    const failed = only(events, 'job-failed')[0];
    if (failed) throw new Error(failed.message);
    return only(events, 'generations')[0].generations;
  };

  it('answers as the evaluation did, with a probability for every token and the end', async () => {
    for (const { summary, predictions } of evaluated) {
      const { decoder } = summary;
      const beamSize = decoder === 'beam' ? configuration.BEAM_SIZE : 1;
      const answers = await ask(
        predictions.map(({ source }) => source.split(' ')),
        { beamSize, alternatives: 5 },
      );
      answers.forEach(({ hypotheses: [best] }, index) => {
        expect(best.tokens.join(' ')).toBe(predictions[index].hypothesis);
        expect(best.logProbability).toBeCloseTo(predictions[index].logProbability, 3);
        const steps = best.steps!;
        expect(steps.map(({ token }) => token)).toEqual([...best.tokens, ...(best.ended ? ['<EOS>'] : [])]);
        expect(steps.reduce((sum, { probability }) => sum + Math.log(probability), 0)).toBeCloseTo(
          best.logProbability,
          3,
        );
        for (const { alternatives } of steps) expect(alternatives).toHaveLength(5);
      });
    }
  });

  it('tells which words it knows and which it reads', async () => {
    const [{ sourceWords, sourceTokens }] = await ask(['Return zyzzyva of the list and of others']);
    expect(sourceTokens).toEqual(['<SOS>', 'return', '<UNK>', 'of', 'the', 'list', 'and', '<EOS>']);
    expect(sourceWords.slice(0, 3)).toEqual([
      { text: 'return', known: true, read: true },
      { text: 'zyzzyva', known: false, read: true },
      { text: 'of', known: true, read: true },
    ]);
    expect(sourceWords.map(({ read }) => read)).toEqual([...new Array<boolean>(6).fill(true), false, false]);
  });

  it('takes a source as tokens, in which <UNK> masks, and refuses those that frame it', async () => {
    const [typed] = await ask(['return the zyzzyva']);
    const [masked] = await ask([['return', 'the', '<UNK>']]);
    expect(masked.sourceTokens).toEqual(typed.sourceTokens);
    expect(masked.hypotheses).toEqual(typed.hypotheses);
    await expect(ask([['<SOS>', 'return']])).rejects.toThrow('<SOS> cannot stand among the tokens');
  });

  it('begins with a prefix, in which <UNK> stands for tokens that it lacks, and ends at the length that is asked for', async () => {
    const [{ hypotheses }] = await ask(['return the sum'], {
      beamSize: 2,
      prefix: ['return', 'zyzzyva'],
      alternatives: 1,
      choices: { maximumLength: 4 },
    });
    for (const { tokens, steps } of hypotheses) {
      expect(tokens.slice(0, 2)).toEqual(['return', '<UNK>']);
      expect(steps!.length).toBeLessThanOrEqual(4);
      expect(steps!.map(({ forced }) => forced).slice(0, 3)).toEqual([true, true, false]);
    }
  });

  it('loads runs ahead without being asked anything', async () => {
    expect(await ask([])).toEqual([]);
  });
});
