import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../helpers/data';
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
