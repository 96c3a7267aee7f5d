import type { ConfigurationKeyName } from './keys';

export interface Paper {
  /** Authors and year, as a text cites it, with the title. */
  readonly title: string;
  readonly url: string;
}

/** Why one would change a key, and where to read more about it. */
export interface KeyReason {
  readonly why: string;
  readonly paper?: Paper;
}

const BAHDANAU: Paper = {
  title: 'Bahdanau et al. 2015, Neural machine translation by jointly learning to align and translate',
  url: 'https://arxiv.org/abs/1409.0473',
};
const BRITZ: Paper = {
  title: 'Britz et al. 2017, Massive exploration of neural machine translation architectures',
  url: 'https://arxiv.org/abs/1703.03906',
};
const SCHUSTER: Paper = {
  title: 'Schuster and Paliwal 1997, Bidirectional recurrent neural networks',
  url: 'https://doi.org/10.1109/78.650093',
};
const BENGIO: Paper = {
  title: 'Bengio et al. 2015, Scheduled sampling for sequence prediction with recurrent neural networks',
  url: 'https://arxiv.org/abs/1506.03099',
};
const GOYAL: Paper = {
  title: 'Goyal et al. 2017, Accurate, large minibatch SGD',
  url: 'https://arxiv.org/abs/1706.02677',
};
const PRECHELT: Paper = {
  title: 'Prechelt 1998, Early stopping, but when?',
  url: 'https://doi.org/10.1007/978-3-642-35289-8_5',
};
const ALLAMANIS: Paper = {
  title: 'Allamanis 2019, The adverse effects of code duplication in machine learning models of code',
  url: 'https://arxiv.org/abs/1812.06469',
};

