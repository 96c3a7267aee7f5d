import { join } from 'node:path';
import type { AddDataJob } from '../../../src-shared/contract/engine/jobs';
import type { SplitRecord } from '../../../src-shared/domain/data';
import { StudyFolder } from '../checkpoint/study-folder';
import type { Vocabularies } from '../data/prepare';
import { openSource } from '../data/sources';
import { splitExamples } from '../data/split';
import { vocabularyOrigin } from '../data/vocabulary-origin';
import type { JobHost } from '../job-host';
import { scaledDownNotice, vocabularyNotice } from './notices';
import { jobWork } from './progress';

/** Gives data to a study that was imported without. The split's record is the last of its files. */
export async function runAddDataJob(job: AddDataJob, host: JobHost): Promise<void> {
  const folder = StudyFolder.of(job.home, job.study);
  const vocabularies = await folder.loadVocabularies();
  await folder.removeLeftovers();
  const split = await storeExamples(job, vocabularies, folder, host);
  await folder.saveRecord(split);
  host.emit({ type: 'split-ready', study: job.study, split });
  const artefacts = await folder.artefacts(job.home);
  for (const run of job.runs) for (const record of artefacts) host.emit({ type: 'artefact', run, record });
}

/**
 * Reads a source, splits it and stores the examples in a study's folder. Whether they can be those that the vocabularies were
 * built from is told. Gives the split's record, which is yet to be stored.
 */
export async function storeExamples(
  { home, source, configuration }: Pick<AddDataJob, 'home' | 'source' | 'configuration'>,
  vocabularies: Vocabularies,
  folder: StudyFolder,
  host: JobHost,
): Promise<SplitRecord> {
  const work = jobWork(host);
  const opened = await openSource(source, { ...work, cacheDirectory: join(home, 'datasets') });
  for (const message of opened.notices) host.emit({ type: 'notice', message });
  const origin = { location: source.location, description: opened.description };
  const split = await splitExamples(await opened.read(), configuration, origin, work);
  const scaledDown = scaledDownNotice(split.record);
  const fit = vocabularyNotice(await vocabularyOrigin(split, vocabularies, work), configuration);
  for (const message of [scaledDown, fit]) if (message !== null) host.emit({ type: 'notice', message });
  await folder.saveExamples(split, work);
  return split.record;
}
