import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { writeHealthyRows } from '../../helpers/recorded-runs';
import { runCommand } from './run-command';
import { trainTinyStudy } from './tiny-study';

export const command = (place: string, ...argv: string[]) => runCommand([...argv, '--home', place]);

/** What a command prints as JSON. */
export async function printed(place: string, ...argv: string[]): Promise<unknown> {
  const { stdout, stderr, code } = await command(place, ...argv, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** The bundle of a run, in a folder of the home. */
export async function bundleOf(home: string, run: string): Promise<string> {
  const path = join(mkdtempSync(join(home, 'bundle-')), 'run.zip');
  const { code, stderr } = await command(home, 'bundle', run, '--out', path);
  expect(code, stderr).toBe(0);
  return path;
}

/** A home with a study, and the bundle of its run with attention. */
export async function bundledStudy() {
  const home = mkdtempSync(join(tmpdir(), 'unroll-test-'));
  const rows = writeHealthyRows(home);
  const { study, runs } = await trainTinyStudy(home, 'Tiny', rows);
  const runOf = (architecture: string) => runs.find((run) => run.architecture === architecture)!.run;
  const analysed = await command(home, 'analyse', runOf('lstm-attention'), '--memorisation');
  expect(analysed.code, analysed.stderr).toBe(0);
  const bundle = await bundleOf(home, runOf('lstm-attention'));
  return { home, rows, study, runOf, bundle, remove: () => rmSync(home, { recursive: true, force: true }) };
}
