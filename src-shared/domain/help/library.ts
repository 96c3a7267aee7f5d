import { helpEntries } from './entry';

/** What the models consist of. */
export const MODEL_ENTRIES = helpEntries('Model', {
  architecture: {
    title: 'Architecture',
    definition:
      'One of the three models that a study compares: `vanilla-rnn`, `lstm` and `lstm-attention`. Each has one colour and one mark everywhere.',
  },
  'vanilla-rnn': {
    title: 'Vanilla RNN',
    definition:
      'Encoder and decoder with tanh units in one layer; the decoder starts from the encoder’s last state and sees nothing else of the source.',
    source: { text: 'Elman 1990', url: 'https://doi.org/10.1207/s15516709cog1402_1' },
  },
  lstm: {
    title: 'LSTM',
    alias: 'long short-term memory',
    definition:
      'A bidirectional LSTM encoder and an LSTM decoder: gates decide what their cells keep, so that gradients reach further back.',
    source: { text: 'Hochreiter and Schmidhuber 1997', url: 'https://doi.org/10.1162/neco.1997.9.8.1735' },
  },
  'lstm-attention': {
    title: 'LSTM with attention',
    definition:
      'The same encoder, with a decoder that weighs all encoder outputs anew for each token that it writes.',
    source: { text: 'Bahdanau et al. 2015', url: 'https://arxiv.org/abs/1409.0473' },
  },
  encoder: {
    title: 'Encoder',
    alias: 'encoder outputs',
    definition: 'Reads the source token by token; its state after each token is an encoder output.',
  },
  decoder: {
    title: 'Decoder',
    alias: 'decoder state',
    definition:
      'Writes the target token by token from its state, the previous token and, with attention, a context.',
  },
  bridge: {
    title: 'Bridge',
    alias: 'BRIDGE linear-tanh average sum',
    definition:
      'How the encoder’s final states become the decoder’s first: by a learned layer with tanh, or as the average or sum of both directions.',
  },
  context: {
    title: 'Context',
    definition: 'The sum of the encoder outputs, weighted by attention, from which one token is written.',
  },
  embedding: {
    title: 'Embedding',
    alias: 'EMBEDDING_DIM',
    definition: 'The learned vector that stands for a token in the model.',
  },
  parameters: {
    title: 'Parameters',
    alias: 'size weights',
    definition: 'How many numbers training adjusts, counted as PyTorch counts them.',
  },
  logits: {
    title: 'Logits',
    definition:
      'The decoder’s raw scores of all tokens of the vocabulary; softmax makes probabilities of them.',
  },
});

/** What models are trained and tested with. */
export const DATA_ENTRIES = helpEntries('Data', {
  example: {
    title: 'Example',
    alias: 'source target docstring code',
    definition: 'A docstring (the source) with its Python function (the target).',
  },
  token: {
    title: 'Token',
    alias: 'tokenizer',
    definition:
      'A piece of text as models see it. Texts are lower-cased, cut at white space, and each of `( ) [ ] { } : , . = + - * /` is a token of its own.',
  },
  vocabulary: {
    title: 'Vocabulary',
    alias: 'VOCAB_SIZE',
    definition:
      'The tokens that a model knows: four special ones and the most frequent of the training split. Source and target have one each.',
  },
  unknown: {
    title: '<UNK>',
    alias: 'unknown out of vocabulary OOV',
    definition: 'Stands for every token that the vocabulary lacks.',
  },
  'special-tokens': {
    title: '<SOS>, <EOS>, <PAD>',
    alias: 'start end padding',
    definition:
      'Mark the beginning and the end of a text, and fill the shorter texts of a batch. Padding never counts: not for losses, not for metrics.',
  },
  split: {
    title: 'Split',
    alias: 'training validation test hash',
    definition:
      'The examples that are trained on, those that decide the best epoch (validation), and those that are kept for evaluation (test). Drawn by SEED; its hash tells whether two runs share it.',
  },
  'near-duplicates': {
    title: 'Near duplicates',
    alias: 'leak Jaccard',
    definition:
      'Texts whose sets of tokens are nearly the same: intersection over union (Jaccard similarity) of at least 0.8.',
    reading: 'Near duplicates between training and test flatter every metric.',
    source: { text: 'Allamanis 2019', url: 'https://arxiv.org/abs/1812.06469' },
  },
});

/** What the library holds, and what is exchanged with others. */
export const LIBRARY_ENTRIES = helpEntries('Library', {
  study: {
    title: 'Study',
    definition: 'Runs with one configuration on one split: usually the three architectures, to be compared.',
  },
  run: {
    title: 'Run',
    definition: 'One training of one architecture with a frozen configuration and seed.',
  },
  evaluation: {
    title: 'Evaluation',
    definition:
      'What a checkpoint answered to the examples of a split, by one decoder, and the metrics of it.',
  },
  comparison: {
    title: 'Comparison',
    definition:
      'Evaluations of several runs on the same examples, side by side, with intervals and significance.',
  },
  baseline: {
    title: 'Baseline',
    definition: 'The run that others are shown in difference to.',
  },
  passport: {
    title: 'Passport',
    definition:
      'A small file with the numbers of a run, from which another machine can verify them: split, records, weights, and what they decode again.',
  },
  bundle: {
    title: 'Bundle',
    alias: 'zip',
    definition: 'A run with all its files and records in one ZIP file, for another machine’s Unroll.',
  },
  report: {
    title: 'Study report',
    alias: 'html',
    definition:
      'A study as one page that needs no network. It embeds its data, so that anybody’s Unroll can draw it again and tell whether it was changed.',
  },
  preset: {
    title: 'Preset',
    alias: 'recommended notebook',
    definition:
      '`recommended` is what trains well; `notebook` repeats the published notebooks exactly. Each difference is explained where the settings are chosen.',
  },
  'home-folder': {
    title: 'Home folder',
    alias: 'directory --home UNROLL_HOME',
    definition: 'Where studies, checkpoints, prepared data, preferences and the log are kept.',
  },
});
