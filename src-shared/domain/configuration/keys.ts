/** What kind of value a key takes; drives validation, the form and the documentation alike. */
export type KeyKind =
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly values: readonly string[] };

export type KeyGroup = 'Data' | 'Model' | 'Initialisation' | 'Training' | 'Teacher forcing' | 'Decoding';

export interface ConfigurationKey {
  readonly kind: KeyKind;
  readonly group: KeyGroup;
  readonly unit?: string;
  /** What the setting means and why one would change it, in one or two sentences. */
  readonly meaning: string;
}

const integer = (minimum: number, maximum: number): KeyKind => ({ type: 'integer', minimum, maximum });
const number = (minimum: number, maximum: number): KeyKind => ({ type: 'number', minimum, maximum });
const boolean: KeyKind = { type: 'boolean' };
const choice = (...values: string[]): KeyKind => ({ type: 'choice', values });

/** Every configuration key, in the order of the form. The upper-case names are those of the notebooks' `config.json`. */
export const CONFIGURATION_KEYS = {
  TRAIN_SIZE: {
    kind: integer(1, 10_000_000),
    group: 'Data',
    unit: 'examples',
    meaning: 'Training examples. Scaled down in proportion, and reported, when the source has fewer rows.',
  },
  VAL_SIZE: {
    kind: integer(1, 10_000_000),
    group: 'Data',
    unit: 'examples',
    meaning: 'Validation examples.',
  },
  TEST_SIZE: { kind: integer(1, 10_000_000), group: 'Data', unit: 'examples', meaning: 'Test examples.' },
  SEED: {
    kind: integer(0, 4_294_967_295),
    group: 'Data',
    meaning: 'Seed of the split, the initial weights, batch order, teacher-forcing coins and dropout.',
  },
  MAX_DOCSTRING_LEN: {
    kind: integer(3, 2000),
    group: 'Data',
    unit: 'tokens',
    meaning: 'Longest source, with <SOS> and <EOS>. Longer docstrings are cut.',
  },
  MAX_CODE_LEN: {
    kind: integer(3, 2000),
    group: 'Data',
    unit: 'tokens',
    meaning:
      'Longest target, with <SOS> and <EOS>. Longer functions are cut, and so are the references they are scored against.',
  },
  VOCAB_SIZE: {
    kind: integer(5, 1_000_000),
    group: 'Data',
    unit: 'tokens',
    meaning: 'Size of each vocabulary with its four special tokens. Rarer tokens become <UNK>.',
  },
  VOCABULARY_FROM: {
    kind: choice('train', 'all-splits'),
    group: 'Data',
    meaning:
      'Rows that vocabularies are built from. `all-splits` repeats the notebooks, which let test rows in.',
  },
  EMBEDDING_DIM: {
    kind: integer(1, 8192),
    group: 'Model',
    unit: 'units',
    meaning: 'Width of token embeddings.',
  },
  HIDDEN_DIM: {
    kind: integer(1, 8192),
    group: 'Model',
    unit: 'units',
    meaning: 'Width of the recurrent states. Larger models learn more and train slower.',
  },
  NUM_LAYERS: {
    kind: integer(1, 8),
    group: 'Model',
    unit: 'layers',
    meaning: 'Layers of the LSTM encoder and of the `lstm` decoder. The vanilla RNN always has one.',
  },
  DECODER_LAYERS: {
    kind: integer(0, 8),
    group: 'Model',
    unit: 'layers',
    meaning: 'Layers of the attention decoder; 0 means as many as NUM_LAYERS. At most NUM_LAYERS.',
  },
  BIDIRECTIONAL: {
    kind: boolean,
    group: 'Model',
    meaning: 'The LSTM encoders read the docstring in both directions (Schuster and Paliwal 1997).',
  },
  VANILLA_BIDIRECTIONAL: {
    kind: boolean,
    group: 'Model',
    meaning: 'The vanilla RNN encoder reads in both directions too, as in the published run.',
  },
  BRIDGE: {
    kind: choice('linear-tanh', 'average', 'sum'),
    group: 'Model',
    meaning:
      "How the encoder's final states become the decoder's first: a learned layer with tanh, or the average or sum of both directions.",
  },
  ENCODER_PROJECTION: {
    kind: boolean,
    group: 'Model',
    meaning:
      'Attention: project the encoder outputs to HIDDEN_DIM before they are attended to, as in the published run.',
  },
  ENERGY_OUTER_TANH: {
    kind: boolean,
    group: 'Model',
    meaning:
      'Attention: a second tanh around the energy, as the assignment writes it. Off: as in Bahdanau et al. 2015.',
  },
  ENERGY_BIAS: {
    kind: boolean,
    group: 'Model',
    meaning:
      'Attention: a bias inside the second tanh of the energy. Without ENERGY_OUTER_TANH it has no effect, since the softmax takes it out.',
  },
  OUTPUT_INPUT: {
    kind: choice('hidden', 'hidden-context', 'hidden-context-embedding'),
    group: 'Model',
    meaning:
      "Attention: what the output layer reads beside the decoder's hidden state: nothing, the context, or the context and the embedded previous token (Bahdanau et al. 2015).",
  },
  WEIGHT_TYING: {
    kind: boolean,
    group: 'Model',
    meaning:
      "The output layer's kernel is the target embedding itself (Press and Wolf 2017). Needs HIDDEN_DIM equal to EMBEDDING_DIM, and OUTPUT_INPUT `hidden`.",
  },
  DROPOUT: {
    kind: number(0, 0.95),
    group: 'Model',
    meaning:
      'Share of embedding and between-layer activations dropped while training (Srivastava et al. 2014).',
  },
  DROPOUT_PLACEMENT: {
    kind: choice('inputs', 'inputs-and-output'),
    group: 'Model',
    meaning:
      "Where DROPOUT acts: on embeddings and between layers, or also on the decoder's hidden state before the output layer (Zaremba et al. 2014).",
  },
  INITIALISATION: {
    kind: choice('pytorch', 'orthogonal'),
    group: 'Initialisation',
    meaning:
      "Initial weights: PyTorch's defaults, or Xavier input weights with orthogonal recurrent ones (Saxe et al. 2014).",
  },
  FORGET_GATE_BIAS: {
    kind: number(-10, 10),
    group: 'Initialisation',
    meaning:
      "Added to the LSTM forget gates' initial bias; 1 lets gradients through from the start (Jozefowicz et al. 2015).",
  },
  OUTPUT_BIAS: {
    kind: choice('default', 'log-unigram'),
    group: 'Initialisation',
    meaning:
      'Initial output bias: the default, or the log frequencies of the training targets, which spares the first hundreds of steps.',
  },
  BATCH_SIZE: {
    kind: integer(1, 4096),
    group: 'Training',
    unit: 'examples',
    meaning: 'Examples per training step.',
  },
  BATCHING: {
    kind: choice('shuffle', 'length-buckets'),
    group: 'Training',
    meaning:
      'What a batch is made of: any examples (`shuffle`), or examples of about the same length, whose loss falls more slowly; padding costs no time either way. Drawn anew for each epoch.',
  },
  EPOCHS: {
    kind: integer(1, 10_000),
    group: 'Training',
    unit: 'epochs',
    meaning: 'Most passes over the training examples.',
  },
  LEARNING_RATE: {
    kind: number(1e-8, 10),
    group: 'Training',
    meaning: "Adam's learning rate after warm-up (Kingma and Ba 2015).",
  },
  APPLY_WARMUP: {
    kind: boolean,
    group: 'Training',
    meaning:
      'Raise the learning rate linearly over WARMUP_STEPS. The notebooks configured this and never ran it.',
  },
  WARMUP_STEPS: {
    kind: integer(0, 10_000_000),
    group: 'Training',
    unit: 'steps',
    meaning: 'Length of the warm-up.',
  },
  LEARNING_RATE_SCHEDULE: {
    kind: choice('constant', 'linear', 'cosine', 'inverse-square-root'),
    group: 'Training',
    meaning:
      'What becomes of the learning rate after warm-up: it stays, falls to nothing by the last configured step (in a line or half a cosine), or falls with the root of the steps.',
  },
  LABEL_SMOOTHING: {
    kind: number(0, 0.9),
    group: 'Training',
    meaning:
      'Share of each training label that is spread over the whole vocabulary (Szegedy et al. 2016). Reported losses are those of the labels themselves.',
  },
  GRADIENT_CLIP: {
    kind: number(1e-6, 1e9),
    group: 'Training',
    meaning: 'Largest global norm of the gradients; larger ones are scaled down (Pascanu et al. 2013).',
  },
  APPLY_EARLY_STOPPING: {
    kind: boolean,
    group: 'Training',
    meaning:
      'Stop after EARLY_STOPPING_PATIENCE epochs without a better validation loss. Configured and never run in the notebooks.',
  },
  EARLY_STOPPING_PATIENCE: {
    kind: integer(1, 10_000),
    group: 'Training',
    unit: 'epochs',
    meaning: 'Epochs without improvement before training stops.',
  },
  CHECKPOINT_CRITERION: {
    kind: choice('teacher-forced', 'free-running'),
    group: 'Training',
    meaning:
      'Which validation loss chooses the best epoch. Free-running losses misled the published run into epoch 1.',
  },
  CHECKPOINT_MINUTES: {
    kind: number(0, 1440),
    group: 'Training',
    unit: 'minutes',
    meaning:
      'Most work that is lost when the machine goes down: so often the run is saved within an epoch, to be resumed exactly. Changes nothing that is learnt; 0 saves after every step.',
  },
  PROBE_EXAMPLES: {
    kind: integer(0, 1000),
    group: 'Training',
    unit: 'examples',
    meaning:
      'Validation examples that are decoded after every epoch, to watch the model learn and to notice when its outputs collapse. They change nothing that is learnt; 0 turns them off.',
  },
  TEACHER_FORCING_RATIO: {
    kind: number(0, 1),
    group: 'Teacher forcing',
    meaning:
      'Chance per time step that the decoder is given the true previous token (at the start, if scheduled).',
  },
  SCHEDULED_SAMPLING: {
    kind: boolean,
    group: 'Teacher forcing',
    meaning:
      "The setting of the notebooks' files. It takes effect when APPLY_SCHEDULED_SAMPLING is on as well.",
  },
  APPLY_SCHEDULED_SAMPLING: {
    kind: boolean,
    group: 'Teacher forcing',
    meaning:
      'Honour SCHEDULED_SAMPLING: let the ratio fall while training (Bengio et al. 2015). The notebooks never did.',
  },
  TEACHER_FORCING_SCHEDULE: {
    kind: choice('linear', 'inverse-sigmoid'),
    group: 'Teacher forcing',
    meaning:
      'Shape of the fall from TEACHER_FORCING_RATIO to TEACHER_FORCING_END over all configured epochs.',
  },
  TEACHER_FORCING_END: {
    kind: number(0, 1),
    group: 'Teacher forcing',
    meaning: 'Ratio at the end of the schedule.',
  },
  BEAM_SIZE: {
    kind: integer(1, 64),
    group: 'Decoding',
    unit: 'hypotheses',
    meaning: 'Hypotheses kept by beam search.',
  },
  LENGTH_NORMALISATION: {
    kind: number(0, 2),
    group: 'Decoding',
    meaning: 'Exponent alpha of the length penalty in beam search (Wu et al. 2016); 0 turns it off.',
  },
  NO_REPEAT_NGRAM: {
    kind: integer(0, 100),
    group: 'Decoding',
    unit: 'tokens',
    meaning:
      'Greedy decoding and beam search write no n-gram of so many tokens twice in an answer (Paulus et al. 2018); 0 lets them.',
  },
} as const satisfies Record<string, ConfigurationKey>;

export type ConfigurationKeyName = keyof typeof CONFIGURATION_KEYS;
