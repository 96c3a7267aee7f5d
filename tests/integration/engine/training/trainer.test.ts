import { expect, it } from 'vitest';
import { decodeBatch } from '../../../../src-main/engine/decoding/beam-search';
import { decodingOptions } from '../../../../src-main/engine/decoding/decoding-options';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { JobControl } from '../../../../src-main/engine/job-control';
import { Trainer, type TrainingHost } from '../../../../src-main/engine/training/trainer';
import { INITIAL_STATE } from '../../../../src-main/engine/training/training-state';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import type { EpochRecord, ProbeRecord, StepRecord } from '../../../../src-shared/domain/run';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

function recordingHost() {
  const steps: StepRecord[] = [];
  const epochs: EpochRecord[] = [];
  const saved: string[] = [];
  const host: TrainingHost = {
    control: new JobControl(),
    step: (record) => steps.push(record),
    epoch: (record) => void epochs.push(record),
    newLearningRate: () => null,
    intervened: () => {},
    paused: () => {},
    continued: () => {},
    saveCheckpoint: async (name) => void saved.push(name),
  };
  return { host, steps, epochs, saved };
}

for (const architecture of ARCHITECTURES)
  it(`${architecture} memorises 20 examples at toy size`, async () => {
    const configuration = tinyConfiguration({
      TRAIN_SIZE: 20,
      EPOCHS: 150,
      BATCH_SIZE: 20,
      WEIGHT_TYING: false,
      EMBEDDING_DIM: 32,
      HIDDEN_DIM: 64,
      DROPOUT: 0,
      APPLY_EARLY_STOPPING: false,
      APPLY_SCHEDULED_SAMPLING: false,
      VAL_SIZE: 1,
      TEST_SIZE: 1,
      LEARNING_RATE: 0.02,
      WARMUP_STEPS: 10,
    });
    const data = await syntheticData(configuration);
    const model = await toyModel(architecture, configuration, data);
    const { host, epochs } = recordingHost();
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
    model.parameters.dispose();
    expect(epochs[0].trainLoss).toBeGreaterThan(2);
    expect(Math.min(...epochs.map(({ trainLoss }) => trainLoss))).toBeLessThan(0.1);
  });

it('the same configuration, data and seed give the same losses bit for bit, with dropout and coins', async () => {
  const configuration = tinyConfiguration({
    EPOCHS: 2,
    TEACHER_FORCING_RATIO: 0.5,
    TEACHER_FORCING_END: 0.5,
  });
  const data = await syntheticData(configuration);
  const train = async () => {
    const model = await toyModel('lstm-attention', configuration, data);
    const { host, steps, epochs } = recordingHost();
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
    model.parameters.dispose();
    return {
      losses: steps.map(({ loss, gradientNorm }) => [loss, gradientNorm]),
      validation: epochs.map((epoch) => [epoch.validationLossTeacherForced, epoch.validationLossFreeRunning]),
    };
  };
  const first = await train();
  expect(first.losses).toHaveLength(12);
  expect(await train()).toEqual(first);
});

it('another seed gives other losses', async () => {
  const firstLoss = async (SEED: number) => {
    const configuration = tinyConfiguration({ EPOCHS: 1, SEED });
    const data = await syntheticData(configuration);
    const model = await toyModel('vanilla-rnn', configuration, data);
    const { host, steps } = recordingHost();
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
    model.parameters.dispose();
    return steps[0].loss;
  };
  expect(await firstLoss(1)).not.toBe(await firstLoss(2));
});

it('stops early when the validation loss has not improved for as many epochs as the patience allows', async () => {
  // A rate at which nothing is learned after the first epoch makes every later epoch no better.
  const configuration = tinyConfiguration({
    EPOCHS: 10,
    EARLY_STOPPING_PATIENCE: 2,
    LEARNING_RATE: 5,
    APPLY_WARMUP: false,
  });
  const data = await syntheticData(configuration);
  const model = await toyModel('vanilla-rnn', configuration, data);
  const { host, epochs, saved } = recordingHost();
  const outcome = await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
  model.parameters.dispose();
  const lastBest = epochs.findLast(({ best }) => best)!.epoch;
  expect(outcome).toEqual({
    state: 'finished',
    reason: 'Early stopping: no better validation loss for 2 epochs',
  });
  expect(epochs.length).toBe(lastBest + 2);
  expect(epochs.length).toBeLessThan(10);
  expect(saved.filter((name) => name === 'best')).toHaveLength(epochs.filter(({ best }) => best).length);
});

