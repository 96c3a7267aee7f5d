import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import type { TrainJob } from '../../../src-shared/contract/engine/jobs';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { progressListener } from '../../../src-main/cli/progress';
import { environment, epoch, step } from '../history/samples';

const job: TrainJob = {
  kind: 'train',
  home: '',
  study: 's',
  source: { location: 'synthetic:60' },
  configuration: PRESETS.recommended,
  runs: [{ run: 'r', architecture: 'lstm', resume: false }],
};

function show(isTTY: boolean, ...events: EngineEvent[]): string {
  let text = '';
  const stderr = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY },
  );
  const listener = progressListener({ stdout: stderr, stderr }, job);
  events.forEach(listener);
  return text;
}

const reading = (done: number): EngineEvent => ({
  type: 'progress',
  activity: 'Reading Python files',
  done,
  total: 100,
  unit: 'files',
});

it('prints plain lines without a terminal: activities once, one line per epoch, none per step', () => {
  const text = show(
    false,
    { type: 'notice', message: 'Sizes were scaled down' },
    reading(1),
    reading(2),
    {
      type: 'run-started',
      run: 'r',
      parameters: 4200,
      stepsPerEpoch: 2,
      environment,
      done: { step: 0, epoch: 0 },
    },
    { type: 'step', run: 'r', record: step(1) },
    { type: 'step', run: 'r', record: step(2) },
    { type: 'epoch', run: 'r', record: epoch(1, 4, true) },
    { type: 'run-ended', run: 'r', state: 'finished', reason: null },
    { type: 'job-done' },
  );
  expect(text.split('\n')).toEqual([
    'Note: Sizes were scaled down',
    'Reading Python files',
    'LSTM: 4,200 parameters, CPU',
    'LSTM: epoch 1, train loss 3.500, validation loss 4.000 (free-running 5.000), 3,000 tokens/s, 12.0 s, best so far',
    'LSTM: finished',
    '',
  ]);
});

it('draws a bar on a terminal and keeps the epoch lines above it', () => {
  const text = show(
    true,
    reading(1),
    {
      type: 'run-started',
      run: 'r',
      parameters: 4200,
      stepsPerEpoch: 2,
      environment,
      done: { step: 0, epoch: 0 },
    },
    { type: 'step', run: 'r', record: step(1) },
    { type: 'epoch', run: 'r', record: epoch(1, 4, true) },
    { type: 'job-done' },
  );
  expect(text).toContain('Reading Python files [');
  expect(text).toContain('Training LSTM, epoch 1, loss 5.000 [');
  expect(text).toContain('1 of 40 steps');
  expect(text).toContain('LSTM: epoch 1, train loss 3.500');
});
