import { join } from 'node:path';
import type { VerifyJob } from '../../../src-shared/contract/engine/jobs';
import type { PassportContent } from '../../../src-shared/domain/passport';
import { arithmeticDifferences, arithmeticMetadata } from '../checkpoint/arithmetic';
import { openSource } from '../data/sources';
import { type Split, splitExamples } from '../data/split';
import { readUtf8 } from '../files/read-utf8';
import type { JobHost } from '../job-host';
import { parsePassport } from '../passport/passport-file';
import { openVerifiedRun } from '../passport/verified-run';
import { verifyPassport } from '../passport/verify-passport';
import { selectBackend } from '../tensor/select-backend';
import type { BackendDescription } from '../tensor/tensor-operations';
import type { Work } from '../work';
import { jobWork } from './progress';

/** Verifies a passport: reads its data again from their source, and decodes again where there are weights. */
export async function runVerifyJob(job: VerifyJob, host: JobHost): Promise<void> {
  const { content } = parsePassport(await readUtf8(job.passport), job.passport);
  const run = await openVerifiedRun(job);
  const work = jobWork(host);
  const split = await rebuiltSplit(job, content, host, work);
  const items = await verifyPassport(content, split, run, work);
  const { name, architecture } = content.run;
  const arithmetic = run.weights ? await otherArithmetic(content) : null;
  host.emit({ type: 'verification', verification: { run: name, architecture, arithmetic, items } });
}

async function rebuiltSplit(
  { home, source }: VerifyJob,
  { configuration, source: { options } }: PassportContent,
  host: JobHost,
  work: Work,
): Promise<Split> {
  const request = { location: source.location, options: { ...options, ...source.options } };
  const opened = await openSource(request, { ...work, cacheDirectory: join(home, 'datasets') });
  for (const message of opened.notices) host.emit({ type: 'notice', message });
  const origin = { location: source.location, description: opened.description };
  return splitExamples(await opened.read(), configuration, origin, work);
}

async function otherArithmetic({ environment }: PassportContent): Promise<string[]> {
  const { description } = await selectBackend();
  // A run of before a fact was recorded lacks it.
  const recorded = arithmeticMetadata({ ...description, ...environment } as BackendDescription);
  return arithmeticDifferences(recorded, description);
}
