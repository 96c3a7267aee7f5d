import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeAll } from '../../../../src-main/engine/decoding/decode';
import type { SequenceToSequence } from '../../../../src-main/engine/model/sequence-to-sequence';
import { Replicas } from '../../../../src-main/engine/replicas/replicas';
import { optimisationStep } from '../../../../src-main/engine/training/optimisation-step';
import { meanLoss } from '../../../../src-main/engine/training/validation';
import { ARCHITECTURES } from '../../../../src-shared/domain/architecture';
import { tinyConfiguration } from '../../../helpers/engine-jobs';
import { syntheticData, toyModel } from '../../../helpers/synthetic-models';

const configuration = tinyConfiguration({ DROPOUT: 0, BATCH_SIZE: 7 });
const running: Replicas[] = [];
afterEach(async () => {
  for (const replicas of running.splice(0)) {
    await replicas.stop();
    replicas.model.parameters.dispose();
  }
});

async function start(model: SequenceToSequence, count: number): Promise<Replicas> {
  const replicas = await Replicas.start(model, count);
  running.push(replicas);
  return replicas;
}

function weightsOf({ ops, parameters }: SequenceToSequence): Float32Array[] {
  return parameters.definitions.map(({ name }) =>
    ops.scope(() => ops.readFloat32(ops.valueOf(parameters.variable(name)))),
  );
}

const goOn = async () => true;
const data = await syntheticData(configuration);
const batchOf = (first: number, count: number) => {
  const examples = data.train.slice(first, first + count);
  return { sources: examples.map(({ source }) => source), targets: examples.map(({ target }) => target) };
};

