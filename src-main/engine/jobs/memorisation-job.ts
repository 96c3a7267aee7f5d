import type { MemorisationJob } from '../../../src-shared/contract/engine/jobs';
import { findMemorisation } from '../analysis/memorisation/memorisation';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import { encodeSplit } from '../data/prepare';
import { tokeniseSplit, WHOLE_TEXTS } from '../data/tokenised-split';
import type { JobHost } from '../job-host';
import { jobWork } from './progress';

/** Looks up what an evaluation read and wrote among the examples that the run was trained with. */
export async function runMemorisationJob(job: MemorisationJob, host: JobHost): Promise<void> {
  const { run, split, decoder, predictions } = job;
  const work = jobWork(host, run);
  const { configuration } = await new RunFolder(job.home, run).loadDescription();
  const folder = StudyFolder.of(job.home, job.study);
  const rows = await folder.loadSplit(work);
  const vocabularies = await folder.loadVocabularies();
  const data = { ...vocabularies, ...(await encodeSplit(rows, vocabularies, configuration, work)) };
  const texts = await tokeniseSplit(rows, WHOLE_TEXTS, configuration, work);
  const report = await findMemorisation({ data, texts, split, predictions }, work);
  host.emit({ type: 'memorisation', run, split, decoder, report });
}
