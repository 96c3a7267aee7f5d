import { expect } from 'vitest';
import type { studyDocument } from '../../../src-main/cli/reports/study';
import { runCommand } from './run-command';

const SETTINGS = {
  TRAIN_SIZE: 60,
  VAL_SIZE: 8,
  TEST_SIZE: 12,
  VOCAB_SIZE: 80,
  MAX_DOCSTRING_LEN: 16,
  MAX_CODE_LEN: 20,
  WEIGHT_TYING: false,
  EMBEDDING_DIM: 8,
  HIDDEN_DIM: 12,
  BATCH_SIZE: 10,
  EPOCHS: 2,
};

/** Trains a small study of all three architectures in a home and gives what the command printed as JSON. */
export async function trainTinyStudy(
  home: string,
  name: string,
  data = 'synthetic:80',
): Promise<ReturnType<typeof studyDocument>> {
  const settings = Object.entries(SETTINGS).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const named = ['--name', name, '--home', home];
  const trained = await runCommand(['study', '--data', data, ...settings, ...named, '--json']);
  expect(trained.code, trained.stderr).toBe(0);
  return JSON.parse(trained.stdout) as ReturnType<typeof studyDocument>;
}
