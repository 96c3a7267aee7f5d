import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from './run-command';

const BUNDLE = path.resolve('models', 'demonstration.zip');
let home: string;

beforeAll(async () => void (home = await mkdtemp(path.join(os.tmpdir(), 'unroll-demonstration-'))));
afterAll(() => rm(home, { recursive: true, force: true }));

it('the run that the application brings along is small, can be taken in, and answers', async () => {
  expect(statSync(BUNDLE).size).toBeLessThanOrEqual(3_000_000);
  expect((await runCommand(['import', BUNDLE, '--home', home])).code).toBe(0);
  const { stdout, code } = await runCommand([
    ...[
      'generate',
      'Demonstration',
      'Return the sum of two numbers.',
      '--attention',
      '--json',
      '--home',
      home,
    ],
  ]);
  expect(code).toBe(0);
  const [{ hypotheses }] = JSON.parse(stdout) as [
    { hypotheses: [{ tokens: string[]; attention: number[][] }] },
  ];
  expect(hypotheses[0].tokens[0]).toBe('def');
  expect(hypotheses[0].attention.length).toBeGreaterThan(0);
});
