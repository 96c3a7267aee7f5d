import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { main } from '../../../bench/main';

async function run(argv: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    new Writable({
      write: (text: Buffer, _, done) => {
        written[name] += text.toString();
        done();
      },
    });
  const code = await main(argv, { stdout: stream('stdout'), stderr: stream('stderr') });
  return { code, ...written };
}

it.each<[string, string[], RegExp]>([
  ['no command', [], /a command is missing; see --help/],
  ['an unknown command', ['race'], /unknown command 'race'/],
  ['no architecture', ['step'], /--architecture <name>' not specified/],
  ['an unknown architecture', ['step', '--architecture', 'gru'], /vanilla-rnn, lstm, lstm-attention/],
  ['a batch of nothing', ['step', '--architecture', 'lstm', '--batch', '0'], /a whole number from 1/],
  ['steps that are no number', ['step', '--architecture', 'lstm', '--steps', 'few'], /a whole number from 1/],
  ['batch sizes that are no numbers', ['gpu', '--batches', '64,many'], /a whole number from 1/],
  ['two forms at once', ['gpu', '--project', '--placement-only'], /cannot be used with/],
  [
    'an unknown contestant',
    ['peers', '--contestants', 'jax'],
    /ours, expert, padded-expert, notebook, stock/,
  ],
  [
    'too small a vocabulary',
    ['step', '--architecture', 'lstm', '--vocabulary', '4'],
    /a whole number from 5/,
  ],
])('answers %s with one line and exit code 2', async (_, argv, message) => {
  const { code, stdout, stderr } = await run(argv);
  expect(stderr).toMatch(/^error: .*\n$/);
  expect(stderr).toMatch(message);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

it('lists every benchmark in its help', async () => {
  const { code, stdout } = await run(['--help']);
  for (const name of ['step', 'peers', 'epoch', 'decode', 'gpu', 'scaling', 'data', 'report'])
    expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(code).toBe(0);
});
