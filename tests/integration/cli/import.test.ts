import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeNotebookFolder } from '../../helpers/notebook-folder';
import { temporaryHome } from '../../helpers/temporary-home';
import { failure, imported, type Imported, show } from './import-command';
import { runCommand } from './run-command';

describe("a notebook's folder", () => {
  const { home, remove } = temporaryHome();
  let document: Imported;
  let attention: string;

  beforeAll(async () => {
    document = await imported(writeNotebookFolder(join(home, 'notebook')), home, '--name', 'Notebook');
    attention = document.runs[2].run!;
    return remove;
  });

  it('becomes a study of one run for each checkpoint, in the order of the architectures', () => {
    expect(document).toMatchObject({
      name: 'Notebook',
      data: null,
      runs: [
        { architecture: 'vanilla-rnn', weights: { file: 'vanilla_rnn_best.pt' }, epochs: 3, bestEpoch: 2 },
        { architecture: 'lstm', weights: { file: 'lstm_best.pt' } },
        { architecture: 'lstm-attention', weights: { file: 'lstm_attention_best.pt' } },
      ],
    });
    expect(document.notices).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Vanilla RNN: 1 parameters were recorded, the checkpoint has \d+$/),
        'Kept without effect, since there are no such settings: OPTIMISER',
      ]),
    );
  });

  it('computes what its certificates say that PyTorch computed', () => {
    for (const { parity } of document.runs) {
      expect(parity).toMatchObject({ agrees: true, firstDifference: null });
      expect(parity!.largestDifference).toBeLessThan(1e-4);
    }
  });

  it('has its settings, its losses, its assumptions and its published metrics in the history', async () => {
    const run = await show(attention, home);
    expect(run).toMatchObject({
      name: 'Notebook/lstm-attention',
      state: 'finished',
      configuration: { HIDDEN_DIM: 8, DECODER_LAYERS: 1, ENCODER_PROJECTION: true, BRIDGE: 'average' },
      unknownSettings: { OPTIMISER: 'adam' },
      bestEpoch: 2,
      bestValidationLoss: 4.25,
      trainLoss: 4,
      evaluations: [],
      origin: {
        weights: { file: 'lstm_attention_best.pt' },
        metrics: [{ label: 'LSTM + Attention (Beam=3)', decoder: 'beam', values: { 'BLEU Score': 2.25 } }],
      },
    });
    expect(run.origin!.assumed.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['BRIDGE', 'CHECKPOINT_CRITERION', 'VOCABULARY_FROM']),
    );
    expect(run.epochs).toMatchObject([
      { epoch: 1, trainLoss: 5, validationLossFreeRunning: 4.5, validationLossTeacherForced: null },
      { epoch: 2, best: true },
      { epoch: 3, best: false },
    ]);
    expect(run.artefacts.map(({ kind }) => kind)).toEqual([
      'best-checkpoint',
      'configuration',
      'source-vocabulary',
      'target-vocabulary',
    ]);
  });

  it('answers texts, and shows where it looked', async () => {
    const answer = await runCommand([
      'generate',
      attention,
      'Return the sum.',
      '--attention',
      '--home',
      home,
      '--json',
    ]);
    expect(answer.code, answer.stderr).toBe(0);
    expect(JSON.parse(answer.stdout)).toMatchObject([
      { sourceTokens: ['<SOS>', 'return', 'the', 'sum', '.', '<EOS>'] },
    ]);
  });

  it('is diagnosed as far as its record allows, and told what is missing for the rest', async () => {
    const { code, stdout } = await runCommand(['diagnose', attention, '--home', home, '--json']);
    expect(code).toBe(0);
    const { findings, unchecked } = JSON.parse(stdout) as {
      findings: { id: string }[];
      unchecked: { reason: string }[];
    };
    expect(findings.map(({ id }) => id)).toContain('vocabulary-leak');
    expect(unchecked.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'it was trained elsewhere, where no steps and gradients were recorded',
        `it was imported without data (unroll data add ${document.study} SOURCE)`,
      ]),
    );
  });

  it('is evaluated and compared once its data are added, which is said before', async () => {
    const remedy = `was imported without data; add those that it was trained with: unroll data add ${document.study} SOURCE`;
    expect(await failure('evaluate', attention, '--home', home)).toContain(remedy);
    expect(await failure('compare', 'Notebook', '--home', home)).toContain(remedy);
    const added = await runCommand(['data', 'add', 'Notebook', 'synthetic:60', '--home', home, '--json']);
    expect(added.code, added.stderr).toBe(0);
    expect(JSON.parse(added.stdout)).toMatchObject({
      split: { sizes: { train: 40, validation: 6, test: 10 } },
    });
    for (const { run } of document.runs) {
      const evaluated = await runCommand(['evaluate', run!, '--home', home, '--json']);
      expect(evaluated.code, evaluated.stderr).toBe(0);
      expect(JSON.parse(evaluated.stdout)).toMatchObject({ examples: 10, epoch: 2 });
    }
    expect((await runCommand(['compare', 'Notebook', '--home', home])).code).toBe(0);
    expect(await failure('data', 'add', 'Notebook', 'synthetic:60', '--home', home)).toContain(
      '"Notebook" has its data already',
    );
    const shown = await show(attention, home);
    expect(shown.artefacts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['examples', 'split']));
  });

  it('has a passport that its losses of elsewhere do not contradict', async () => {
    const passport = join(home, 'passport.json');
    expect((await runCommand(['passport', attention, '--out', passport, '--home', home])).code).toBe(0);
    const options = ['--data', 'synthetic:60', '--run', attention, '--home', home, '--json'];
    const { code, stdout, stderr } = await runCommand(['verify', passport, ...options]);
    expect(code, stderr).toBe(0);
    const { items } = JSON.parse(stdout) as { items: { name: string; agreement: string }[] };
    expect(items).toContainEqual(
      expect.objectContaining({ name: 'validation losses of epoch 2', agreement: 'not-checked' }),
    );
    expect(items.filter(({ agreement }) => agreement === 'differs')).toEqual([]);
  });
});
