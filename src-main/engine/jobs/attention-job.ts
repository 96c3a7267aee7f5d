import type { AttentionJob } from '../../../src-shared/contract/engine/jobs';
import { UserError } from '../../../src-shared/domain/errors';
import { reportAttention } from '../evaluation/attention-report';
import { JobStopped } from '../job-control';
import type { JobHost } from '../job-host';
import { withBestCheckpoint } from './best-checkpoint';
import { mayGoOn, progressReporter } from './progress';

/** Says, by examples drawn from a split, whether a run's attention tells what its answers depend on. */
export async function runAttentionJob(job: AttentionJob, host: JobHost): Promise<void> {
  const { run, split, decoder, examples: sampleSize, seed } = job;
  const progress = progressReporter(host, run);
  const report = await withBestCheckpoint(job, host, ({ replicas, data, configuration, epoch }) => {
    if (!replicas.model.options.attention) throw new UserError(`Run ${run} has no attention to be looked at`);
    const request = { decoder, epoch, configuration, sampleSize, seed };
    return reportAttention(replicas, data[split], request, (...activity) => {
      progress(...activity);
      return mayGoOn(host, run);
    });
  });
  if (report === null) throw new JobStopped();
  host.emit({ type: 'attention', run, split, decoder, report });
}