it('the checkpoint criterion decides which validation loss makes an epoch the best', async () => {
  for (const CHECKPOINT_CRITERION of ['teacher-forced', 'free-running'] as const) {
    const configuration = tinyConfiguration({ EPOCHS: 4, CHECKPOINT_CRITERION, APPLY_EARLY_STOPPING: false });
    const data = await syntheticData(configuration);
    const model = await toyModel('vanilla-rnn', configuration, data);
    const { host, epochs } = recordingHost();
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
    model.parameters.dispose();
    const key =
      CHECKPOINT_CRITERION === 'teacher-forced' ? 'validationLossTeacherForced' : 'validationLossFreeRunning';
    let lowest = Infinity;
    for (const epoch of epochs) {
      expect(epoch.best).toBe(epoch[key] < lowest);
      lowest = Math.min(lowest, epoch[key]);
    }
  }
});

it('a validation loss that is not a number ends the run before anything is saved', async () => {
  const configuration = tinyConfiguration({ EPOCHS: 2 });
  const data = await syntheticData(configuration);
  const model = await toyModel('vanilla-rnn', configuration, data);
  const { host, epochs, saved } = recordingHost();
  const poisoned: TrainingHost = {
    ...host,
    step: (record) => {
      const bias = model.parameters.variable('output.bias');
      if (record.step === 6) model.ops.assign(bias, new Float32Array(bias.shape[0]).fill(NaN));
    },
  };
  const outcome = await new Trainer(
    Replicas.single(model),
    data,
    configuration,
    INITIAL_STATE,
    poisoned,
  ).train();
  model.parameters.dispose();
  expect(outcome.state).toBe('failed');
  expect(outcome.reason).toContain('validation loss is not a finite number after epoch 1');
  expect(epochs).toHaveLength(0);
  expect(saved).toHaveLength(0);
});

it('an epoch is told before its latest checkpoint is written, so that a full disk does not lose it', async () => {
  const configuration = tinyConfiguration({ EPOCHS: 1 });
  const data = await syntheticData(configuration);
  const model = await toyModel('vanilla-rnn', configuration, data);
  const { host, epochs } = recordingHost();
  const full: TrainingHost = {
    ...host,
    saveCheckpoint: async (name) => {
      if (name === 'latest') throw new Error('ENOSPC');
    },
  };
  await expect(
    new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, full).train(),
  ).rejects.toThrow('ENOSPC');
  model.parameters.dispose();
  expect(epochs).toHaveLength(1);
});

it('a loss that is not a number ends the run, changes no parameter and saves nothing over the last good checkpoint', async () => {
  const configuration = tinyConfiguration();
  const data = await syntheticData(configuration);
  const model = await toyModel('lstm', configuration, data);
  const { ops, parameters } = model;
  const bias = parameters.variable('output.bias');
  ops.assign(bias, new Float32Array(bias.shape[0]).fill(NaN));
  const kernel = () =>
    ops.scope(() => ops.readFloat32(ops.valueOf(parameters.variable('decoder.layer0.kernel'))));
  const before = kernel();
  const { host, steps, saved } = recordingHost();
  const outcome = await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
  expect(outcome.state).toBe('failed');
  expect(outcome.reason).toContain('not a finite number at step 1');
  expect(kernel()).toEqual(before);
  expect(steps).toHaveLength(0);
  expect(saved).toHaveLength(0);
  parameters.dispose();
});

