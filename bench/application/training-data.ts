import { writeFileSync } from 'node:fs';
import { completeConfiguration, PRESETS, type RunConfiguration } from '../../src-shared/domain/configuration';
import { SPECIFIED_SIZES } from '../workload/sizes';
import { syntheticBatch } from '../workload/synthetic-batches';

/** Runs as the specification times them, in batches like those of `bench -- step`, for at least `steps` steps. */
export function trainingConfiguration(steps: number): RunConfiguration {
  const { batch, source, target, vocabulary, hidden } = SPECIFIED_SIZES;
  return completeConfiguration(PRESETS.recommended, {
    TRAIN_SIZE: steps * batch,
    VAL_SIZE: batch,
    TEST_SIZE: batch,
    MAX_DOCSTRING_LEN: source,
    MAX_CODE_LEN: target,
    VOCAB_SIZE: vocabulary,
    EMBEDDING_DIM: hidden,
    HIDDEN_DIM: hidden,
    BATCH_SIZE: batch,
    BATCHING: 'shuffle',
    TEACHER_FORCING_RATIO: 0.5,
    APPLY_SCHEDULED_SAMPLING: false,
    WEIGHT_TYING: false,
    DROPOUT_PLACEMENT: 'inputs',
    LEARNING_RATE_SCHEDULE: 'constant',
  });
}

/** Writes a JSON Lines file of synthetic pairs, a word for each id, enough for the configuration's split. */
export function writeTrainingData(file: string, configuration: RunConfiguration): void {
  const { TRAIN_SIZE, VAL_SIZE, TEST_SIZE, BATCH_SIZE, SEED } = configuration;
  const batches = Math.ceil((TRAIN_SIZE + VAL_SIZE + TEST_SIZE) / BATCH_SIZE);
  const lines = Array.from({ length: batches }, (_, index) => {
    const { sources, targets } = syntheticBatch(SPECIFIED_SIZES, SEED, index);
    return sources.map((source, row) =>
      JSON.stringify({ docstring: wordsOf(source), code: wordsOf(targets[row]) }),
    );
  });
  writeFileSync(file, `${lines.flat().join('\n')}\n`);
}

/** Without the special tokens at both ends, which encoding adds. */
function wordsOf(ids: Int32Array): string {
  return Array.from(ids.subarray(1, -1), (id) => `word${id}`).join(' ');
}
