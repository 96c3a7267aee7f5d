import { join } from 'node:path';
import type { TrainJob } from '../../../src-shared/contract/engine';
import type { SplitRecord } from '../../../src-shared/domain/data';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { StudyFolder } from '../checkpoint/study-folder';
import { prepareData, type PreparedData } from '../data/prepare';
import { openSource, type SourceContext } from '../data/sources';
import { splitExamples } from '../data/split';
import type { JobHost } from '../job-host';
import { scaledDownNotice } from './notices';
import { jobWork } from './progress';

export interface StudyData {
  readonly data: PreparedData;
  readonly artefacts: readonly ArtefactRecord[];
}

/** The study's data: as stored when the study was begun before, else read from its source, split, encoded and stored. */
export async function studyData(job: TrainJob, host: JobHost): Promise<StudyData> {
  const folder = new StudyFolder(job.home, job.study);
  const work = jobWork(host);
  const context = { ...work, cacheDirectory: join(job.home, 'datasets') };
  const { record, data } = folder.isComplete
    ? await folder.loadData(job.configuration, work)
    : await prepareStudy(job, host, folder, context);
  const artefacts = await folder.artefacts();
  host.emit({ type: 'split-ready', study: job.study, split: record });
  return { data, artefacts };
}

async function prepareStudy(
  job: TrainJob,
  host: JobHost,
  folder: StudyFolder,
  context: SourceContext,
): Promise<{ record: SplitRecord; data: PreparedData }> {
  const source = await openSource(job.source, context);
  for (const message of source.notices) host.emit({ type: 'notice', message });
  const origin = { location: job.source.location, description: source.description };
  const split = await splitExamples(await source.read(), job.configuration, origin, context);
  const notice = scaledDownNotice(split.record);
  if (notice !== null) host.emit({ type: 'notice', message: notice });
  await folder.removeLeftovers();
  // Compression has a thread of its own. It reports once it is the only thing left to wait for.
  let isPrepared = false;
  const storing = folder.saveExamples(split, {
    ...context,
    progress: (...progress) => (isPrepared ? context.progress(...progress) : undefined),
  });
  const preparing = prepareData(split, job.configuration, context).finally(() => (isPrepared = true));
  const [data] = await allDone([preparing, storing]);
  await folder.save(split.record, data, job.configuration);
  return { record: split.record, data };
}

/** As Promise.all, but what goes on beside a failure has ended when it is reported. */
async function allDone<First, Second>(
  tasks: readonly [Promise<First>, Promise<Second>],
): Promise<[First, Second]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
