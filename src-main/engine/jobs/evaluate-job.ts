import type { EvaluateJob } from '../../../src-shared/contract/engine';
import type { Decoder } from '../../../src-shared/domain/run';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { PreparedData } from '../data/prepare';
import { evaluate, type EvaluationRequest } from '../evaluation/evaluate';
import { scoreReferences } from '../evaluation/reference-scores';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../model/model-options';
import { withReplicas, type Replicas } from '../replicas/replicas';
import { selectBackend } from '../tensor/select-backend';
import { jobWork, mayGoOn, progressReporter } from './progress';

/** Decodes and scores a split, by every decoder asked for, with a run's best checkpoint and the study's stored data. */
export async function runEvaluateJob(job: EvaluateJob, host: JobHost): Promise<void> {
  const folder = new RunFolder(job.home, job.run);
  const { architecture, configuration } = await folder.loadDescription();
  const { data } = await StudyFolder.of(job.home, job.study).loadData(configuration, jobWork(host, job.run));
  const vocabularies = { source: data.sourceVocabulary.size, target: data.targetVocabulary.size };
  const options = modelOptions(architecture, configuration, vocabularies);
  const model = createEmptyModel(await selectBackend(), options);
  try {
    const { epoch } = (await folder.load('best', model)).state;
    const isDone = await withReplicas(model, (replicas) =>
      evaluateWithProgress(host, replicas, data, { ...job, configuration, epoch }),
    );
    if (!isDone) throw new JobStopped();
  } finally {
    model.parameters.dispose();
  }
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
