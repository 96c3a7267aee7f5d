import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GenerateJob, InspectJob } from '../../../src-shared/contract/engine/jobs';
import { STARTER_STUDY } from '../../../src-shared/domain/configuration';
import { UserError } from '../../../src-shared/domain/errors';
import { ShortJobs } from '../../../src-main/engine-host/short-jobs';
import { nodeLauncher } from '../../helpers/node-launcher';

const ignore = () => {};
let shortJobs: ShortJobs;

beforeEach(() => {
  shortJobs = new ShortJobs(nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs')));
});
afterEach(() => shortJobs.close());

const question = (script: string): GenerateJob => ({
  kind: 'generate',
  home: '/nowhere',
  runs: [],
  texts: [script],
  beamSize: 1,
  attention: false,
});

const inspection = (script: string): InspectJob => ({
  kind: 'inspect',
  home: '/nowhere',
  source: { location: script },
  configuration: STARTER_STUDY.configuration,
});

it('answers questions one after another in the same process', async () => {
  const answers = await Promise.all(
    ['name yourself', 'name yourself'].map((script) => shortJobs.generate(question(script), ignore)),
  );
  expect(answers[0][0].run).toMatch(/^\d+$/);
  expect(answers[1]).toEqual(answers[0]);
});

it('answers with a new process once the settings have changed, after the question that is at work', async () => {
  const before = shortJobs.generate(question('name yourself'), ignore);
  shortJobs.renew();
  const after = shortJobs.generate(question('name yourself'), ignore);
  expect((await after)[0].run).not.toBe((await before)[0].run);
});

it('starts a new process after one that died, and settles the request that it was working on', async () => {
  const before = await shortJobs.generate(question('name yourself'), ignore);
  await expect(shortJobs.generate(question('die'), ignore)).rejects.toThrow('ended unexpectedly');
  const after = await shortJobs.generate(question('name yourself'), ignore);
  expect(after[0].run).not.toBe(before[0].run);
});

it('rejects with an error that the user can mend as such', async () => {
  const failing = shortJobs.inspect(inspection('fail'), ignore);
  await expect(failing).rejects.toThrow(new UserError('data.jsonl, line 3: no code'));
  await expect(failing).rejects.toBeInstanceOf(UserError);
});

it('rejects a job that ends without an answer', async () => {
  await expect(shortJobs.inspect(inspection('finish'), ignore)).rejects.toThrow('without an answer');
});

it('cancels an inspection on request', async () => {
  const cancelled = shortJobs.inspect(inspection('wait'), ignore);
  shortJobs.cancelInspection();
  await expect(cancelled).rejects.toThrow(new UserError('The inspection was cancelled'));
  await expect(cancelled).rejects.toBeInstanceOf(UserError);
});

it('cancels an inspection when another is asked for, which goes on', async () => {
  const first = shortJobs.inspect(inspection('wait'), ignore);
  const second = shortJobs.inspect(inspection('fail'), ignore);
  await expect(first).rejects.toThrow('The inspection was cancelled');
  await expect(second).rejects.toThrow('data.jsonl, line 3: no code');
});

it('rejects what waits when it is closed', async () => {
  const waiting = shortJobs.inspect(inspection('wait'), ignore);
  shortJobs.close();
  await expect(waiting).rejects.toThrow('Unroll is closing');
});
