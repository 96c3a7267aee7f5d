import type { PreparedData } from '../../src-main/engine/data/prepare';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import { SPECIAL_TOKENS } from '../../src-main/engine/text/special-tokens';
import { Vocabulary } from '../../src-main/engine/text/vocabulary';
import { drawCoins, teacherForcingRatio } from '../../src-main/engine/training/teacher-forcing';
import { completeConfiguration, PRESETS, type RunConfiguration } from '../../src-shared/domain/configuration';
import type { StepSizes } from './sizes';
import { syntheticBatch } from './synthetic-batches';

/** What a step is timed on. */
export interface Workload {
  readonly configuration: RunConfiguration;
  /** Vocabularies of the right size and the first batch as training examples; a model is made from it. */
  readonly data: PreparedData;
  /** Trained on in turn; see `batchOfStep`. */
  readonly batches: readonly Batch[];
}

/** Batches of different lengths, so that no single one decides. */
const BATCHES = 4;

/**
 * Dropout and teacher forcing as the specification times them; both constant, so that every step costs the same. Output layer
 * and search as PyTorch's contestants have them.
 */
export function stepConfiguration(sizes: StepSizes, given: Partial<RunConfiguration> = {}): RunConfiguration {
  const specified: Partial<RunConfiguration> = {
    MAX_DOCSTRING_LEN: sizes.source,
    MAX_CODE_LEN: sizes.target,
    VOCAB_SIZE: sizes.vocabulary,
    EMBEDDING_DIM: sizes.hidden,
    HIDDEN_DIM: sizes.hidden,
    BATCH_SIZE: sizes.batch,
    TEACHER_FORCING_RATIO: 0.5,
    APPLY_SCHEDULED_SAMPLING: false,
    APPLY_WARMUP: false,
    WEIGHT_TYING: false,
    DROPOUT_PLACEMENT: 'inputs',
    LEARNING_RATE_SCHEDULE: 'constant',
    LENGTH_NORMALISATION: 0,
    NO_REPEAT_NGRAM: 0,
  };
  return completeConfiguration(PRESETS.recommended, specified, given);
}

export function syntheticWorkload(sizes: StepSizes): Workload {
  const configuration = stepConfiguration(sizes);
  const batches = Array.from({ length: BATCHES }, (_, index) =>
    syntheticBatch(sizes, configuration.SEED, index),
  );
  const train = batches[0].sources.map((source, row) => ({
    source,
    target: batches[0].targets[row],
    docstringTokens: source.length - 2,
  }));
  const vocabulary = numberedVocabulary(sizes.vocabulary);
  return {
    configuration,
    data: { train, validation: [], test: [], sourceVocabulary: vocabulary, targetVocabulary: vocabulary },
    batches,
  };
}

/** The batch of a step (from 1). */
export function batchOfStep(batches: readonly Batch[], step: number): Batch {
  return batches[(step - 1) % batches.length];
}

/** The teacher-forcing coins that the engine's own step draws for a step (from 1). */
export function coinsOfStep(configuration: RunConfiguration, batch: Batch, step: number): boolean[] {
  const timeSteps = Math.max(...batch.targets.map((target) => target.length));
  return drawCoins(configuration.SEED, step, timeSteps, teacherForcingRatio(configuration, step, 1));
}

function numberedVocabulary(size: number): Vocabulary {
  const words = Array.from({ length: size - SPECIAL_TOKENS.length }, (_, index) => `token${index}`);
  return Vocabulary.build([words], size);
}
