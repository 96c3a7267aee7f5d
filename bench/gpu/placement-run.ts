/** Does what a GPU is for, at a small size, in a process whose TensorFlow logs where each operation runs. */
import { decodeBatch } from '../../src-main/engine/decoding/beam-search';
import { createModel } from '../../src-main/engine/model/create-model';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import { syntheticWorkload } from '../workload/workload';
import { SMALL_SIZES, SyntheticTraining } from './traced-work';

async function run(architecture: Architecture): Promise<void> {
  const ops = await selectBackend();
  const training = new SyntheticTraining(ops, architecture, SMALL_SIZES);
  await training.next();
  const { configuration, data, batches } = syntheticWorkload(SMALL_SIZES);
  const model = createModel(ops, architecture, configuration, data);
  for (const beamSize of [1, 3]) {
    const options = { beamSize, maximumLength: 3, lengthNormalisation: 0, attention: true };
    decodeBatch(model, batches[0].sources, options);
  }
}

void run(process.argv[2] as Architecture);
