/** A run's frozen configuration. Names, units and ranges: `CONFIGURATION_KEYS`. */
export interface RunConfiguration {
  readonly TRAIN_SIZE: number;
  readonly VAL_SIZE: number;
  readonly TEST_SIZE: number;
  readonly SEED: number;
  readonly MAX_DOCSTRING_LEN: number;
  readonly MAX_CODE_LEN: number;
  readonly VOCAB_SIZE: number;
  readonly VOCABULARY_FROM: 'train' | 'all-splits';
  readonly EMBEDDING_DIM: number;
  readonly HIDDEN_DIM: number;
  readonly NUM_LAYERS: number;
  readonly DECODER_LAYERS: number;
  readonly BIDIRECTIONAL: boolean;
  readonly VANILLA_BIDIRECTIONAL: boolean;
  readonly BRIDGE: 'linear-tanh' | 'average' | 'sum';
  readonly ENCODER_PROJECTION: boolean;
  readonly ENERGY_OUTER_TANH: boolean;
  readonly ENERGY_BIAS: boolean;
  readonly OUTPUT_INPUT: 'hidden' | 'hidden-context' | 'hidden-context-embedding';
  readonly WEIGHT_TYING: boolean;
  readonly DROPOUT: number;
  readonly DROPOUT_PLACEMENT: 'inputs' | 'inputs-and-output';
  readonly INITIALISATION: 'pytorch' | 'orthogonal';
  readonly FORGET_GATE_BIAS: number;
  readonly OUTPUT_BIAS: 'default' | 'log-unigram';
  readonly BATCH_SIZE: number;
  readonly BATCHING: 'shuffle' | 'length-buckets';
  readonly EPOCHS: number;
  readonly LEARNING_RATE: number;
  readonly APPLY_WARMUP: boolean;
  readonly WARMUP_STEPS: number;
  readonly LEARNING_RATE_SCHEDULE: 'constant' | 'linear' | 'cosine' | 'inverse-square-root';
  readonly LABEL_SMOOTHING: number;
  readonly GRADIENT_CLIP: number;
  readonly APPLY_EARLY_STOPPING: boolean;
  readonly EARLY_STOPPING_PATIENCE: number;
  readonly CHECKPOINT_CRITERION: 'teacher-forced' | 'free-running';
  readonly CHECKPOINT_MINUTES: number;
  readonly PROBE_EXAMPLES: number;
  readonly TEACHER_FORCING_RATIO: number;
  readonly SCHEDULED_SAMPLING: boolean;
  readonly APPLY_SCHEDULED_SAMPLING: boolean;
  readonly TEACHER_FORCING_SCHEDULE: 'linear' | 'inverse-sigmoid';
  readonly TEACHER_FORCING_END: number;
  readonly BEAM_SIZE: number;
  readonly LENGTH_NORMALISATION: number;
  readonly NO_REPEAT_NGRAM: number;
}

export const PRESET_NAMES = ['recommended', 'notebook'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

const SHARED = {
  TRAIN_SIZE: 10000,
  VAL_SIZE: 1500,
  TEST_SIZE: 1500,
  SEED: 42,
  MAX_DOCSTRING_LEN: 50,
  MAX_CODE_LEN: 80,
  VOCAB_SIZE: 5000,
  EMBEDDING_DIM: 256,
  HIDDEN_DIM: 256,
  NUM_LAYERS: 2,
  BIDIRECTIONAL: true,
  DROPOUT: 0.3,
  BATCH_SIZE: 64,
  BATCHING: 'shuffle',
  EPOCHS: 20,
  LABEL_SMOOTHING: 0,
  GRADIENT_CLIP: 1.0,
  EARLY_STOPPING_PATIENCE: 3,
  CHECKPOINT_MINUTES: 1,
  PROBE_EXAMPLES: 10,
  SCHEDULED_SAMPLING: true,
  TEACHER_FORCING_SCHEDULE: 'linear',
  BEAM_SIZE: 3,
} as const;

/** The two presets: what trains well, and exactly what the published notebooks did. */
export const PRESETS: Readonly<Record<PresetName, RunConfiguration>> = {
  recommended: {
    ...SHARED,
    VOCABULARY_FROM: 'train',
    DECODER_LAYERS: 0,
    VANILLA_BIDIRECTIONAL: false,
    BRIDGE: 'linear-tanh',
    ENCODER_PROJECTION: false,
    ENERGY_OUTER_TANH: false,
    ENERGY_BIAS: false,
    OUTPUT_INPUT: 'hidden',
    WEIGHT_TYING: true,
    INITIALISATION: 'orthogonal',
    FORGET_GATE_BIAS: 1,
    OUTPUT_BIAS: 'log-unigram',
    DROPOUT_PLACEMENT: 'inputs-and-output',
    LEARNING_RATE: 0.002,
    LEARNING_RATE_SCHEDULE: 'cosine',
    APPLY_WARMUP: true,
    WARMUP_STEPS: 100,
    APPLY_EARLY_STOPPING: true,
    CHECKPOINT_CRITERION: 'teacher-forced',
    TEACHER_FORCING_RATIO: 1.0,
    APPLY_SCHEDULED_SAMPLING: true,
    TEACHER_FORCING_END: 0.75,
    LENGTH_NORMALISATION: 2,
    NO_REPEAT_NGRAM: 4,
  },
  notebook: {
    ...SHARED,
    VOCABULARY_FROM: 'all-splits',
    DECODER_LAYERS: 1,
    VANILLA_BIDIRECTIONAL: true,
    BRIDGE: 'average',
    ENCODER_PROJECTION: true,
    ENERGY_OUTER_TANH: false,
    ENERGY_BIAS: false,
    OUTPUT_INPUT: 'hidden',
    WEIGHT_TYING: false,
    INITIALISATION: 'pytorch',
    FORGET_GATE_BIAS: 0,
    OUTPUT_BIAS: 'default',
    DROPOUT_PLACEMENT: 'inputs',
    LEARNING_RATE: 0.001,
    LEARNING_RATE_SCHEDULE: 'constant',
    APPLY_WARMUP: false,
    WARMUP_STEPS: 1000,
    APPLY_EARLY_STOPPING: false,
    CHECKPOINT_CRITERION: 'free-running',
    TEACHER_FORCING_RATIO: 0.5,
    APPLY_SCHEDULED_SAMPLING: false,
    TEACHER_FORCING_END: 0.5,
    LENGTH_NORMALISATION: 0,
    NO_REPEAT_NGRAM: 0,
  },
};
