import type { EngineJob } from '../../src-shared/contract/engine/jobs';
import { assertNever, UserError } from '../../src-shared/domain/errors';
import { JobStopped } from './job-control';
import type { JobHost } from './job-host';
import { runAddDataJob } from './jobs/add-data-job';
import { runAttentionJob } from './jobs/attention-job';
import { runBundleJob, runUnpackJob } from './jobs/bundle-jobs';
import { runCompareDecodersJob, runCompareJob } from './jobs/compare-job';
import { runDiagnoseJob } from './jobs/diagnose-job';
import { runEvaluateJob } from './jobs/evaluate-job';
import { runExportJob } from './jobs/export-job';
import { runGenerateJob } from './jobs/generate-job';
import { runImportJob } from './jobs/import-job';
import { runInspectJob } from './jobs/inspect-job';
import { runMemorisationJob } from './jobs/memorisation-job';
import { runPassportJob } from './jobs/passport-job';
import { runReportJob } from './jobs/report-job';
import { runTrainJob } from './jobs/train-job';
import { runTrialJob } from './jobs/trial-job';
import { runVerifyJob } from './jobs/verify-job';
import { runVerifyReportJob } from './jobs/verify-report-job';

/** Runs a job to its end, also one that cannot be made after all. Never rejects: the last event is `job-done` (also when the user stopped it) or `job-failed`. */
export async function runJob(job: EngineJob | Promise<EngineJob>, host: JobHost): Promise<void> {
  try {
    await dispatch(await job, host);
    host.emit({ type: 'job-done' });
  } catch (error) {
    if (error instanceof JobStopped) return host.emit({ type: 'job-done' });
    host.emit({
      type: 'job-failed',
      message: explain(error),
      userError: error instanceof UserError || isFullDisk(error),
      stack: error instanceof Error ? (error.stack ?? null) : null,
    });
  }
}

function dispatch(job: EngineJob, host: JobHost): Promise<void> {
  switch (job.kind) {
    case 'train':
      return runTrainJob(job, host);
    case 'evaluate':
      return runEvaluateJob(job, host);
    case 'generate':
      return runGenerateJob(job, host);
    case 'inspect':
      return runInspectJob(job, host);
    case 'trial':
      return runTrialJob(job, host);
    case 'diagnose':
      return runDiagnoseJob(job, host);
    case 'attention':
      return runAttentionJob(job, host);
    case 'memorisation':
      return runMemorisationJob(job, host);
    case 'import':
      return runImportJob(job, host);
    case 'add-data':
      return runAddDataJob(job, host);
    case 'passport':
      return runPassportJob(job, host);
    case 'verify':
      return runVerifyJob(job, host);
    case 'verify-report':
      return runVerifyReportJob(job, host);
    case 'bundle':
      return runBundleJob(job, host);
    case 'unpack':
      return runUnpackJob(job, host);
    case 'export':
      return runExportJob(job, host);
    case 'compare':
      return runCompareJob(job, host);
    case 'compare-decoders':
      return runCompareDecodersJob(job, host);
    case 'report':
      return runReportJob(job, host);
    default:
      return assertNever(job);
  }
}

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isFullDisk(error)) return error.message;
  const { path } = error as NodeJS.ErrnoException;
  return `The disk is full${path ? ` (writing ${path})` : ''}; free some space and start or resume again; what was saved before is whole`;
}
