import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { importDocument } from '../../../src-main/cli/reports/import';
import type { RunDocument } from '../../../src-main/cli/reports/run';
import { writeNotebookFolder, vocabularyJson } from '../../helpers/notebook-folder';
import { pickled } from '../../helpers/pickles';
import { pytorchFixture } from '../../helpers/pytorch-checkpoints';
import { temporaryFolder } from '../../unit/history/samples';
import { temporaryHome } from '../../helpers/temporary-home';
import { runCommand } from './run-command';

type Imported = ReturnType<typeof importDocument>;

async function imported(path: string, home: string, ...options: string[]): Promise<Imported> {
  const { code, stdout, stderr } = await runCommand(['import', path, '--home', home, '--json', ...options]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Imported;
}

async function failure(...command: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command);
  expect(stdout).toBe('');
  expect(code).toBe(1);
  return stderr.split('\n').findLast((line) => line.startsWith('error: '))!;
}

const show = async (run: string, home: string) =>
  JSON.parse((await runCommand(['runs', 'show', run, '--home', home, '--json'])).stdout) as RunDocument;

/** What an import may leave: nothing of it when it failed. */
const left = (home: string) =>
  ['runs', 'studies'].flatMap((folder) =>
    existsSync(join(home, folder)) ? readdirSync(join(home, folder)) : [],
  );

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
});

describe('an import', () => {
  it('with data evaluates at once, with the tokenizers of the folder', async () => {
    const home = temporaryFolder();
    const folder = writeNotebookFolder(temporaryFolder());
    const { data, runs, study } = await imported(folder, home, '--data', 'synthetic:60');
    expect(data).toMatchObject({ sizes: { train: 40, validation: 6, test: 10 } });
    expect((await runCommand(['evaluate', runs[1].run!, '--home', home])).code).toBe(0);
    const { stdout } = await runCommand(['runs', 'show', runs[1].run!, '--home', home, '--json']);
    expect((JSON.parse(stdout) as RunDocument).study).toBe(study);
  });

  it('of one file works as far as it can, and says what is missing', async () => {
    const home = temporaryFolder();
    const file = join(temporaryFolder(), 'specification.pt');
    copyFileSync(pytorchFixture('specification.pt'), file);
    const { runs, notices } = await imported(file, home);
    expect(runs).toMatchObject([
      { architecture: 'lstm-attention', epochs: 1, bestEpoch: 7, configuration: { ENERGY_OUTER_TANH: true } },
    ]);
    expect(notices).toEqual(
      expect.arrayContaining([
        'No tokenizers (src_tokenizer.json and tgt_tokenizer.json): texts cannot be answered and nothing can be evaluated',
      ]),
    );
    for (const command of [
      ['generate', runs[0].run!, 'text'],
      ['evaluate', runs[0].run!],
    ])
      expect(await failure(...command, '--home', home)).toMatch(
        /was imported without tokenizers.*import a folder that holds src_tokenizer\.json and tgt_tokenizer\.json/,
      );
    expect(await failure('import', file, '--data', 'synthetic:60', '--home', home)).toMatch(
      /data can only be added with the tokenizers/,
    );
    expect(left(home)).toHaveLength(2);
  });

  it('lets --set decide what tensors cannot tell', async () => {
    const home = temporaryFolder();
    const folder = writeNotebookFolder(temporaryFolder());
    const { runs } = await imported(folder, home, '--set', 'BRIDGE=sum', '--set', 'VOCABULARY_FROM=train');
    for (const { configuration, assumed } of runs) {
      expect(configuration).toMatchObject({ BRIDGE: 'sum', VOCABULARY_FROM: 'train' });
      expect(assumed.map(({ key }) => key)).not.toContain('BRIDGE');
    }
  });

  it('as a dry run tells the same and writes nothing', async () => {
    const home = temporaryFolder();
    const { study, runs } = await imported(writeNotebookFolder(temporaryFolder()), home, '--dry-run');
    expect(study).toBeNull();
    expect(runs.map(({ run, architecture }) => [run, architecture])).toEqual([
      [null, 'vanilla-rnn'],
      [null, 'lstm'],
      [null, 'lstm-attention'],
    ]);
    expect(left(home)).toEqual([]);
    expect((await runCommand(['runs', 'list', '--home', home, '--json'])).stdout).toBe('[]\n');
  });

  it('moves the rows of special tokens that stand elsewhere, so that answers stay the same', async () => {
    const home = temporaryFolder();
    const whole = await imported(writeNotebookFolder(temporaryFolder()), home);
    const answers = async (run: string) => {
      const { stdout } = await runCommand(['generate', run, 'Return the sum.', '--home', home, '--json']);
      return (JSON.parse(stdout) as { hypotheses: unknown }[])[0].hypotheses;
    };
    // As torchtext has it: the source's unknown token before its padding, under other names.
    const tokens = ['<PAD>', '<SOS>', '<EOS>', '<UNK>', 'return', 'the', 'sum', 'of', 'two', 'numbers', '.'];
    const rest = ['a', 'list', 'name', 'is', 'true', 'if', 'value'];
    const renamed = ['<pad>', '<s>', '</s>', '<unk>', ...tokens.slice(4), ...rest];
    const other = await imported(
      writeNotebookFolder(temporaryFolder(), { add: { 'src_tokenizer.json': vocabularyJson(renamed) } }),
      home,
    );
    expect(other.notices.join()).toMatch(/<pad> \(0\) is <PAD> \(0\) here/);
    expect(await answers(other.runs[1].run!)).toEqual(await answers(whole.runs[1].run!));
  });

  it('that decides against the weights is told by their certificate from which layer on they differ', async () => {
    const folder = writeNotebookFolder(temporaryFolder());
    const { runs, notices } = await imported(folder, temporaryFolder(), '--set', 'BRIDGE=sum');
    expect(runs[1].parity).toMatchObject({ agrees: false, firstDifference: { layer: 'decoder.layer0' } });
    expect(notices.join()).toMatch(
      /LSTM does not compute what PyTorch computed; decoder\.layer0 is the first/,
    );
    writeFileSync(join(folder, 'lstm_best.parity.json'), '{"format": "x"}');
    expect(await failure('import', folder, '--home', temporaryFolder())).toMatch(
      /lstm_best\.parity\.json: no parity certificate/,
    );
  });

  it('shows in its help the program that writes a certificate', async () => {
    const { stdout, code } = await runCommand(['import', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/run this in the notebook[\s\S]*def write_parity\(/);
  });

  it('lists everything that is wrong and leaves nothing behind', async () => {
    const home = temporaryFolder();
    const folder = writeNotebookFolder(temporaryFolder(), {
      add: {
        'config.json': '{"HIDDEN_DIM": "wide"}',
        'src_tokenizer.json': '{"word2idx": {"<PAD>": 0}}',
        'training_history.pkl': pickled(7),
      },
    });
    copyFileSync(pytorchFixture('hostile_os_system.pt'), join(folder, 'lstm_best.pt'));
    const message = await failure('import', folder, '--home', home);
    for (const problem of [
      /lstm_best\.pt: it asks for os\.system/,
      /config\.json: HIDDEN_DIM is "wide"; it must be a whole number/,
      /src_tokenizer\.json: it has no token for <SOS>/,
      /training_history\.pkl: no history of training/,
    ])
      expect(message).toMatch(problem);
    expect(left(home)).toEqual([]);
  });

  it('refuses checkpoints and vocabularies that do not belong together', async () => {
    const home = temporaryFolder();
    const tokens = Array.from(
      { length: 30 },
      (_, index) => ['<PAD>', '<SOS>', '<EOS>', '<UNK>'][index] ?? `t${index}`,
    );
    const folder = writeNotebookFolder(temporaryFolder(), {
      add: { 'src_tokenizer.json': vocabularyJson(tokens) },
    });
    expect(await failure('import', folder, '--home', home)).toMatch(
      /the source embedding has 18 rows; the vocabulary has 30 tokens/,
    );
    expect(left(home)).toEqual([]);
  });

  it('of a folder with several checkpoints of an architecture asks which is meant', async () => {
    const folder = writeNotebookFolder(temporaryFolder());
    copyFileSync(join(folder, 'lstm_best.pt'), join(folder, 'lstm_last.pt'));
    const best = await imported(folder, temporaryFolder());
    expect(best.runs[1].weights).toMatchObject({ file: 'lstm_best.pt' });
    expect(best.notices.join()).toContain(
      'another checkpoint of the architecture is called best: lstm_last.pt',
    );
    copyFileSync(join(folder, 'lstm_best.pt'), join(folder, 'lstm_best_2.pt'));
    expect(await failure('import', folder, '--home', temporaryFolder())).toMatch(
      /several checkpoints are of an lstm \(lstm_best\.pt, lstm_best_2\.pt, lstm_last\.pt\).*by its own path/,
    );
    const one = await imported(join(folder, 'lstm_last.pt'), temporaryFolder());
    expect(one.runs).toMatchObject([{ architecture: 'lstm', weights: { file: 'lstm_last.pt' }, epochs: 3 }]);
  });

  it('of nothing, or of a folder without anything of the kind, says so', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), 'x');
    expect(await failure('import', folder, '--home', folder)).toMatch(
      /it has no checkpoint \(\.pt\), no history/,
    );
    expect(await failure('import', join(folder, 'none'), '--home', folder)).toMatch(
      /there is no such file or folder/,
    );
  });
});

