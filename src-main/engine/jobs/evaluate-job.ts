import type { EvaluateJob } from '../../../src-shared/contract/engine';
import { RunFolder } from '../checkpoint/run-folder';
import { StudyFolder } from '../checkpoint/study-folder';
import type { PreparedData } from '../data/prepare';
import { evaluate, type Evaluation, type EvaluationRequest } from '../evaluation/evaluate';
import type { JobHost } from '../job-host';
import { JobStopped } from '../job-control';
import { createEmptyModel } from '../model/create-model';
import { modelOptions } from '../model/model-options';
import { withReplicas, type Replicas } from '../replicas/replicas';
import { selectBackend } from '../tensor/select-backend';
import { jobWork, mayGoOn, progressReporter } from './progress';

/** Decodes and scores a split with a run's best checkpoint and the study's stored data. */
export async function runEvaluateJob(job: EvaluateJob, host: JobHost): Promise<void> {
  const folder = new RunFolder(job.home, job.run);
  const { architecture, configuration } = await folder.loadDescription();
  const { data } = await StudyFolder.of(job.home, job.study).loadData(configuration, jobWork(host, job.run));
  const vocabularies = { source: data.sourceVocabulary.size, target: data.targetVocabulary.size };
  const options = modelOptions(architecture, configuration, vocabularies);
  const model = createEmptyModel(await selectBackend(), options);
  try {
    const { epoch } = (await folder.load('best', model)).state;
    const evaluation = await withReplicas(model, (replicas) =>
      evaluateWithProgress(host, replicas, data, { ...job, configuration, epoch }),
    );
    if (evaluation === null) throw new JobStopped();
    host.emit({ type: 'evaluation', run: job.run, ...evaluation });
  } finally {
    model.parameters.dispose();
  }
}

/** Evaluates the checkpoint that the model holds, with progress events. Null when stopped. */
export function evaluateWithProgress(
  host: JobHost,
  replicas: Replicas,
  data: PreparedData,
  request: EvaluationRequest,
): Promise<Evaluation | null> {
  const progress = progressReporter(host, request.run);
  const activity = request.decoder === 'beam' ? 'Decoding by beam search' : 'Decoding greedily';
  return evaluate(replicas, data, request, (done, total) => {
    progress(activity, done, total, 'examples');
    return mayGoOn(host, request.run);
  });
}
