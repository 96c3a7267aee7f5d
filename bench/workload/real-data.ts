import { join } from 'node:path';
import { prepareData, type EncodedExample, type PreparedData } from '../../src-main/engine/data/prepare';
import { openSource } from '../../src-main/engine/data/sources';
import { splitExamples } from '../../src-main/engine/data/split';
import type { Batch } from '../../src-main/engine/model/sequence-to-sequence';
import type { Work } from '../../src-main/engine/work';
import { defaultHome } from '../../src-main/history/home';
import type { RunConfiguration } from '../../src-shared/domain/configuration';

/** Reads, splits and encodes a data source as a study does. */
export async function preparedData(location: string, configuration: RunConfiguration): Promise<PreparedData> {
  const work: Work = { progress: () => {}, breathe: async () => {} };
  const source = await openSource({ location }, { ...work, cacheDirectory: join(defaultHome(), 'datasets') });
  const origin = { location, description: source.description };
  return prepareData(
    await splitExamples(await source.read(), configuration, origin, work),
    configuration,
    work,
  );
}

/** The examples of each list of indices as a batch. */
export function batchesOf(examples: readonly EncodedExample[], indices: readonly Int32Array[]): Batch[] {
  return indices.map((rows) => ({
    sources: Array.from(rows, (row) => examples[row].source),
    targets: Array.from(rows, (row) => examples[row].target),
  }));
}
