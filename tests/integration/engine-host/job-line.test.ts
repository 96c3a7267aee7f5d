import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { JobLine } from '../../../src-main/engine-host/job-line';
import type { GenerateJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import { nodeLauncher } from '../../helpers/node-launcher';

const launch = nodeLauncher(path.resolve('tests/helpers/scripted-worker.mjs'));
let started: number;
let line: JobLine;

beforeEach(() => {
  started = 0;
  line = new JobLine(() => {
    started += 1;
    return launch('Unroll line');
  }, 'It was cancelled');
});
afterEach(() => line.close());

/** What the worker was told to do, and the process that did it. */
function run(key: string, script: string): Promise<string> {
  const job: GenerateJob = {
    kind: 'generate',
    home: '/nowhere',
    runs: [],
    texts: [script],
    beamSize: 1,
    attention: false,
  };
  return line.run(
    key,
    job,
    () => {},
    (event) => (event.type === 'generations' ? event.generations[0].run : null),
  );
}

it('runs jobs one after another, each in a process of its own, whatever becomes of those before', async () => {
  const failing = expect(run('a', 'die')).rejects.toThrow('ended unexpectedly');
  const [first, second] = [run('b', 'name yourself'), run('b', 'name yourself')];
  expect(started).toBeLessThan(2);
  await failing;
  expect(await first).not.toBe(await second);
  expect(started).toBe(3);
});

it('cancels what works and what waits under a key at once, and lets the others come', async () => {
  const jobs = [run('a', 'ignore stop'), run('a', 'name yourself')];
  const other = run('b', 'name yourself');
  const rejected = Promise.all(
    jobs.map((job) => expect(job).rejects.toThrow(new UserError('It was cancelled'))),
  );
  line.cancel('a');
  await rejected;
  expect(await other).toMatch(/^\d+$/);
  expect(started).toBeLessThan(3);
});
