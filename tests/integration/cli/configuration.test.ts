import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configurationFrom } from '../../../src-main/cli/options';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

async function studyWith(text: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'config.json');
  const home = join(folder, 'home');
  writeFileSync(file, text);
  const result = await runCommand(['study', '--data', 'synthetic:60', '--config', file, '--home', home]);
  return { ...result, file, home };
}

it.each([
  [
    'a word for a number',
    '{"HIDDEN_DIM": "many"}',
    'HIDDEN_DIM is "many"; it must be a whole number from 1 to 8192',
  ],
  ['a number out of range', '{"DROPOUT": 1.5}', 'DROPOUT is 1.5; it must be a number from 0 to 0.95'],
  ['a list', '[1]', 'a configuration must be a JSON object of KEY: value'],
  [
    'a bare word',
    '{\n  "EPOCHS": 3,\n  "HIDDEN_DIM": many\n}',
    "line 3, column 17: this is not JSON (unexpected token 'm')",
  ],
  ['a missing comma', '{\n  "EPOCHS": 3\n  "SEED": 1\n}', 'line 3, column 3: this is not JSON'],
  ['a missing bracket', '{"EPOCHS": 3', 'line 1, column 13: this is not JSON'],
  ['an empty file', '', 'line 1, column 1: this is not JSON'],
])(
  'refuses %s in a configuration file, names the place and leaves nothing behind',
  async (_, text, message) => {
    const { code, stdout, stderr, file, home } = await studyWith(text);
    expect(stderr).toContain(`error: ${file}: ${message}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(existsSync(home)).toBe(false);
  },
);

it('says so when the configuration file is missing or a folder', async () => {
  const folder = temporaryFolder();
  const missing = await runCommand([
    'study',
    '--data',
    'synthetic:60',
    '--config',
    join(folder, 'none.json'),
  ]);
  expect(missing).toEqual({
    code: 1,
    stdout: '',
    stderr: `error: ${join(folder, 'none.json')}: there is no such file\n`,
  });
  const asFolder = await runCommand(['study', '--data', 'synthetic:60', '--config', folder]);
  expect(asFolder.stderr).toMatch(/this is a folder/);
});

it('lets the file win over the preset and --set over the file, and keeps names it does not know', () => {
  const file = join(temporaryFolder(), 'config.json');
  writeFileSync(file, '\uFEFF{"EPOCHS": 7, "HIDDEN_DIM": 32, "OPTIMISER": "adam"}');
  let reported = '';
  const stderr = { write: (text: string) => (reported += text) };
  const { configuration, unknownSettings } = configurationFrom(
    { config: file, preset: 'notebook', set: [{ HIDDEN_DIM: 48 }] },
    { stdout: process.stdout, stderr: stderr as unknown as typeof process.stderr },
  );
  expect(configuration).toMatchObject({ EPOCHS: 7, HIDDEN_DIM: 48, BRIDGE: 'average' });
  expect(unknownSettings).toEqual({ OPTIMISER: 'adam' });
  expect(reported).toBe(`${file}: no such setting, kept but without effect: OPTIMISER\n`);
});
