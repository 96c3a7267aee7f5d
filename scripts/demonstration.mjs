import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildIfChanged } from './lib/build-application.mjs';
import { runCommandLine } from './lib/command-line.mjs';
import { runMain } from './lib/main.mjs';
import { inRepository } from './setup/paths.mjs';
import { commandLineNeeds, setUp } from './setup/setup.mjs';

/** Small enough for the bundle, with the point where the run goes on, to stay below 3 MB. */
const settings = {
  TRAIN_SIZE: 2000,
  VAL_SIZE: 100,
  TEST_SIZE: 100,
  EMBEDDING_DIM: 48,
  HIDDEN_DIM: 48,
  NUM_LAYERS: 1,
  VOCAB_SIZE: 500,
  MAX_DOCSTRING_LEN: 24,
  MAX_CODE_LEN: 40,
  DROPOUT: 0.1,
  BATCH_SIZE: 32,
  LEARNING_RATE: 0.008,
  EPOCHS: 14,
};

/** Trains the run that the application brings along, and bundles it as models/demonstration.zip. */
runMain(async () => {
  await setUp({ needs: commandLineNeeds });
  await buildIfChanged();
  const home = await mkdtemp(path.join(os.tmpdir(), 'unroll-demonstration-'));
  const assignments = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const name = 'Demonstration';
  try {
    return (
      (await runCommandLine([
        ...['train', '--architecture', 'lstm-attention', '--data', 'synthetic:2400', '--name', name],
        ...['--home', home, ...assignments],
      ])) ||
      (await runCommandLine([
        ...['bundle', name, '--home', home, '--out', inRepository('models', 'demonstration.zip')],
      ]))
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