// Their threads run the built engine.
describe.skipIf(!existsSync('out/main/engine-replica.cjs'))('replicas', () => {
  it.each(ARCHITECTURES)('train %s as one model does, up to the order of addition', async (architecture) => {
    const alone = Replicas.single(await toyModel(architecture, configuration, data));
    running.push(alone);
    const together = await start(await toyModel(architecture, configuration, data), 3);
    for (let step = 1; step <= 4; step++) {
      // Also a batch with fewer sentences than there are replicas.
      const batch = step === 3 ? batchOf(0, 2) : batchOf(step, 7);
      const [one, many] = [
        await optimisationStep(alone, configuration, batch, step, 4),
        await optimisationStep(together, configuration, batch, step, 4),
      ];
      expect(many.tokens).toBe(one.tokens);
      expect(many.lossSum).toBeCloseTo(one.lossSum, 3);
      expect(many.gradientNorm / one.gradientNorm).toBeCloseTo(1, 3);
    }
  });

  it('stay equal to the last bit while they train with dropout', async () => {
    const noisy = { ...configuration, DROPOUT: 0.3 };
    const replicas = await start(await toyModel('lstm-attention', noisy, data), 2);
    for (let step = 1; step <= 5; step++) await optimisationStep(replicas, noisy, batchOf(step, 7), step, 5);
    const { source, target } = data.validation[0];
    const request = {
      batch: { sources: [source.slice()], targets: [target.slice()] },
      feeding: 'free-running',
    } as const;
    const [own, other] = await replicas.perform('loss', [request, request]);
    expect(other).toEqual(own);
  });

  it('repeat a training exactly', async () => {
    const noisy = { ...configuration, DROPOUT: 0.3 };
    const trained = async () => {
      const replicas = await start(await toyModel('lstm', noisy, data), 2);
      for (let step = 1; step <= 3; step++)
        await optimisationStep(replicas, noisy, batchOf(step, 7), step, 3);
      return weightsOf(replicas.model);
    };
    expect(await trained()).toEqual(await trained());
  });

  it('draw dropout of their own', async () => {
    const noisy = { ...configuration, DROPOUT: 0.5 };
    const replicas = await start(await toyModel('lstm', noisy, data), 2);
    const shard = { sources: [data.train[0].source.slice()], targets: [data.train[0].target.slice()] };
    const once = {
      shard,
      tokens: 10,
      coins: new Array<boolean>(30).fill(true),
      configuration: noisy,
      step: 1,
    };
    await replicas.perform('gradients', [once, once]);
    const [together] = await replicas.performAll('norms', { shards: 2 });
    const alone = Replicas.single(await toyModel('lstm', noisy, data));
    running.push(alone);
    await alone.perform('gradients', [once]);
    const [single] = await alone.performAll('norms', { shards: 1 });
    expect(together.lossSum).not.toBeCloseTo(2 * single.lossSum, 4);
  });

  it('validate and decode as one model does', async () => {
    const model = await toyModel('lstm-attention', configuration, data);
    const replicas = await start(model, 2);
    const alone = Replicas.single(model);
    for (const feeding of ['teacher-forced', 'free-running'] as const)
      expect(await meanLoss(replicas, data.train, 7, feeding, goOn)).toBe(
        await meanLoss(alone, data.train, 7, feeding, goOn),
      );
    const sources = Array.from({ length: 300 }, (_, index) => data.train[index % data.train.length].source);
    const options = { beamSize: 1, maximumLength: 12, lengthNormalisation: 0, attention: true };
    expect(await decodeAll(replicas, sources, options, goOn)).toEqual(
      await decodeAll(alone, sources, options, goOn),
    );
  });

  it('share their parameters, by whatever means these change', async () => {
    const replicas = await start(await toyModel('vanilla-rnn', configuration, data), 2);
    const { ops, parameters } = replicas.model;
    const { sources, targets } = batchOf(0, 1);
    const request = {
      batch: { sources: [sources[0].slice()], targets: [targets[0].slice()] },
      feeding: 'teacher-forced',
    } as const;
    const before = await replicas.performAll('loss', request);
    const bias = parameters.variable('output.bias');
    ops.assign(bias, new Float32Array(bias.shape[0]).fill(0.5).fill(-3, 4));
    const [own, other] = await replicas.performAll('loss', request);
    expect(own).not.toEqual(before[0]);
    expect(other).toEqual(own);
  });

  it('end in the same moments as one model', async () => {
    const momentsAfterTraining = async (count: number) => {
      const replicas = await start(await toyModel('lstm-attention', configuration, data), count);
      for (let step = 1; step <= 3; step++)
        await optimisationStep(replicas, configuration, batchOf(step, 7), step, 3);
      const { ops, parameters } = replicas.model;
      return parameters.definitions.map(({ name }) => ops.readMoments(parameters.variable(name)));
    };
    const [one, three] = [await momentsAfterTraining(1), await momentsAfterTraining(3)];
    const largest = Math.max(...one.map(({ first }) => Math.max(...first.map(Math.abs))));
    one.forEach(({ first }, index) =>
      first.forEach((moment, place) =>
        expect(Math.abs(three[index].first[place] - moment)).toBeLessThan(1e-4 * largest),
      ),
    );
  });

  it('pass on an error of any of them and go on working', async () => {
    const replicas = await start(await toyModel('lstm', configuration, data), 2);
    const good = { batch: batchOf(0, 1), feeding: 'teacher-forced' } as const;
    const bad = {
      batch: { sources: [Int32Array.of(1)], targets: [Int32Array.of(1, 999_999)] },
      feeding: 'teacher-forced',
    } as const;
    await expect(replicas.perform('loss', [good, bad])).rejects.toThrow();
    await expect(replicas.perform('loss', [bad, good])).rejects.toThrow();
    expect(await replicas.perform('loss', [good, good])).toHaveLength(2);
  });

  it('end with an error when a thread has ended', async () => {
    const replicas = await start(await toyModel('lstm', configuration, data), 2);
    await replicas.stop();
    const request = { batch: batchOf(0, 1), feeding: 'teacher-forced' } as const;
    await expect(replicas.perform('loss', [request, request])).rejects.toThrow(/thread ended/);
  });
});
