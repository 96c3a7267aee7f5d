import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { PreparedData } from '../data/prepare';
import type { JobHost } from '../job-host';
import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../../../src-shared/domain/model/model-options';
import { withReplicas, type Replicas } from '../replicas/replicas';
import { selectBackend } from '../tensor/select-backend';
import { jobWork } from './progress';

/** A run as it was at its best, with the study's stored data. */
export interface BestCheckpoint {
  readonly replicas: Replicas;
  readonly data: PreparedData;
  readonly configuration: RunConfiguration;
  readonly epoch: number;
}

/** Loads a run's best checkpoint for the length of `work`. */
export async function withBestCheckpoint<Result>(
  { home, study, run }: { readonly home: string; readonly study: string; readonly run: string },
  host: JobHost,
  work: (best: BestCheckpoint) => Promise<Result>,
): Promise<Result> {
  const folder = new RunFolder(home, run);
  const { architecture, configuration } = await folder.loadDescription();
  const { data } = await StudyFolder.of(home, study).loadData(configuration, jobWork(host, run));
  const vocabularies = { source: data.sourceVocabulary.size, target: data.targetVocabulary.size };
  const options = modelOptions(architecture, configuration, vocabularies);
  const model = createEmptyModel(await selectBackend(), options);
  try {
    const { epoch } = (await folder.load('best', model)).state;
    return await withReplicas(model, (replicas) => work({ replicas, data, configuration, epoch }));
  } finally {
    model.parameters.dispose();
  }
}
