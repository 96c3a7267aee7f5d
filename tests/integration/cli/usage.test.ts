import { expect, it } from 'vitest';
import packageJson from '../../../package.json';
import { runCommand } from './run-command';

it.each<[string, string[], RegExp]>([
  ['no command', [], /a command is missing/],
  ['an unknown command', ['trane'], /unknown command 'trane'.*train/],
  ['an unknown option', ['study', '--data', 'x', '--epoch', '3'], /unknown option '--epoch'/],
  ['no source', ['study'], /--data <source>' not specified/],
  ['no architecture', ['train', '--data', 'x'], /--architecture <name>' not specified/],
  [
    'an unknown architecture',
    ['train', '--data', 'x', '--architecture', 'gru'],
    /vanilla-rnn, lstm, lstm-attention/,
  ],
  ['an unknown preset', ['study', '--data', 'x', '--preset', 'best'], /recommended, notebook/],
  ['a missing argument', ['evaluate'], /missing required argument 'run'/],
  ['no texts', ['generate', 'abc'], /generate needs a docstring, or an example/],
  ['one argument too many', ['runs', 'show', 'a', 'b'], /too many arguments/],
  ['half a command', ['runs'], /a command is missing/],
  ['a beam that is no number', ['generate', 'r', 't', '--beam', 'wide'], /from 1 to 64/],
  ['a split that there is none of', ['evaluate', 'r', '--split', 'dev'], /train, validation, test/],
  [
    'an unknown setting',
    ['study', '--data', 'x', '--set', 'HIDDEN=3'],
    /there is no setting HIDDEN; did you mean HIDDEN_DIM/,
  ],
  ['a setting without a value', ['study', '--data', 'x', '--set', 'EPOCHS'], /KEY=VALUE/],
  [
    'a setting of a wrong type',
    ['study', '--data', 'x', '--set', 'EPOCHS=many'],
    /EPOCHS is "many"; it must be a whole number/,
  ],
  ['a sweep of nothing', ['sweep', '--data', 'x'], /Choose at least one key to sweep/],
  ['a sweep of a seed', ['sweep', '--data', 'x', '--sweep', 'SEED=1,2'], /SEED is not swept; give the seeds/],
  ['a seed that is no number', ['sweep', '--data', 'x', '--seeds', '1,b'], /Seeds are whole numbers/],
  ['settings that contradict', ['study', '--data', 'x', '--set', 'DECODER_LAYERS=3'], /at most NUM_LAYERS/],
  ['a device that there is none of', ['evaluate', 'r', '--device', 'gpu'], /automatic, cpu, cuda/],
  ['no threads', ['study', '--data', 'x', '--threads', '0'], /--threads is "0"; it must be automatic or/],
  ['an empty home', ['runs', 'list', '--home', ''], /--home needs a folder/],
  ['an empty home after an equals sign', ['runs', 'list', '--home='], /--home needs a folder/],
  ['an empty name', ['study', '--data', 'x', '--name', ' '], /1 to 200 characters/],
])('answers %s with one line and exit code 2', async (_, argv, message) => {
  const { code, stdout, stderr } = await runCommand(argv);
  expect(stderr).toMatch(/^error: .*\n$/);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

it('prints version and help on standard output', async () => {
  expect(await runCommand(['--version'])).toEqual({
    code: 0,
    stdout: `${packageJson.version}\n`,
    stderr: '',
  });
  const help = await runCommand(['study', '--help']);
  expect(help.code).toBe(0);
  expect(help.stdout).toMatch(/--set <KEY=VALUE>/);
});
