import { join } from 'node:path';
import type { AddDataJob } from '../../../src-shared/contract/engine';
import type { SplitRecord } from '../../../src-shared/domain/data';
import { StudyFolder } from '../checkpoint/study-folder';
import { openSource } from '../data/sources';
import { splitExamples } from '../data/split';
import type { JobHost } from '../job-host';
import { scaledDownNotice } from './notices';
import { jobWork } from './progress';

/** Gives data to a study that was imported without. The split's record is the last of its files. */
export async function runAddDataJob(job: AddDataJob, host: JobHost): Promise<void> {
  const folder = StudyFolder.of(job.home, job.study);
  // That the stored vocabularies can be read is known before minutes of reading.
  await folder.loadVocabularies();
  await folder.removeLeftovers();
  const split = await storeExamples(job, folder, host);
  await folder.saveRecord(split);
  host.emit({ type: 'split-ready', study: job.study, split });
  const artefacts = await folder.artefacts(job.home);
  for (const run of job.runs) for (const record of artefacts) host.emit({ type: 'artefact', run, record });
}

/**
 * Reads a source, splits it and stores the examples in a study's folder, whose vocabularies are given. Gives the split's
 * record, which is yet to be stored.
 */
export async function storeExamples(
  { home, source, configuration }: Pick<AddDataJob, 'home' | 'source' | 'configuration'>,
  folder: StudyFolder,
  host: JobHost,
): Promise<SplitRecord> {
  const work = jobWork(host);
  const opened = await openSource(source, { ...work, cacheDirectory: join(home, 'datasets') });
  for (const message of opened.notices) host.emit({ type: 'notice', message });
  const origin = { location: source.location, description: opened.description };
  const split = await splitExamples(await opened.read(), configuration, origin, work);
  const notice = scaledDownNotice(split.record);
  if (notice !== null) host.emit({ type: 'notice', message: notice });
  await folder.saveExamples(split, work);
  return split.record;
}
