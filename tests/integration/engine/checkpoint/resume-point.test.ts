import {
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeSafetensors } from '../../../../src-main/engine/checkpoint/safetensors';
import { parseTrainingState } from '../../../../src-main/engine/training/training-state';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import { temporaryFolder } from '../../../helpers/data';
import { eventsOf, only, tinyConfiguration, trainJob } from '../../../helpers/engine-jobs';

/** Three steps make an epoch, every step is saved, and both epochs are better than those before. */
const configuration = tinyConfiguration({
  CHECKPOINT_MINUTES: 0,
  TRAIN_SIZE: 24,
  VAL_SIZE: 4,
  TEST_SIZE: 4,
  EPOCHS: 2,
  PROBE_EXAMPLES: 2,
  BEAM_SIZE: 1,
  MAX_CODE_LEN: 12,
});
const FILES = ['latest.safetensors', 'best.safetensors'] as const;

/** A run that is stopped when an event comes, and what can be done to its files before it is resumed. */
async function stoppedRun(stopAt: (event: EngineEvent) => boolean) {
  const home = await temporaryFolder();
  const file = (name: string) => join(home, 'runs/run-vanilla-rnn', name);
  await eventsOf(trainJob(home, ['vanilla-rnn'], configuration), (event, control) => {
    if (stopAt(event)) control.stop();
  });
  return {
    file,
    stateOf: (name: string) =>
      parseTrainingState(decodeSafetensors(readFileSync(file(name)), name).metadata['state']),
    resume: (onEvent?: Parameters<typeof eventsOf>[1]) =>
      eventsOf(trainJob(home, ['vanilla-rnn'], configuration, true), onEvent),
  };
}

const atStep = (step: number) => (event: EngineEvent) => event.type === 'step' && event.record.step === step;
/** Not those on what the model learns. */
const noticesOnResuming = (events: readonly EngineEvent[]) =>
  only(events, 'notice')
    .map(({ message }) => message)
    .filter((message) => message.startsWith('vanilla-rnn '));
const contents = (file: (name: string) => string) => FILES.map((name) => readFileSync(file(name)));
let whole: Buffer[] | null = null;
const uninterrupted = async () => (whole ??= contents((await stoppedRun(() => false)).file));

it('goes on from the newest checkpoint when it is whole, and says nothing', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  const events = await resume();
  expect(noticesOnResuming(events)).toEqual([]);
  expect(only(events, 'run-started')[0].done).toEqual({ step: 5, epoch: 1 });
  expect(contents(file)).toEqual(await uninterrupted());
});

it.each([
  ['cut off, as by a loss of power', (path: string) => truncateSync(path, 6000)],
  ['empty', (path: string) => truncateSync(path, 0)],
  ['changed in its last byte', flip((bytes) => bytes.length - 1)],
  ['changed in its training state', flip((bytes) => bytes.indexOf('\\"step\\":') + 9)],
  ['gone', (path: string) => rmSync(path)],
])('goes on from the checkpoint before the newest when that is %s, and says why', async (_what, damage) => {
  const { file, stateOf, resume } = await stoppedRun(atStep(5));
  expect(stateOf('latest.previous.safetensors').step).toBe(4);
  damage(file('latest.safetensors'));
  const events = await resume();
  const [message, ...others] = noticesOnResuming(events);
  expect(message).toContain('goes on from the checkpoint before its newest (step 4, 1 epoch done)');
  expect(message).toContain(`${file('latest.safetensors')}: `);
  expect(others).toEqual([]);
  expect(only(events, 'run-started')[0].done).toEqual({ step: 4, epoch: 1 });
  expect(only(events, 'step')[0].record.step).toBe(5);
  expect(contents(file)).toEqual(await uninterrupted());
});

it('goes on from a checkpoint that was whole and not in its place when the process died, whatever became of those before', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  // As the folder is between two renamings: both generations are one file, here damaged with the process.
  renameSync(file('latest.safetensors'), file('latest.safetensors.whole'));
  renameSync(file('latest.previous.safetensors'), file('latest.safetensors'));
  linkSync(file('latest.safetensors'), file('latest.previous.safetensors'));
  truncateSync(file('latest.safetensors'), 6000);
  const events = await resume();
  expect(noticesOnResuming(events)).toEqual([]);
  expect(only(events, 'run-started')[0].done).toEqual({ step: 5, epoch: 1 });
  expect(contents(file)).toEqual(await uninterrupted());
  expect(readdirSync(file('')).filter((name) => name.endsWith('.whole'))).toEqual([]);
});

