import { createModel } from '../../src-main/engine/model/create-model';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { PreparedData } from '../../src-main/engine/data/prepare';
import { prepareData } from '../../src-main/engine/data/prepare';
import { splitExamples } from '../../src-main/engine/data/split';
import { loadSynthetic } from '../../src-main/engine/data/sources/synthetic';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';

/** Generated pairs, split and encoded as a study would. */
export async function syntheticData(configuration: RunConfiguration): Promise<PreparedData> {
  const rows = configuration.TRAIN_SIZE + configuration.VAL_SIZE + configuration.TEST_SIZE;
  const progress = () => {};
  const loaded = await loadSynthetic(`synthetic:${rows}`, { cacheDirectory: '', progress });
  return prepareData(splitExamples(loaded, configuration, 'synthetic'), configuration, progress);
}

export async function toyModel(
  architecture: Architecture,
  configuration: RunConfiguration,
  data: PreparedData,
): Promise<SequenceToSequence> {
  return createModel(await selectBackend(), architecture, configuration, data);
}
