import type { Architecture } from '../../src-shared/domain/architecture';
import { ARCHITECTURES } from '../../src-shared/domain/architecture';
import {
  completeConfiguration,
  type PresetName,
  PRESETS,
  type RunConfiguration,
} from '../../src-shared/domain/configuration';

/** Collections of rows the study is made of: files of the folder that `--data` names. */
export const COLLECTIONS = {
  github: 'github-real.jsonl.gz',
  csn: 'csn-real.jsonl.gz',
} as const;
export type Collection = keyof typeof COLLECTIONS;

/** `full`: of the comparison of presets. `seed`: `recommended` once more. `ablation`: one choice tried, judged on validation data. */
export type StudyPart = 'full' | 'seed' | 'ablation';

/** One run of the study. */
export interface StudyItem {
  /** Of its study in the history, and of its record. */
  readonly name: string;
  readonly part: StudyPart;
  readonly collection: Collection;
  readonly architecture: Architecture;
  readonly preset: PresetName;
  /** Over the preset. */
  readonly settings: Partial<RunConfiguration>;
}

/** What a run of the item is configured as, today: presets may have changed since it was recorded. */
export function configurationOf({ preset, settings }: StudyItem): RunConfiguration {
  return completeConfiguration(PRESETS[preset], settings);
}

const SEEDS = [43, 44] as const;

/** Half of the examples: what time allows. */
const SEED_SIZES = { TRAIN_SIZE: 5000, VAL_SIZE: 750, TEST_SIZE: 750 } as const;

const CSN_SIZES = { TRAIN_SIZE: 7000, VAL_SIZE: 800, TEST_SIZE: 800 } as const;

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

/** What each ablation changes, by the end of its name. */
export const ABLATIONS: Readonly<Record<string, Partial<RunConfiguration>>> = {
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
  'chosen-cosine': { ...CHOSEN, LEARNING_RATE_SCHEDULE: 'cosine' },
  'chosen-batch32': { ...CHOSEN, BATCH_SIZE: 32 },
  'chosen-dropout-output': { ...CHOSEN, DROPOUT_PLACEMENT: 'inputs-and-output' },
  'chosen-cosine-dropout-output': {
    ...CHOSEN,
    LEARNING_RATE_SCHEDULE: 'cosine',
    DROPOUT_PLACEMENT: 'inputs-and-output',
  },
  'chosen-smoothing': { ...CHOSEN, LABEL_SMOOTHING: 0.1 },
  'chosen-teacher': { ...CHOSEN, TEACHER_FORCING_END: 1 },
  'chosen-teacher-half': { ...CHOSEN, TEACHER_FORCING_END: 0.5 },
  'chosen-pytorch-initialisation': { ...CHOSEN, INITIALISATION: 'pytorch' },
  'chosen-forget-gate-0': { ...CHOSEN, FORGET_GATE_BIAS: 0 },
  'chosen-default-output-bias': { ...CHOSEN, OUTPUT_BIAS: 'default' },
  'chosen-no-warmup': { ...CHOSEN, APPLY_WARMUP: false },
  'chosen-free-criterion': { ...CHOSEN, CHECKPOINT_CRITERION: 'free-running' },
  'chosen-feeding': { ...CHOSEN, WEIGHT_TYING: false, OUTPUT_INPUT: 'hidden-context-embedding' },
};

/** What the vanilla RNN needs beside that: with the settings of the others it writes one answer to every question. */
const TIED_RNN = { ...CHOSEN, LENGTH_NORMALISATION: 1 } as const;
export const VANILLA_ABLATIONS: Readonly<Record<string, Partial<RunConfiguration>>> = {
  base: TIED_RNN,
  lr1: { ...TIED_RNN, LEARNING_RATE: 0.001 },
  'lr-half': { ...TIED_RNN, LEARNING_RATE: 0.0005 },
  bidirectional: { ...TIED_RNN, VANILLA_BIDIRECTIONAL: true },
  clip: { ...TIED_RNN, GRADIENT_CLIP: 0.25 },
  'teacher-quarter': { ...TIED_RNN, TEACHER_FORCING_END: 0.25 },
  untied: { ...TIED_RNN, WEIGHT_TYING: false },
  length2: { ...TIED_RNN, LENGTH_NORMALISATION: 2 },
};

const full = (preset: PresetName): StudyItem[] =>
  ARCHITECTURES.map((architecture) => ({
    name: `github-${preset}-${architecture}`,
    part: 'full',
    collection: 'github',
    architecture,
    preset,
    settings: {},
  }));

const withDocstring = (preset: PresetName): StudyItem => ({
  name: `csn-${preset}-lstm-attention`,
  part: 'full',
  collection: 'csn',
  architecture: 'lstm-attention',
  preset,
  settings: CSN_SIZES,
});

const seeds = ARCHITECTURES.flatMap((architecture) =>
  SEEDS.map((SEED): StudyItem => ({
    name: `seed-${SEED}-${architecture}`,
    part: 'seed',
    collection: 'github',
    architecture,
    preset: 'recommended',
    settings: { SEED, ...SEED_SIZES },
  })),
);

const ablationsOf = (
  architecture: Architecture,
  prefix: string,
  changes: Readonly<Record<string, Partial<RunConfiguration>>>,
) =>
  Object.entries(changes).map(([name, change]): StudyItem => ({
    name: `${prefix}-${name}`,
    part: 'ablation',
    collection: 'github',
    architecture,
    preset: 'recommended',
    settings: { ...ABLATION_SIZES, ...ABLATION_BASE, ...change },
  }));

/** Everything that the study consists of, in the order in which it is trained. */
export const PLAN: readonly StudyItem[] = [
  ...ablationsOf('lstm-attention', 'ablation', ABLATIONS),
  ...ablationsOf('vanilla-rnn', 'ablation-vanilla', VANILLA_ABLATIONS),
  ...full('recommended'),
  ...full('notebook'),
  withDocstring('recommended'),
  withDocstring('notebook'),
  ...seeds,
];