it('the tensor that is damaged is named', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  flip((bytes) => bytes.length - 1)(file('latest.safetensors'));
  const [message] = noticesOnResuming(await resume());
  expect(message).toMatch(/latest\.safetensors: tensor adam\.\S+ is damaged/);
});

it('has the best weights of its time where an epoch that is done again had better ones', async () => {
  const { file, stateOf, resume } = await stoppedRun(
    (event) => event.type === 'epoch' && event.record.epoch === 2,
  );
  expect(stateOf('best.safetensors').epoch).toBe(2);
  truncateSync(file('latest.safetensors'), 6000);
  const events = await resume((event, control) => {
    if (event.type === 'run-started') control.stop();
  });
  expect(only(events, 'run-started')[0].done).toEqual({ step: 6, epoch: 1 });
  expect(stateOf('best.safetensors').epoch).toBe(1);
  expect(existsSync(file('best.previous.safetensors'))).toBe(false);
  await resume();
  expect(contents(file)).toEqual(await uninterrupted());
});

it('makes the best checkpoint up for a process that died between the two of an epoch', async () => {
  const { file, stateOf, resume } = await stoppedRun(
    (event) => event.type === 'epoch' && event.record.epoch === 2,
  );
  copyFileSync(file('best.previous.safetensors'), file('best.safetensors'));
  rmSync(file('best.previous.safetensors'));
  const events = await resume((event, control) => {
    if (event.type === 'run-started') control.stop();
  });
  expect(noticesOnResuming(events)).toEqual([]);
  expect(stateOf('best.safetensors').epoch).toBe(2);
  expect(stateOf('best.previous.safetensors').epoch).toBe(1);
  await resume();
  expect(contents(file)).toEqual(await uninterrupted());
});

it('has no best weights where it goes back to before its first epoch was done', async () => {
  const { file, resume } = await stoppedRun((event) => event.type === 'epoch');
  truncateSync(file('latest.safetensors'), 6000);
  await resume((event, control) => {
    if (event.type === 'run-started') control.stop();
  });
  expect(existsSync(file('best.safetensors'))).toBe(false);
});

it('tells the checksums of the checkpoints as they are on disk', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  truncateSync(file('latest.safetensors'), 6000);
  const events = await resume((event, control) => {
    if (event.type === 'run-started') control.stop();
  });
  const told = only(events, 'artefact').map(({ record }) => [record.path, record.bytes] as const);
  const sizes = new Map(told);
  for (const name of FILES)
    expect(sizes.get(`runs/run-vanilla-rnn/${name}`)).toBe(readFileSync(file(name)).length);
});

it('fails by name of every file when no generation is whole, and leaves them as they are', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  for (const name of ['latest.safetensors', 'latest.previous.safetensors']) writeFileSync(file(name), 'junk');
  const [ended] = only(await resume(), 'run-ended');
  expect(ended.state).toBe('failed');
  for (const name of ['latest.safetensors', 'latest.previous.safetensors']) {
    expect(ended.reason).toContain(`${file(name)}: not a whole safetensors file`);
    expect(readFileSync(file(name), 'utf8')).toBe('junk');
  }
});

it('fails by name when the best weights are damaged beyond repair', async () => {
  const { file, resume } = await stoppedRun(atStep(5));
  flip((bytes) => bytes.length - 1)(file('best.safetensors'));
  const [ended] = only(await resume(), 'run-ended');
  expect(ended.state).toBe('failed');
  expect(ended.reason).toMatch(/best\.safetensors: tensor \S+ is damaged/);
});

/** Changes one bit of a file. */
function flip(position: (bytes: Buffer) => number): (path: string) => void {
  return (path) => {
    const bytes = readFileSync(path);
    bytes[position(bytes)] ^= 1;
    writeFileSync(path, bytes);
  };
}
