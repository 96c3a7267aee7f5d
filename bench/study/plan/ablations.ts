import type { Architecture } from '../../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { StudyItem } from './item';

type Changes = Readonly<Record<string, Partial<RunConfiguration>>>;

export const ABLATION_SIZES = {
  TRAIN_SIZE: 3000,
  VAL_SIZE: 400,
  TEST_SIZE: 400,
  EMBEDDING_DIM: 128,
  HIDDEN_DIM: 128,
  EPOCHS: 12,
} as const;

/**
 * What the preset `recommended` was before this study, which every ablation starts from. It is written out, so that an ablation
 * stays what it was when its outcome has become the preset.
 */
export const ABLATION_BASE: Partial<RunConfiguration> = {
  LEARNING_RATE: 0.001,
  LEARNING_RATE_SCHEDULE: 'constant',
  WEIGHT_TYING: false,
  LABEL_SMOOTHING: 0,
  DROPOUT: 0.3,
  DROPOUT_PLACEMENT: 'inputs',
  BATCH_SIZE: 64,
  BATCHING: 'shuffle',
  OUTPUT_INPUT: 'hidden',
  INITIALISATION: 'orthogonal',
  FORGET_GATE_BIAS: 1,
  OUTPUT_BIAS: 'log-unigram',
  APPLY_WARMUP: true,
  WARMUP_STEPS: 100,
  CHECKPOINT_CRITERION: 'teacher-forced',
  TEACHER_FORCING_END: 0.75,
  DECODER_LAYERS: 0,
  NUM_LAYERS: 2,
  VANILLA_BIDIRECTIONAL: false,
  GRADIENT_CLIP: 1,
  LENGTH_NORMALISATION: 0,
  NO_REPEAT_NGRAM: 0,
};

/** What came out best of the first choices together; further ones are tried over it. */
const CHOSEN = {
  LEARNING_RATE: 0.002,
  WEIGHT_TYING: true,
  NO_REPEAT_NGRAM: 4,
  LENGTH_NORMALISATION: 2,
} as const;

/** What each of the first ablations changes, by the end of its name. */
export const ABLATIONS: Changes = {
  base: {},
  lr2: { LEARNING_RATE: 0.002 },
  tied: { WEIGHT_TYING: true },
  'lr2-tied': { LEARNING_RATE: 0.002, WEIGHT_TYING: true },
  'lr4-tied-cosine': { LEARNING_RATE: 0.004, WEIGHT_TYING: true, LEARNING_RATE_SCHEDULE: 'cosine' },
  'lr4-tied-ngram3': { LEARNING_RATE: 0.004, WEIGHT_TYING: true, NO_REPEAT_NGRAM: 3 },
  'lr4-tied-ngram3-length1': {
    LEARNING_RATE: 0.004,
    WEIGHT_TYING: true,
    NO_REPEAT_NGRAM: 3,
    LENGTH_NORMALISATION: 1,
  },
  'lr4-tied-ngram4-length2': { ...CHOSEN, LEARNING_RATE: 0.004 },
  'lr2-tied-ngram4-length1': { ...CHOSEN, LENGTH_NORMALISATION: 1 },
  'lr2-tied-ngram4-length2': CHOSEN,
};

/** What each of those over it changes. */
export const CHOSEN_ABLATIONS: Changes = {
  cosine: { LEARNING_RATE_SCHEDULE: 'cosine' },
  batch32: { BATCH_SIZE: 32 },
  'dropout-output': { DROPOUT_PLACEMENT: 'inputs-and-output' },
  'cosine-dropout-output': {
    LEARNING_RATE_SCHEDULE: 'cosine',
    DROPOUT_PLACEMENT: 'inputs-and-output',
  },
  smoothing: { LABEL_SMOOTHING: 0.1 },
  teacher: { TEACHER_FORCING_END: 1 },
  'teacher-half': { TEACHER_FORCING_END: 0.5 },
  'pytorch-initialisation': { INITIALISATION: 'pytorch' },
  'forget-gate-0': { FORGET_GATE_BIAS: 0 },
  'default-output-bias': { OUTPUT_BIAS: 'default' },
  'no-warmup': { APPLY_WARMUP: false },
  'free-criterion': { CHECKPOINT_CRITERION: 'free-running' },
  feeding: { WEIGHT_TYING: false, OUTPUT_INPUT: 'hidden-context-embedding' },
};

/** What the vanilla RNN needs beside that: with the settings of the others it writes one answer to every question. */
const TIED_RNN = { ...CHOSEN, LENGTH_NORMALISATION: 1 } as const;
export const VANILLA_ABLATIONS: Changes = {
  base: {},
  lr1: { LEARNING_RATE: 0.001 },
  'lr-half': { LEARNING_RATE: 0.0005 },
  bidirectional: { VANILLA_BIDIRECTIONAL: true },
  clip: { GRADIENT_CLIP: 0.25 },
  'teacher-quarter': { TEACHER_FORCING_END: 0.25 },
  untied: { WEIGHT_TYING: false },
  length2: { LENGTH_NORMALISATION: 2 },
};

/** An ablation of each change, over the one of them that is named or over another. */
const ablationsOver = (
  over: string,
  architecture: Architecture,
  prefix: string,
  shared: Partial<RunConfiguration>,
  changes: Changes,
) =>
  Object.entries(changes).map(([change, settings]): StudyItem => {
    const name = `${prefix}-${change}`;
    return {
      ...{ name, part: 'ablation', collection: 'github', architecture, preset: 'recommended' },
      settings: { ...ABLATION_SIZES, ...ABLATION_BASE, ...shared, ...settings },
      over: name === over ? null : over,
    };
  });

/** What the preset was before its last choices, at full size: small runs alone do not decide them. */
const EARLIER = {
  LEARNING_RATE_SCHEDULE: 'constant',
  DROPOUT_PLACEMENT: 'inputs',
  LENGTH_NORMALISATION: 1,
} as const;

const atFullSize = (['lstm-attention', 'vanilla-rnn'] as const).map((architecture): StudyItem => ({
  ...{ name: `ablation-earlier-${architecture}`, part: 'ablation', collection: 'github', architecture },
  ...{ preset: 'recommended', over: `github-recommended-${architecture}`, settings: EARLIER },
}));

export const ablations: readonly StudyItem[] = [
  ...ablationsOver('ablation-base', 'lstm-attention', 'ablation', {}, ABLATIONS),
  ...ablationsOver(
    'ablation-lr2-tied-ngram4-length2',
    'lstm-attention',
    'ablation-chosen',
    CHOSEN,
    CHOSEN_ABLATIONS,
  ),
  ...ablationsOver('ablation-vanilla-base', 'vanilla-rnn', 'ablation-vanilla', TIED_RNN, VANILLA_ABLATIONS),
  ...atFullSize,
];
