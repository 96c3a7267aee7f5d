import type { VerifyReportJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import { readUtf8 } from '../files/read-utf8';
import type { JobHost } from '../job-host';

/** Verifies a report page: draws it again from what it embeds. */
export async function runVerifyReportJob(
  { path, application }: VerifyReportJob,
  host: JobHost,
): Promise<void> {
  const text = await readUtf8(path);
  // What draws is loaded by the jobs that draw alone.
  const { verifyReport } = await import('../report/verify');
  try {
    host.emit({ type: 'report-verification', verification: verifyReport(text, application) });
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${path}: ${error.message}`) : error;
  }
}