const ORIGIN_RUN = resolve('../shared/data/origin-run');

describe.skipIf(!existsSync(ORIGIN_RUN))('the published run', () => {
  it('is imported without weights, and diagnosed by its history and configuration', async () => {
    const home = temporaryFolder();
    const { runs, notices } = await imported(ORIGIN_RUN, home);
    expect(runs).toMatchObject([
      { architecture: 'vanilla-rnn', parameters: 4_239_752, epochs: 20, bestEpoch: 16, weights: null },
      { architecture: 'lstm', parameters: 7_527_304, epochs: 20, bestEpoch: 1, weights: null },
      { architecture: 'lstm-attention', parameters: 7_526_024, epochs: 20, bestEpoch: 1, weights: null },
    ]);
    // The recorded counts are those of the assumed structures, or a notice would say otherwise.
    expect(notices).toHaveLength(1);
    expect(runs[2].metrics.map(({ decoder, values }) => [decoder, values['BLEU Score']])).toEqual([
      ['greedy', 2.194624531840855],
      ['beam', 2.288396793522206],
    ]);
    const { stdout } = await runCommand(['diagnose', runs[1].run!, '--home', home, '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { id: string; epoch: number | null }[] };
    expect(findings.map(({ id, epoch }) => [id, epoch])).toEqual([
      ['checkpoint-criterion', 1],
      ['loss-divergence', 1],
      ['vocabulary-leak', null],
      ['unused-settings', null],
    ]);
    for (const command of ['evaluate', 'generate'])
      expect(
        await failure(command, runs[1].run!, ...(command === 'generate' ? ['x'] : []), '--home', home),
      ).toMatch(/was imported without weights.*import a folder that holds its \.pt file/);
  });
});
