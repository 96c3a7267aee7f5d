import { completeConfiguration } from './parse';
import { PRESETS, type RunConfiguration } from './configuration';

/** The data source that needs nothing but a Python on this computer. */
export const DEFAULT_SOURCE = 'python:stdlib';

/** The study that a first launch offers: small sizes, about two minutes on two CPU cores. */
export const STARTER_STUDY = {
  name: 'Starter study',
  location: DEFAULT_SOURCE,
  configuration: completeConfiguration(PRESETS.recommended, {
    TRAIN_SIZE: 1500,
    VAL_SIZE: 200,
    TEST_SIZE: 200,
    VOCAB_SIZE: 2000,
    MAX_DOCSTRING_LEN: 30,
    MAX_CODE_LEN: 50,
    EMBEDDING_DIM: 96,
    HIDDEN_DIM: 96,
    BATCH_SIZE: 32,
    EPOCHS: 6,
    LEARNING_RATE: 0.003,
    WARMUP_STEPS: 30,
  } satisfies Partial<RunConfiguration>),
} as const;
