import { completeConfiguration } from './parse';
import { PRESETS, type RunConfiguration } from './configuration';

/** The data source that needs nothing but a Python on this computer. */
export const DEFAULT_SOURCE = 'python:stdlib';

/** The study that a first launch offers: small sizes, about two minutes on two CPU cores. */
export const STARTER_STUDY = {
  name: 'Starter study',
  location: DEFAULT_SOURCE,
  configuration: completeConfiguration(PRESETS.recommended, {
    TRAIN_SIZE: 1000,
    VAL_SIZE: 120,
    TEST_SIZE: 120,
    VOCAB_SIZE: 2000,
    MAX_DOCSTRING_LEN: 24,
    MAX_CODE_LEN: 40,
    EMBEDDING_DIM: 128,
    HIDDEN_DIM: 128,
    NUM_LAYERS: 1,
    DROPOUT: 0.2,
    BATCH_SIZE: 32,
    EPOCHS: 5,
    LEARNING_RATE: 0.005,
    WARMUP_STEPS: 30,
  } satisfies Partial<RunConfiguration>),
} as const;
