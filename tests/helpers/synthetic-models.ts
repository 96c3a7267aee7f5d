import { createModel } from '../../src-main/engine/model/create-model';
import type { SequenceToSequence } from '../../src-main/engine/model/sequence-to-sequence';
import type { PreparedData } from '../../src-main/engine/data/prepare';
import { prepareData } from '../../src-main/engine/data/prepare';
import { splitExamples } from '../../src-main/engine/data/split';
import { syntheticSource } from '../../src-main/engine/data/sources/synthetic';
import { selectBackend } from '../../src-main/engine/tensor/select-backend';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import { quietContext, quietWork } from './data';

/** Generated pairs, split and encoded as a study would. */
export async function syntheticData(configuration: RunConfiguration): Promise<PreparedData> {
  const rows = configuration.TRAIN_SIZE + configuration.VAL_SIZE + configuration.TEST_SIZE;
  const source = syntheticSource(`synthetic:${rows}`, quietContext());
  const origin = { location: 'synthetic', description: source.description };
  const split = await splitExamples(await source.read(), configuration, origin, quietWork);
  return prepareData(split, configuration, quietWork);
}

export async function toyModel(
  architecture: Architecture,
  configuration: RunConfiguration,
  data: PreparedData,
): Promise<SequenceToSequence> {
  return createModel(await selectBackend(), architecture, configuration, data);
}
