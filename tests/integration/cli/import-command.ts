import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { importDocument } from '../../../src-main/cli/reports/import';
import type { RunDocument } from '../../../src-main/cli/reports/run';
import { runCommand } from './run-command';

export type Imported = ReturnType<typeof importDocument>;

/** Imports and gives what the command printed as JSON. */
export async function imported(path: string, home: string, ...options: string[]): Promise<Imported> {
  const { code, stdout, stderr } = await runCommand(['import', path, '--home', home, '--json', ...options]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Imported;
}

/** The error that a command ends with, with the lines of a list in it. */
export async function failure(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  return /^error: .*(\n {2,}- .*)*\n$/m.exec(stderr)![0].trimEnd();
}

/** What is known of a run. */
export const show = async (run: string, home: string) =>
  JSON.parse((await runCommand(['runs', 'show', run, '--home', home, '--json'])).stdout) as RunDocument;

/** What an import may leave: nothing of it when it failed. */
export const left = (home: string) =>
  ['runs', 'studies'].flatMap((folder) =>
    existsSync(join(home, folder)) ? readdirSync(join(home, folder)) : [],
  );
