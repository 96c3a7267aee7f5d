import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pickled, type PickleInput } from './pickles';
import { pytorchFixture } from './pytorch-checkpoints';

/** Tokens of the checkpoints in `tests/fixtures/pytorch`: 18 of sources, 20 of targets. */
const SPECIAL = ['<PAD>', '<SOS>', '<EOS>', '<UNK>'];
const SOURCE = [
  ...SPECIAL,
  ...['return', 'the', 'sum', 'of', 'two', 'numbers', '.', 'a', 'list', 'name', 'is', 'true', 'if', 'value'],
];
const TARGET = [
  ...SPECIAL,
  ...['def', '(', ')', ':', ',', 'return', 'x', 'y', '+', '-', '=', 'if', 'self', '.', '[', ']'],
];

export function vocabularyJson(tokens: readonly string[]): string {
  const word2idx = Object.fromEntries(tokens.map((token, identifier) => [token, identifier]));
  return JSON.stringify({ word2idx, idx2word: { ...tokens }, vocab_size: tokens.length });
}

const MODELS = ['vanilla_rnn', 'lstm', 'lstm_attention'] as const;

/** What to leave out for a folder with the weights of one model only. */
export const ONLY_LSTM: readonly string[] = ['vanilla_rnn', 'lstm_attention'].flatMap((model) => [
  `${model}_best.pt`,
  `${model}_best.parity.json`,
]);

/** As a notebook leaves it; `omit` and `add` say how it differs from a whole one. */
export function writeNotebookFolder(
  parent: string,
  {
    omit = [],
    add = {},
  }: { readonly omit?: readonly string[]; readonly add?: Readonly<Record<string, string | Buffer>> } = {},
): string {
  const folder = join(parent, 'models');
  mkdirSync(folder, { recursive: true });
  for (const model of MODELS)
    for (const ending of ['pt', 'parity.json'])
      if (!omit.includes(`${model}_best.${ending}`))
        copyFileSync(pytorchFixture(`published_${model}.${ending}`), join(folder, `${model}_best.${ending}`));
  const losses: PickleInput = new Map([
    ['train_losses', [5, 4, 3]],
    ['val_losses', [4.5, 4.25, 4.75]],
  ]);
  const files: Record<string, string | Buffer> = {
    'config.json': JSON.stringify({
      ...{ TRAIN_SIZE: 40, VAL_SIZE: 6, TEST_SIZE: 10, MAX_DOCSTRING_LEN: 12, MAX_CODE_LEN: 14 },
      ...{ EMBEDDING_DIM: 6, HIDDEN_DIM: 8, NUM_LAYERS: 2, VOCAB_SIZE: 20, EPOCHS: 3, OPTIMISER: 'adam' },
    }),
    'src_tokenizer.json': vocabularyJson(SOURCE),
    'tgt_tokenizer.json': vocabularyJson(TARGET),
    'training_history.pkl': pickled(new Map(MODELS.map((model) => [model, losses]))),
    'model_params.json': JSON.stringify({ vanilla_rnn: 1, lstm: 2, lstm_attention: 3 }),
    'model_comparison.csv': 'Model,BLEU Score\nLSTM,0.5\nLSTM + Attention (Beam=3),2.25\n',
    ...add,
  };
  for (const [name, content] of Object.entries(files))
    if (!omit.includes(name)) writeFileSync(join(folder, name), content);
  return folder;
}
