import { copyFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../src-main/cli/reports/run';
import { ONLY_LSTM, vocabularyJson, writeNotebookFolder } from '../../helpers/notebook-folder';
import { pickled, type PickleInput } from '../../helpers/pickles';
import { pytorchFixture } from '../../helpers/pytorch-checkpoints';
import { temporaryFolder } from '../../unit/history/samples';
import { failure, imported, left } from './import-command';
import { runCommand } from './run-command';

describe('an import', () => {
  it('with data evaluates at once, with the tokenizers of the folder', async () => {
    const home = temporaryFolder();
    const folder = writeNotebookFolder(temporaryFolder(), { omit: ONLY_LSTM });
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
    const whole = await imported(writeNotebookFolder(temporaryFolder(), { omit: ONLY_LSTM }), home);
    const answers = async (run: string) => {
      const { stdout } = await runCommand(['generate', run, 'Return the sum.', '--home', home, '--json']);
      return (JSON.parse(stdout) as { hypotheses: unknown }[])[0].hypotheses;
    };
    // As torchtext has it: the source's unknown token before its padding, under other names.
    const tokens = ['<PAD>', '<SOS>', '<EOS>', '<UNK>', 'return', 'the', 'sum', 'of', 'two', 'numbers', '.'];
    const rest = ['a', 'list', 'name', 'is', 'true', 'if', 'value'];
    const renamed = ['<pad>', '<s>', '</s>', '<unk>', ...tokens.slice(4), ...rest];
    const other = await imported(
      writeNotebookFolder(temporaryFolder(), {
        omit: ONLY_LSTM,
        add: { 'src_tokenizer.json': vocabularyJson(renamed) },
      }),
      home,
    );
    expect(other.notices.join()).toMatch(/<pad> \(0\) is <PAD> \(0\) here/);
    expect(await answers(other.runs[1].run!)).toEqual(await answers(whole.runs[1].run!));
  });

  it('takes tokenizers, history and checkpoints in whatever form notebooks leave them', async () => {
    const home = temporaryFolder();
    const tokens = (json: string) => Object.keys((JSON.parse(json) as { word2idx: object }).word2idx);
    const usual = writeNotebookFolder(temporaryFolder(), { omit: ONLY_LSTM });
    const [source, target] = ['src', 'tgt'].map((side) =>
      tokens(readFileSync(join(usual, `${side}_tokenizer.json`), 'utf8')),
    );
    const stoi = (words: readonly string[]) => new Map(words.map((word, index) => [word, index] as const));
    const other = writeNotebookFolder(temporaryFolder(), {
      omit: [
        ...ONLY_LSTM,
        'lstm_best.pt',
        'src_tokenizer.json',
        'tgt_tokenizer.json',
        'training_history.pkl',
      ],
      add: {
        'src_vocab.pkl': pickled(
          new Map<string, PickleInput>([
            ['stoi', stoi(source)],
            ['itos', source],
          ]),
        ),
        'code_vocab.pkl': pickled(new Map([['token2idx', stoi(target)]])),
        'lstm_history.json':
          '{"train_loss": [5, 4, 3], "val_loss": [4.5, NaN, 4.25], "val_acc": [0.1, 0.2, 0.3]}',
      },
    });
    symlinkSync(pytorchFixture('published_lstm.pt'), join(other, 'lstm_best.pt'));
    const [first, second] = [await imported(usual, home), await imported(other, home)];
    const lstm = second.runs.find(({ architecture }) => architecture === 'lstm')!;
    expect(lstm).toMatchObject({
      epochs: 3,
      bestEpoch: 3,
      series: { val_acc: [0.1, 0.2, 0.3] },
      parity: { agrees: true },
    });
    const answers = await Promise.all(
      [first.runs[1], lstm].map(({ run }) =>
        runCommand(['generate', run!, 'Return the sum.', '--home', home, '--json']),
      ),
    );
    const [one, two] = answers.map(
      ({ stdout }) => (JSON.parse(stdout) as { hypotheses: unknown }[])[0].hypotheses,
    );
    expect(two).toEqual(one);
  });

  it('that decides against the weights is told by their certificate from which layer on they differ', async () => {
    const folder = writeNotebookFolder(temporaryFolder(), { omit: ONLY_LSTM });
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
