import type { CompareDecodersJob, CompareJob } from '../../../src-shared/contract/engine/jobs';
import { compareDecoders, compareWithReference } from '../analysis/run-comparison';
import type { JobHost } from '../job-host';
import { jobWork } from './progress';

/** Compares what runs wrote for the same examples, as the history holds it. */
export async function runCompareJob({ runs, ...request }: CompareJob, host: JobHost): Promise<void> {
  host.emit({ type: 'comparison', comparison: await compareWithReference(runs, request, jobWork(host)) });
}

/** Compares what each run wrote by its two decoders, as the history holds it. */
export async function runCompareDecodersJob(
  { runs, ...request }: CompareDecodersJob,
  host: JobHost,
): Promise<void> {
  host.emit({ type: 'decoder-comparison', comparison: await compareDecoders(runs, request, jobWork(host)) });
}
