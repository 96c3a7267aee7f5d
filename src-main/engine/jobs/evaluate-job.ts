import type { EvaluateJob } from '../../../src-shared/contract/engine/jobs';
import type { Decoder } from '../../../src-shared/domain/run';
import type { PreparedData } from '../data/prepare';
import { evaluate, type EvaluationRequest } from '../evaluation/evaluate';
import { scoreReferences } from '../evaluation/reference-scores';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import type { Replicas } from '../replicas/replicas';
import { withBestCheckpoint } from './best-checkpoint';
import { mayGoOn, progressReporter } from './progress';

/** Decodes and scores a split, by every decoder asked for, with a run's best checkpoint and the study's stored data. */
export async function runEvaluateJob(job: EvaluateJob, host: JobHost): Promise<void> {
  const isDone = await withBestCheckpoint(job, host, ({ replicas, data, configuration, epoch }) =>
    evaluateWithProgress(host, replicas, data, { ...job, configuration, epoch }),
  );
  if (!isDone) throw new JobStopped();
}

type CheckpointRequest = Omit<EvaluationRequest, 'decoder' | 'references'> & Pick<EvaluateJob, 'decoders'>;

const ACTIVITIES: Readonly<Record<Decoder, string>> = {
  greedy: 'Decoding greedily',
  beam: 'Decoding by beam search',
};

/**
 * Evaluates the checkpoint that the model holds by each decoder, with progress events and an event for each evaluation.
 * False when stopped.
 */
export async function evaluateWithProgress(
  host: JobHost,
  replicas: Replicas,
  data: PreparedData,
  { decoders, ...checkpoint }: CheckpointRequest,
): Promise<boolean> {
  const { run, split } = checkpoint;
  const progress = progressReporter(host, run);
  const report = (activity: string) => (done: number) => {
    progress(activity, done, data[split].length, 'examples');
    return mayGoOn(host, run);
  };
  const references = await scoreReferences(replicas, data[split], report('Scoring references'));
  if (references === null) return false;
  for (const decoder of decoders) {
    const request = { ...checkpoint, decoder, references };
    const evaluation = await evaluate(replicas, data, request, report(ACTIVITIES[decoder]));
    if (evaluation === null) return false;
    host.emit({ type: 'evaluation', run, ...evaluation });
  }
  return true;
}
