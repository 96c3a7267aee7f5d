import { expect, it } from 'vitest';
import type { sweepDocument } from '../../../src-main/cli/reports/sweep';
import { openHistory } from '../../../src-main/history';
import { temporaryFolder } from '../../unit/history/samples';
import { runCommand } from './run-command';

const TINY = Object.entries({
  TRAIN_SIZE: 30,
  VAL_SIZE: 4,
  TEST_SIZE: 4,
  VOCAB_SIZE: 60,
  MAX_DOCSTRING_LEN: 12,
  MAX_CODE_LEN: 12,
  WEIGHT_TYING: false,
  EMBEDDING_DIM: 4,
  BATCH_SIZE: 15,
  EPOCHS: 1,
}).flatMap(([key, value]) => ['--set', `${key}=${value}`]);

const sweep = (home: string, ...more: string[]) =>
  runCommand(['sweep', '--data', 'synthetic:40', '--home', home, ...TINY, ...more]);

it('trains a grid over seeds in order, and prints every setting with its mean and interval', async () => {
  const home = temporaryFolder();
  const one = [
    '--architecture',
    'vanilla-rnn',
    '--name',
    'Sizes',
    '--sweep',
    'HIDDEN_DIM=4,8',
    '--seeds',
    '1,2',
  ];
  const { code, stdout, stderr } = await sweep(home, ...one, '--json');
  expect(code, stderr).toBe(0);
  const document = JSON.parse(stdout) as ReturnType<typeof sweepDocument>;
  expect(document.rows.map(({ setting }) => setting)).toEqual([{ HIDDEN_DIM: 4 }, { HIDDEN_DIM: 8 }]);
  for (const { finished, runs, metrics } of document.rows) {
    expect(finished).toBe(2);
    expect(runs.map(({ seed }) => seed)).toEqual([1, 2]);
    const losses = runs.map(({ validationLoss }) => validationLoss!);
    expect(metrics.validationLoss!.mean).toBeCloseTo((losses[0] + losses[1]) / 2, 9);
    expect(metrics.validationLoss!.halfWidth).toBeGreaterThan(0);
  }
  expect(stderr).toMatch(
    /Study 1 of 4: Sizes: HIDDEN_DIM 4, SEED 1[^]*Study 4 of 4: Sizes: HIDDEN_DIM 8, SEED 2/,
  );
  const history = openHistory(home);
  expect(history.sweeps.list()).toMatchObject([
    { id: document.sweep, name: 'Sizes', studies: [{}, {}, {}, {}] },
  ]);
  history.close();
});

it('draws settings at random from ranges, and prints a table', async () => {
  const drawn = ['--sweep', 'LEARNING_RATE=0.0001..0.1:log', '--random', '2', '--draw-seed', '5'];
  const { code, stdout, stderr } = await sweep(
    temporaryFolder(),
    ...['--architecture', 'vanilla-rnn', '--set', 'HIDDEN_DIM=4', '--decoder', 'greedy'],
    ...drawn,
  );
  expect(code, stderr).toBe(0);
  const [titles, first, second] = stdout.split('\n');
  expect(titles).toMatch(/architecture +LEARNING_RATE +seeds +Validation loss +Test BLEU/);
  const rates = [first, second].map((line) => Number(/Vanilla RNN +([\d.]+)/.exec(line)![1]));
  expect(new Set(rates).size).toBe(2);
  expect(rates.every((rate) => rate >= 0.0001 && rate <= 0.1)).toBe(true);
});