/** Of every configuration key, as the form and the help show them. */
export const KEY_REASONS: Readonly<Record<ConfigurationKeyName, KeyReason>> = {
  TRAIN_SIZE: {
    why: 'More examples are the surest way to better answers, and time grows in proportion; fewer make a first try quick.',
  },
  VAL_SIZE: {
    why: 'Fewer make every epoch end sooner, but the best epoch is then chosen by a noisier loss.',
  },
  TEST_SIZE: {
    why: 'More narrow the intervals of every metric; below a few hundred few differences are certain.',
  },
  SEED: {
    why: 'Train with several to see how much of a difference between models is chance.',
    paper: {
      title: 'Reimers and Gurevych 2017, Reporting score distributions makes a difference',
      url: 'https://arxiv.org/abs/1707.09861',
    },
  },
  MAX_DOCSTRING_LEN: {
    why: 'Raise it when the data report says that many docstrings are cut; time grows with it.',
  },
  MAX_CODE_LEN: {
    why: 'Raise it when many functions are cut. Long targets are slower and harder: errors add up with every token.',
  },
  VOCAB_SIZE: {
    why: 'Raise it when many tokens are unknown; the output layer, often the largest part of the model, grows with it.',
    paper: {
      title: 'Luong et al. 2015, Addressing the rare word problem in neural machine translation',
      url: 'https://arxiv.org/abs/1410.8206',
    },
  },
  VOCABULARY_FROM: {
    why: 'Only to repeat the notebooks: words of test rows in the vocabulary make their scores better than they are.',
    paper: ALLAMANIS,
  },
  EMBEDDING_DIM: {
    why: 'Wider embeddings rarely help small vocabularies; narrower ones save memory and time.',
    paper: BRITZ,
  },
  HIDDEN_DIM: {
    why: 'Raise it when the training loss stays high; lower it when the validation loss rises early or time is short.',
    paper: BRITZ,
  },
  NUM_LAYERS: {
    why: 'A second layer helps with enough data; more train slowly and less surely without residual connections.',
    paper: BRITZ,
  },
  DECODER_LAYERS: {
    why: 'The published run has a decoder of one layer under an encoder of two; set 1 to repeat it.',
    paper: BRITZ,
  },
  BIDIRECTIONAL: {
    why: 'Turn it off to see what reading ahead is worth; encoders then have about half the parameters.',
    paper: SCHUSTER,
  },
  VANILLA_BIDIRECTIONAL: {
    why: 'Turn it on to compare cells alone, with all three encoders reading both ways.',
    paper: SCHUSTER,
  },
  BRIDGE: {
    why: 'A learned bridge lets the decoder choose what to take over; average and sum have no parameters.',
    paper: BAHDANAU,
  },
  ENCODER_PROJECTION: {
    why: 'Narrows what attention and decoder read by half, as the published run did; fewer parameters, less to attend to.',
    paper: BAHDANAU,
  },
  ENERGY_OUTER_TANH: {
    why: 'Only to follow the assignment: energies between -1 and 1 keep attention from becoming sharp.',
    paper: BAHDANAU,
  },
  ENERGY_BIAS: { why: 'Only to repeat models that have it, such as imported ones.', paper: BAHDANAU },
  OUTPUT_INPUT: {
    why: 'With the context the output layer can copy what is attended to more directly; it grows by as much.',
    paper: {
      title: 'Luong et al. 2015, Effective approaches to attention-based neural machine translation',
      url: 'https://arxiv.org/abs/1508.04025',
    },
  },
  DROPOUT: {
    why: 'Raise it when the validation loss rises while the training loss falls; lower it with much data or small models.',
    paper: {
      title: 'Srivastava et al. 2014, Dropout: a simple way to prevent neural networks from overfitting',
      url: 'https://jmlr.org/papers/v15/srivastava14a.html',
    },
  },
  WEIGHT_TYING: {
    why: 'Fewer parameters, and rare tokens learn from both sides; it helps small data most. Use it with small initial embeddings (INITIALISATION `orthogonal`).',
    paper: {
      title: 'Press and Wolf 2017, Using the output embedding to improve language models',
      url: 'https://arxiv.org/abs/1608.05859',
    },
  },
  DROPOUT_PLACEMENT: {
    why: 'Dropping before the output layer too holds back overfitting of the largest kernel; on little data it can slow learning.',
    paper: {
      title: 'Zaremba et al. 2014, Recurrent neural network regularization',
      url: 'https://arxiv.org/abs/1409.2329',
    },
  },
  INITIALISATION: {
    why: 'Orthogonal recurrent weights keep gradients alive over long sequences, the vanilla RNN above all.',
    paper: {
      title:
        'Saxe et al. 2014, Exact solutions to the nonlinear dynamics of learning in deep linear neural networks',
      url: 'https://arxiv.org/abs/1312.6120',
    },
  },
  FORGET_GATE_BIAS: {
    why: 'At 1 an LSTM remembers from the first step; at 0 it has to learn to.',
    paper: {
      title: 'Jozefowicz et al. 2015, An empirical exploration of recurrent network architectures',
      url: 'https://proceedings.mlr.press/v37/jozefowicz15.html',
    },
  },
  OUTPUT_BIAS: {
    why: 'Starting from how frequent tokens are saves the steps in which the model would learn only that.',
    paper: {
      title: 'Karpathy 2019, A recipe for training neural networks',
      url: 'https://karpathy.github.io/2019/04/25/recipe/',
    },
  },
  BATCH_SIZE: {
    why: 'Larger batches use the processor better and take fewer steps, which then need a higher learning rate.',
    paper: {
      title: 'Keskar et al. 2017, On large-batch training for deep learning',
      url: 'https://arxiv.org/abs/1609.04836',
    },
  },
  BATCHING: {
    why: 'Only to repeat work that sorts by length: here padding costs nothing, and mixed batches learn faster.',
    paper: {
      title: 'Sutskever et al. 2014, Sequence to sequence learning with neural networks',
      url: 'https://arxiv.org/abs/1409.3215',
    },
  },
  EPOCHS: {
    why: 'With early stopping this is only a limit. Raise it when the validation loss still falls at the end.',
    paper: PRECHELT,
  },
  LEARNING_RATE: {
    why: 'The setting worth trying first: too low learns slowly, too high diverges. Try factors of three.',
    paper: {
      title: 'Kingma and Ba 2015, Adam: a method for stochastic optimization',
      url: 'https://arxiv.org/abs/1412.6980',
    },
  },
  APPLY_WARMUP: {
    why: "Keeps the first steps, when Adam's moments are rough, from spoiling the weights; above all at high rates.",
    paper: GOYAL,
  },
  WARMUP_STEPS: {
    why: 'Longer for high learning rates; it should be a small part of all steps.',
    paper: GOYAL,
  },
  LEARNING_RATE_SCHEDULE: {
    why: 'A falling rate settles where a constant one keeps jumping, which shows most in the last epochs. Linear and cosine count on all configured epochs being trained.',
    paper: {
      title: 'Loshchilov and Hutter 2017, SGDR: Stochastic gradient descent with warm restarts',
      url: 'https://arxiv.org/abs/1608.03983',
    },
  },
  LABEL_SMOOTHING: {
    why: 'A little (0.1) keeps the model from being too sure of what it has seen, and often makes better answers at a worse perplexity.',
    paper: {
      title: 'Szegedy et al. 2016, Rethinking the Inception architecture for computer vision',
      url: 'https://arxiv.org/abs/1512.00567',
    },
  },
  GRADIENT_CLIP: {
    why: 'Lower it when gradient norms jump or the loss becomes no number; raise it when nearly every step is clipped.',
    paper: {
      title: 'Pascanu et al. 2013, On the difficulty of training recurrent neural networks',
      url: 'https://arxiv.org/abs/1211.5063',
    },
  },
  APPLY_EARLY_STOPPING: {
    why: 'Saves the time of epochs that only overfit; turn it off to see the whole curve.',
    paper: PRECHELT,
  },
  EARLY_STOPPING_PATIENCE: {
    why: 'More patience for noisy validation losses, as of few validation examples.',
    paper: PRECHELT,
  },
  CHECKPOINT_CRITERION: {
    why: 'The free-running loss punishes right code with other wording before it; keep teacher-forced unless you repeat the notebooks.',
    paper: {
      title: 'Ranzato et al. 2016, Sequence level training with recurrent neural networks',
      url: 'https://arxiv.org/abs/1511.06732',
    },
  },
  CHECKPOINT_MINUTES: {
    why: 'Lower it where power or the machine is not to be trusted; saving is limited to 2% of the time.',
  },
  PROBE_EXAMPLES: {
    why: 'More show learning more broadly, and decoding them takes longer after each epoch.',
  },
  TEACHER_FORCING_RATIO: {
    why: 'At 1 learning is fastest and steadiest; below it the model practises on its own mistakes.',
    paper: {
      title:
        'Williams and Zipser 1989, A learning algorithm for continually running fully recurrent neural networks',
      url: 'https://doi.org/10.1162/neco.1989.1.2.270',
    },
  },
  SCHEDULED_SAMPLING: {
    why: "Left as the notebooks' files have it; APPLY_SCHEDULED_SAMPLING decides.",
    paper: BENGIO,
  },
  APPLY_SCHEDULED_SAMPLING: {
    why: 'Prepares the model for its own mistakes late in training, when it makes few; turn it off for the lowest teacher-forced loss.',
    paper: BENGIO,
  },
  TEACHER_FORCING_SCHEDULE: {
    why: 'Inverse sigmoid keeps the ratio high for longer and then lets it fall quickly.',
    paper: BENGIO,
  },
  TEACHER_FORCING_END: {
    why: 'Lower ends are closer to how the model is used, and harder to learn from.',
    paper: BENGIO,
  },
  BEAM_SIZE: {
    why: 'More hypotheses find likelier answers and take as much longer; beyond 5 to 10 answers often become too short.',
    paper: {
      title: 'Koehn and Knowles 2017, Six challenges for neural machine translation',
      url: 'https://arxiv.org/abs/1706.03872',
    },
  },
  LENGTH_NORMALISATION: {
    why: 'Raise it (1 to 2) when beam search gives shorter answers than the references.',
    paper: {
      title: "Wu et al. 2016, Google's neural machine translation system",
      url: 'https://arxiv.org/abs/1609.08144',
    },
  },
  NO_REPEAT_NGRAM: {
    why: 'Set it (4 to 6) when answers go round in circles. It treats the symptom: the metric repetition then says less about the model, and references that do repeat (3 to 4% of their 4-grams) cannot be matched wholly.',
    paper: {
      title: 'Paulus et al. 2018, A deep reinforced model for abstractive summarization',
      url: 'https://arxiv.org/abs/1705.04304',
    },
  },
};
