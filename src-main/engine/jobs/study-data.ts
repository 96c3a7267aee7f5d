import { join } from 'node:path';
import type { TrainJob } from '../../../src-shared/contract/engine/jobs';
import type { RunConfiguration } from '../../../src-shared/domain/configuration';
import type { ArtefactRecord } from '../../../src-shared/domain/run';
import { KEEPING, type Preparation, PreparationCache } from '../checkpoint/preparation-cache';
import { StudyFolder } from '../checkpoint/study-folder';
import { preparationKey } from '../data/preparation-key';
import { prepareData, type PreparedData } from '../data/prepare';
import { type LoadedExamples, openSource, type SourceBasis } from '../data/sources';
import { splitExamples, type SplitOrigin } from '../data/split';
import { JobStopped } from '../job-control';
import type { JobHost } from '../job-host';
import type { Work } from '../work';
import { scaledDownNotice } from './notices';
import { jobWork } from './progress';

const LOOKING = 'Looking for data prepared before';

export interface StudyData {
  readonly data: PreparedData;
  readonly artefacts: readonly ArtefactRecord[];
}

/**
 * The study's data: as stored when the study was begun before; else as prepared before for another study with the same
 * rows and settings; else read from its source, split and encoded. In the end it is stored in the study's folder.
 */
export async function studyData(job: TrainJob, host: JobHost): Promise<StudyData> {
  const folder = StudyFolder.of(job.home, job.study);
  const work = jobWork(host);
  const { record, data } = folder.isComplete
    ? await folder.loadData(job.configuration, work)
    : await newStudyData(job, host, folder, work);
  const artefacts = await folder.artefacts(job.home);
  host.emit({ type: 'split-ready', study: job.study, split: record });
  return { data, artefacts };
}

async function newStudyData(
  job: TrainJob,
  host: JobHost,
  folder: StudyFolder,
  work: Work,
): Promise<Preparation> {
  const { configuration } = job;
  const datasets = join(job.home, 'datasets');
  const source = await openSource(job.source, { ...work, cacheDirectory: datasets });
  for (const message of source.notices) host.emit({ type: 'notice', message });
  const origin = { location: job.source.location, description: source.description };
  const cache = new PreparationCache(join(datasets, 'prepared'));
  const keyOf = (basis: SourceBasis, activity: string) =>
    preparationKey(basis, configuration, activity, work);
  const key = source.basis && (await keyOf(source.basis, LOOKING));
  await folder.removeLeftovers();
  const kept = key && (await cache.take(key, folder, work));
  const { record, data } = kept
    ? { ...kept, record: { ...kept.record, ...origin } }
    : await prepare(await source.read(), origin, configuration, folder, work);
  const notice = scaledDownNotice(record);
  if (notice !== null) host.emit({ type: 'notice', message: notice });
  await folder.save(record, data, configuration);
  if (key && !kept)
    await keep(async () => {
      // A source that has changed while it was read is not what its key says.
      const isSame = key === (await keyOf(source.basis!, KEEPING));
      if (isSame) await cache.keep(key, folder, { record, data }, configuration, work);
    }, host);
  return { record, data };
}

/** Keeps prepared data for later; a study that has its data does not need it. */
async function keep(store: () => Promise<void>, host: JobHost): Promise<void> {
  try {
    await store();
  } catch (error) {
    if (error instanceof JobStopped) throw error;
    const message = `The prepared data could not be kept for another study (${(error as Error).message})`;
    host.emit({ type: 'notice', message });
  }
}

/** Splits and encodes rows; meanwhile their examples are stored in the study's folder. */
async function prepare(
  loaded: LoadedExamples,
  origin: SplitOrigin,
  configuration: RunConfiguration,
  folder: StudyFolder,
  work: Work,
): Promise<Preparation> {
  const split = await splitExamples(loaded, configuration, origin, work);
  // Compression has a thread of its own. It reports once it is the only thing left to wait for.
  let isPrepared = false;
  const storing = folder.saveExamples(split, {
    ...work,
    progress: (...progress) => (isPrepared ? work.progress(...progress) : undefined),
  });
  const preparing = prepareData(split, configuration, work).finally(() => (isPrepared = true));
  const [data] = await allDone([preparing, storing]);
  return { record: split.record, data };
}

/** As Promise.all, but when a failure is reported, what went on beside it has ended. */
async function allDone<First, Second>(
  tasks: readonly [Promise<First>, Promise<Second>],
): Promise<[First, Second]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}
