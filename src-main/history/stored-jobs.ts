import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import type { StoredJob } from '../../src-shared/contract/engine/stored-jobs';
import { compareDecodersJob, compareJob } from './compare-jobs';
import { openHistoryToRead, type History } from './history';
import { memorisationJob } from './jobs';
import { reportJob } from './report-jobs';

/**
 * The job that is asked for, with all that it needs of the history; for a process beside the one that owns the history.
 * @throws UserError that says what to run where an evaluation is missing.
 */
export function readStoredJob(job: StoredJob): EngineJob {
  const history = openHistoryToRead(job.home);
  try {
    return jobFrom(history, job);
  } finally {
    history.close();
  }
}

function jobFrom(history: History, job: StoredJob): EngineJob {
  switch (job.asked) {
    case 'compare':
      return compareJob(history, job.request);
    case 'compare-decoders':
      return compareDecodersJob(history, job.request);
    case 'memorisation':
      return memorisationJob(history, job.request);
    case 'report':
      return reportJob(history, job.request);
  }
}
