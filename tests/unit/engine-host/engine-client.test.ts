import { expect, it } from 'vitest';
import type { HostMessage } from '../../../src-shared/contract/engine/commands';
import type { EngineEvent } from '../../../src-shared/contract/engine/events';
import type { EngineJob } from '../../../src-shared/contract/engine/jobs';
import { EngineClient } from '../../../src-main/engine-host/engine-client';

/** An engine process whose other end is in the test. */
function clientOf() {
  const sent: HostMessage['type'][] = [];
  let tell: (event: EngineEvent) => void = () => {};
  const client = new EngineClient({
    send: ({ type }) => sent.push(type),
    onEvent: (listener) => (tell = listener),
    onExit: () => {},
    kill: () => sent.push('stop'),
  });
  return { client, sent, tell: (event: EngineEvent) => tell(event) };
}

const job = { kind: 'inspect' } as EngineJob;

it('answers an engine that asks for its events to be on disk once they are', () => {
  const { client, sent, tell } = clientOf();
  const recorded: string[] = [];
  void client.run(job, ({ type }) => {
    recorded.push(type);
    // What is recorded now was recorded before the answer.
    if (type === 'flush') expect(sent).toEqual(['run']);
  });
  tell({ type: 'notice', message: 'one' });
  tell({ type: 'flush' });
  expect(recorded).toEqual(['notice', 'flush']);
  expect(sent).toEqual(['run', 'flushed']);
});

it('gives no such answer when they could not be recorded: the job has failed', async () => {
  const { client, sent, tell } = clientOf();
  const outcome = client.run(job, () => {
    throw new Error('The disk is full');
  });
  tell({ type: 'flush' });
  expect(await outcome).toMatchObject({ kind: 'failed', message: 'The disk is full' });
  expect(sent).toEqual(['run', 'stop']);
});
