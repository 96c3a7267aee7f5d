import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from '../../../../src-main/engine/checkpoint/safetensors';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import { temporaryFolder } from '../../../helpers/data';
import { eventsOf, only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

const numbersOf = (events: readonly EngineEvent[]) => ({
  steps: only(events, 'step').map(({ record }) => [record.step, record.loss, record.gradientNorm]),
  epochs: only(events, 'epoch').map(({ record }) => [
    record.epoch,
    record.trainLoss,
    record.validationLossTeacherForced,
    record.validationLossFreeRunning,
    record.gradients,
  ]),
  probes: only(events, 'probes').map(({ epoch, records }) => [epoch, records]),
  evaluations: only(events, 'evaluation').map(({ summary: { seconds: _, ...summary }, predictions }) => ({
    summary,
    predictions,
  })),
});

it('trains and evaluates the three architectures, and tells of everything in order', async () => {
  const home = await temporaryFolder();
  const events = await eventsOf(trainJob(home, ARCHITECTURES, tinyConfiguration({ EPOCHS: 2 })));
  expect(events.at(-1)).toEqual({ type: 'job-done' });
  expect(only(events, 'split-ready')[0].split.sizes).toEqual({ train: 48, validation: 8, test: 8 });
  expect(only(events, 'run-started').map(({ run, stepsPerEpoch }) => [run, stepsPerEpoch])).toEqual(
    ARCHITECTURES.map((architecture) => [`run-${architecture}`, 6]),
  );
  for (const architecture of ARCHITECTURES) {
    const own = events.filter((event) => 'run' in event && event.run === `run-${architecture}`);
    expect(only(own, 'step').map(({ record }) => record.step)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    expect(only(own, 'epoch').map(({ record }) => record.epoch)).toEqual([1, 2]);
    expect(
      only(own, 'probes').map(({ epoch, records }) => [epoch, records.map(({ index }) => index)]),
    ).toEqual([1, 2].map((epoch) => [epoch, [0, 1, 2, 3, 4, 5, 6, 7]]));
    const evaluations = only(own, 'evaluation');
    expect(evaluations.map(({ summary }) => [summary.decoder, summary.beamSize, summary.examples])).toEqual([
      ['greedy', 1, 8],
      ['beam', 3, 8],
    ]);
    for (const { predictions } of evaluations)
      expect(predictions.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(only(own, 'run-ended')[0]).toMatchObject({ state: 'finished' });
  }
});

it('every artefact is on disk with the bytes and the checksum it was reported with', async () => {
  const home = await temporaryFolder();
  const events = await eventsOf(trainJob(home, ['lstm-attention'], tinyConfiguration({ EPOCHS: 1 })));
  const last = new Map(only(events, 'artefact').map(({ record }) => [record.path, record]));
  expect(new Set([...last.values()].map(({ kind }) => kind))).toEqual(
    new Set([
      ...['best-checkpoint', 'latest-checkpoint', 'source-vocabulary', 'target-vocabulary'],
      ...['configuration', 'examples', 'split'],
    ]),
  );
  for (const [path, { bytes, sha256 }] of last) {
    const content = readFileSync(join(home, path));
    expect(content.length).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  }
});

it('a run that is resumed says so when other threads computed its checkpoint', async () => {
  const home = await temporaryFolder();
  const configuration = tinyConfiguration({ EPOCHS: 1 });
  const stopAtOnce: Parameters<typeof eventsOf>[1] = (event, control) => {
    if (event.type === 'step') control.stop();
  };
  const resume = () => eventsOf(trainJob(home, ['vanilla-rnn'], configuration, true), stopAtOnce);
  await eventsOf(trainJob(home, ['vanilla-rnn'], configuration), stopAtOnce);
  expect(only(await resume(), 'notice')).toEqual([]);

  const path = join(home, 'runs/run-vanilla-rnn/latest.safetensors');
  const { tensors, metadata } = decodeSafetensors(readFileSync(path), path);
  writeFileSync(path, encodeSafetensors({ tensors, metadata: { ...metadata, threads: '64' } }));
  const [{ message }] = only(await resume(), 'notice');
  expect(message).toMatch(/^vanilla-rnn goes on with other arithmetic .*threads 64, now \d+/);
});

it.each(['shuffle', 'length-buckets'] as const)(
  'a run by %s that was stopped in the middle of an epoch and resumed ends exactly as one that was never stopped',
  async (BATCHING) => {
    const configuration = tinyConfiguration({
      BATCHING,
      TEACHER_FORCING_RATIO: 0.6,
      TEACHER_FORCING_END: 0.4,
    });
    const whole = await temporaryFolder();
    const uninterrupted = await eventsOf(trainJob(whole, ['lstm-attention'], configuration));
    const parts = await temporaryFolder();
    const first = await eventsOf(trainJob(parts, ['lstm-attention'], configuration), (event, control) => {
      if (event.type === 'step' && event.record.step === 9) control.stop();
    });
    expect(only(first, 'run-ended')[0]).toMatchObject({ state: 'stopped' });
    expect(only(first, 'step')).toHaveLength(9);
    const second = await eventsOf(trainJob(parts, ['lstm-attention'], configuration, true));
    expect(only(second, 'step')[0].record.step).toBe(10);
    expect(numbersOf([...first, ...second])).toEqual(numbersOf(uninterrupted));
    const weights = (home: string) => {
      const path = join(home, 'runs/run-lstm-attention/latest.safetensors');
      return decodeSafetensors(readFileSync(path), path).tensors;
    };
    expect(weights(parts)).toEqual(weights(whole));
  },
);

it('stops while validating or evaluating too, and goes on from there', async () => {
  const configuration = tinyConfiguration({ EPOCHS: 1 });
  const home = await temporaryFolder();
  const first = await eventsOf(trainJob(home, ['vanilla-rnn'], configuration), (event, control) => {
    if (event.type === 'epoch') control.stop();
  });
  expect(only(first, 'evaluation')).toHaveLength(0);
  expect(only(first, 'run-ended')[0].state).toBe('stopped');
  const second = await eventsOf(trainJob(home, ['vanilla-rnn'], configuration, true));
  expect(only(second, 'step')).toHaveLength(0);
  expect(only(second, 'evaluation')).toHaveLength(2);
  expect(only(second, 'run-ended')[0].state).toBe('finished');
});

it('sleeps while paused and then goes on', async () => {
  const home = await temporaryFolder();
  let stepsAtPause = 0;
  let steps = 0;
  const events = await eventsOf(
    trainJob(home, ['vanilla-rnn'], tinyConfiguration({ EPOCHS: 1 })),
    (event, control) => {
      if (event.type === 'step' && ++steps === 2) control.pause();
      if (event.type === 'run-paused') {
        stepsAtPause = steps;
        setTimeout(() => {
          expect(steps).toBe(stepsAtPause);
          control.continue();
        }, 50);
      }
    },
  );
  expect(stepsAtPause).toBe(2);
  expect(only(events, 'run-continued')).toHaveLength(1);
  expect(only(events, 'step')).toHaveLength(6);
});

it('a source with fewer rows than asked for is scaled down, and says so', async () => {
  const home = await temporaryFolder();
  const configuration = tinyConfiguration({ TRAIN_SIZE: 480, VAL_SIZE: 80, TEST_SIZE: 80, EPOCHS: 1 });
  const events = await eventsOf(trainJob(home, ['vanilla-rnn'], configuration));
  expect(only(events, 'split-ready')[0].split).toMatchObject({
    scaledDown: true,
    sizes: { train: 60, validation: 10, test: 10 },
  });
  expect(only(events, 'notice')[0].message).toContain(
    'scaled down in proportion to 60 training, 10 validation and 10 test',
  );
});

it('a source that is missing fails with its name and leaves nothing half-written', async () => {
  const home = await temporaryFolder();
  const job = {
    ...trainJob(home, ['vanilla-rnn'], tinyConfiguration()),
    source: { location: '/no/such/file.jsonl' },
  };
  const events = await eventsOf(job);
  expect(events.at(-1)).toMatchObject({ type: 'job-failed', userError: true });
  expect((events.at(-1) as { message: string }).message).toContain('/no/such/file.jsonl');
  expect(existsSync(join(home, 'studies'))).toBe(false);
  expect(existsSync(join(home, 'runs'))).toBe(false);
});

it('evaluating the stored checkpoint again gives the same numbers as the training job did', async () => {
  const home = await temporaryFolder();
  const trained = await eventsOf(trainJob(home, ['lstm'], tinyConfiguration({ EPOCHS: 2 })));
  for (const decoder of ['greedy', 'beam'] as const) {
    const again = await eventsOf({
      kind: 'evaluate',
      home,
      study: 'study',
      run: 'run-lstm',
      split: 'test',
      decoders: [decoder],
    });
    const expected = numbersOf(trained).evaluations.find(({ summary }) => summary.decoder === decoder);
    expect(numbersOf(again).evaluations).toEqual([expected]);
  }
});

it('generates with attention for the text of a test example as the evaluation did', async () => {
  const home = await temporaryFolder();
  const trained = await eventsOf(
    trainJob(home, ['lstm', 'lstm-attention'], tinyConfiguration({ EPOCHS: 2 })),
  );
  const [prediction] = only(trained, 'evaluation').at(-1)!.predictions;
  const runs = ['run-lstm', 'run-lstm-attention'];
  const job = {
    kind: 'generate',
    home,
    runs,
    texts: [prediction.source],
    beamSize: 3,
    attention: true,
  } as const;
  const [{ generations }] = only(await eventsOf(job), 'generations');
  expect(generations.map(({ run }) => run)).toEqual(runs);
  const [without, withAttention] = generations;
  expect(without.hypotheses[0].attention).toBeNull();
  expect(withAttention.sourceTokens.at(0)).toBe('<SOS>');
  expect(withAttention.sourceTokens.at(-1)).toBe('<EOS>');
  const [best] = withAttention.hypotheses;
  for (const row of best.attention!) expect(row).toHaveLength(withAttention.sourceTokens.length);
});

it('a run whose checkpoint is damaged fails by name, and the others of the study go on', async () => {
  const home = await temporaryFolder();
  const configuration = tinyConfiguration({ EPOCHS: 1 });
  await eventsOf(trainJob(home, ['vanilla-rnn', 'lstm'], configuration));
  const path = join(home, 'runs/run-vanilla-rnn/latest.safetensors');
  writeFileSync(path, readFileSync(path).fill(0, 4000, 4400));
  const events = await eventsOf(trainJob(home, ['vanilla-rnn', 'lstm'], configuration, true));
  const ended = only(events, 'run-ended');
  expect(ended.map(({ state }) => state)).toEqual(['failed', 'finished']);
  expect(ended[0].reason).toContain(path);
});

it('stored examples that are damaged are refused by name', async () => {
  const home = await temporaryFolder();
  const configuration = tinyConfiguration({ EPOCHS: 1 });
  await eventsOf(trainJob(home, ['vanilla-rnn'], configuration));
  const path = join(home, 'studies/study/examples.jsonl.gz');
  writeFileSync(path, 'junk');
  const last = (await eventsOf(trainJob(home, ['vanilla-rnn'], configuration, true))).at(-1)!;
  expect(last).toMatchObject({ type: 'job-failed', userError: true });
  expect((last as { message: string }).message).toContain(path);
});

it('a checkpoint that is cut off is refused by name', async () => {
  const home = await temporaryFolder();
  await eventsOf(trainJob(home, ['vanilla-rnn'], tinyConfiguration({ EPOCHS: 1 })));
  const path = join(home, 'runs/run-vanilla-rnn/best.safetensors');
  writeFileSync(path, readFileSync(path).subarray(0, 5000));
  const job = {
    kind: 'evaluate',
    home,
    study: 'study',
    run: 'run-vanilla-rnn',
    split: 'test',
    decoders: ['greedy'],
  } as const;
  const last = (await eventsOf(job)).at(-1)!;
  expect(last).toMatchObject({ type: 'job-failed', userError: true });
  expect((last as { message: string }).message).toContain(`${path}: not a whole safetensors file`);
});