it('tells of every epoch how large the gradients of its layers were, and how often they were clipped', async () => {
  const configuration = tinyConfiguration({ EPOCHS: 2, GRADIENT_CLIP: 0.15 });
  const data = await syntheticData(configuration);
  const model = await toyModel('lstm-attention', configuration, data);
  const { host, steps, epochs } = recordingHost();
  await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, host).train();
  model.parameters.dispose();
  for (const { epoch, gradients } of epochs) {
    const norms = steps.filter((step) => step.epoch === epoch).map(({ gradientNorm }) => gradientNorm);
    expect(gradients!.steps).toBe(6);
    expect(gradients!.clipped).toBe(norms.filter((norm) => norm > 0.15).length);
    const layers = Object.values(gradients!.layers);
    expect(layers).toHaveLength(9);
    for (const { mean, maximum } of layers) {
      expect(mean).toBeGreaterThan(0);
      expect(maximum).toBeGreaterThanOrEqual(mean);
      expect(maximum).toBeLessThanOrEqual(Math.max(...norms));
    }
  }
  const clipped = epochs.reduce((sum, { gradients }) => sum + gradients!.clipped, 0);
  expect(clipped).toBeGreaterThan(0);
  expect(clipped).toBeLessThan(12);
});

it.each(ARCHITECTURES)(
  "%s: the probes of an epoch are what the epoch's own weights write greedily",
  async (architecture) => {
    const configuration = tinyConfiguration({ EPOCHS: 3, LEARNING_RATE: 0.03, PROBE_EXAMPLES: 5 });
    const data = await syntheticData(configuration);
    const model = await toyModel(architecture, configuration, data);
    const { host } = recordingHost();
    const told: (readonly ProbeRecord[])[] = [];
    const expected: { readonly hypothesis: string; readonly attention: readonly Float32Array[] | null }[][] =
      [];
    const watching: TrainingHost = {
      ...host,
      epoch: (_record, probes) => {
        told.push(probes);
        const options = decodingOptions(configuration, 1, true);
        const one = (source: Int32Array) => decodeBatch(model, [source], options)[0][0];
        expected.push(
          data.validation.slice(0, 5).map(({ source }) => {
            const { ids, attention } = one(source);
            const hypothesis = data.targetVocabulary.decode(ids, { keepUnknown: true }).join(' ');
            return { hypothesis, attention };
          }),
        );
      },
    };
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, watching).train();
    model.parameters.dispose();
    expect(told.map((probes) => probes.map(({ hypothesis }) => hypothesis))).toEqual(
      expected.map((answers) => answers.map(({ hypothesis }) => hypothesis)),
    );
    expect(new Set(told.flat().map(({ hypothesis }) => hypothesis)).size).toBeGreaterThan(1);
    told.flat().forEach(({ attention, source, hypothesis }, place) => {
      const exact = expected.flat()[place].attention;
      if (exact === null) return expect(attention).toBeNull();
      expect(attention!.length).toBeGreaterThanOrEqual(hypothesis.split(' ').length);
      attention!.forEach((row, target) => {
        expect(row).toHaveLength(source.split(' ').length + 2);
        row.forEach((weight, column) => expect(Math.abs(weight - exact[target][column])).toBeLessThan(0.003));
      });
    });
  },
);

it('probes change nothing that is learnt', async () => {
  const train = async (PROBE_EXAMPLES: number) => {
    const configuration = tinyConfiguration({ EPOCHS: 2, TEACHER_FORCING_RATIO: 0.5, PROBE_EXAMPLES });
    const data = await syntheticData(configuration);
    const model = await toyModel('lstm-attention', configuration, data);
    const { host, steps, epochs } = recordingHost();
    const counts: number[] = [];
    const counting: TrainingHost = {
      ...host,
      epoch: (record, probes) => {
        counts.push(probes.length);
        host.epoch(record, probes);
      },
    };
    await new Trainer(Replicas.single(model), data, configuration, INITIAL_STATE, counting).train();
    model.parameters.dispose();
    const losses = epochs.map((epoch) => [
      epoch.validationLossTeacherForced,
      epoch.validationLossFreeRunning,
    ]);
    return { counts, learnt: [steps.map(({ loss, gradientNorm }) => [loss, gradientNorm]), losses] };
  };
  const [without, some, all] = [await train(0), await train(3), await train(1000)];
  expect([without, some, all].map(({ counts }) => counts)).toEqual([
    [0, 0],
    [3, 3],
    [8, 8],
  ]);
  expect(some.learnt).toEqual(without.learnt);
  expect(all.learnt).toEqual(without.learnt);
});
