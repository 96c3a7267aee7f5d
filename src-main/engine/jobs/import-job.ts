import type { ImportJob } from '../../../src-shared/contract/engine';
import { UserError } from '../../../src-shared/domain/errors';
import type { JobHost } from '../job-host';

export async function runImportJob(job: ImportJob, _host: JobHost): Promise<void> {
  throw new UserError(`${job.path}: not yet`);
}
