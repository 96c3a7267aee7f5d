import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ONLY_LSTM, vocabularyJson, writeNotebookFolder } from '../../helpers/notebook-folder';
import { pickled } from '../../helpers/pickles';
import { pytorchFixture } from '../../helpers/pytorch-checkpoints';
import { temporaryFolder } from '../../unit/history/samples';
import { failure, imported, left } from './import-command';
import { runCommand } from './run-command';

describe('an import', () => {
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
      expect(message.split('\n')).toContainEqual(
        expect.stringMatching(new RegExp(`^  - .*${problem.source}`)),
      );
    expect(left(home)).toEqual([]);
    const asJson = await runCommand(['import', folder, '--home', home, '--json']);
    expect(asJson.stderr).toMatch(/^error: [^\n]*cannot be imported[^\n]*os\.system[^\n]*\n$/m);
    expect(asJson.stdout).toBe('');
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
    const folder = writeNotebookFolder(temporaryFolder(), { omit: ONLY_LSTM });
    copyFileSync(join(folder, 'lstm_best.pt'), join(folder, 'lstm_last.pt'));
    const best = await imported(folder, temporaryFolder());
    expect(best.runs[1].weights).toMatchObject({ file: 'lstm_best.pt' });
    expect(best.notices.join()).toContain(
      'another checkpoint of the architecture is called best: lstm_last.pt',
    );
    copyFileSync(join(folder, 'lstm_best.pt'), join(folder, 'lstm_best_2.pt'));
    expect(await failure('import', folder, '--home', temporaryFolder())).toMatch(
      /several checkpoints are of the architecture lstm \(lstm_best\.pt, lstm_best_2\.pt, lstm_last\.pt\).*by its own path/,
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
