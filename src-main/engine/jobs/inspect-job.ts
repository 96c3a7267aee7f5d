import { join } from 'node:path';
import type { InspectJob } from '../../../src-shared/contract/engine/jobs';
import { inspectData } from '../data/inspect';
import type { JobHost } from '../job-host';
import { jobWork } from './progress';

/** Reports on a data source without training. */
export async function runInspectJob(job: InspectJob, host: JobHost): Promise<void> {
  const context = { ...jobWork(host), cacheDirectory: join(job.home, 'datasets') };
  host.emit({ type: 'data-report', report: await inspectData(job.source, job.configuration, context) });
}
