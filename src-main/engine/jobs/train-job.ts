import type { TrainJob } from '../../../src-shared/contract/engine/jobs';
import type { RecordedTraining } from '../../../src-shared/domain/diagnosis';
import { UserError } from '../../../src-shared/domain/errors';
import { type Intervention, withIntervention } from '../../../src-shared/domain/training';
import { DECODERS, type ArtefactRecord } from '../../../src-shared/domain/run';
import { unigramEntropy } from '../analysis/diagnosis/evidence';
import { NOTHING_RECORDED, recordedUntil, TrainingWatch } from '../analysis/diagnosis/training-watch';
import { findResumePoint } from '../checkpoint/resume-point';
import { RunFolder } from '../checkpoint/run-folder';
import type { PreparedData } from '../data/prepare';
import { describeEnvironment } from '../environment';
import type { JobHost } from '../job-host';
import { createModel } from '../model/create-model';
import { countParameters } from '../../../src-shared/domain/model/parameter-definitions';
import { withReplicas, type Replicas } from '../replicas/replicas';
import { selectBackend, whyPortable } from '../tensor/select-backend';
import type { TensorOperations } from '../tensor/tensor-operations';
import { stepsPerEpoch, Trainer, type TrainingOutcome } from '../training/trainer';
import { INITIAL_STATE, type TrainingState } from '../training/training-state';
import { evaluateWithProgress } from './evaluate-job';
import { resumeNotices, trainingNotices } from './notices';
import { ResourceWatch } from './resource-watch';
import { studyData } from './study-data';

/** Trains and evaluates the runs of a study one after another, each with the study's data and vocabularies. */
export async function runTrainJob(job: TrainJob, host: JobHost): Promise<void> {
  // First, so that settings which are wrong are told before minutes of reading.
  const ops = await selectBackend();
  const { data, artefacts } = await studyData(job, host);
  for (const message of trainingNotices(job.configuration, whyPortable()))
    host.emit({ type: 'notice', message });
  for (const next of job.runs) {
    host.control.throwIfStopping();
    const outcome = await trainRun(job, host, ops, data, next, artefacts).catch(failedRun);
    host.emit({ type: 'run-ended', run: next.run, ...outcome });
  }
}

/** What is wrong with the files of one run does not end the others; anything else ends the job. */
function failedRun(error: unknown): TrainingOutcome {
  if (error instanceof UserError) return { state: 'failed', reason: error.message };
  throw error;
}

async function trainRun(
  job: TrainJob,
  host: JobHost,
  ops: TensorOperations,
  data: PreparedData,
  { run, architecture, resume, recorded = NOTHING_RECORDED, interventions = [] }: TrainJob['runs'][number],
  studyArtefacts: readonly ArtefactRecord[],
): Promise<TrainingOutcome> {
  const folder = new RunFolder(job.home, run);
  await folder.clearUp();
  const model = createModel(ops, architecture, job.configuration, data);
  try {
    const resumed = resume ? await findResumePoint(folder, model) : null;
    const state = withRecorded(resumed?.state ?? INITIAL_STATE, interventions);
    for (const message of resumed ? resumeNotices(architecture, resumed) : [])
      host.emit({ type: 'notice', message });
    host.emit({
      type: 'run-started',
      run,
      parameters: countParameters(model.parameters.definitions),
      stepsPerEpoch: stepsPerEpoch(data, job.configuration),
      environment: describeEnvironment(ops.description),
      done: { step: state.step, epoch: state.epoch },
    });
    const description = { study: job.study, architecture, configuration: job.configuration };
    const own = [await folder.saveDescription(description), ...(resumed?.artefacts ?? [])];
    for (const record of [...studyArtefacts, ...own]) host.emit({ type: 'artefact', run, record });
    const watch = watchRun(job, data, { run, architecture }, recordedUntil(recorded, state));
    const resources = new ResourceWatch(ops.description.device, (sample) =>
      host.emit({ type: 'resources', run, sample }),
    );
    return await withReplicas(model, async (replicas) => {
      const trainer = new Trainer(replicas, data, job.configuration, state, {
        control: host.control,
        step: (record) => {
          watch.addStep(record);
          host.emit({ type: 'step', run, record });
          resources.look(record.step);
        },
        epoch: (record, probes) => {
          host.emit({ type: 'epoch', run, record });
          if (probes.length > 0) host.emit({ type: 'probes', run, epoch: record.epoch, records: probes });
          for (const finding of watch.addEpoch(record, probes))
            host.emit({ type: 'finding', run, told: { epoch: record.epoch, finding } });
        },
        newLearningRate: () => host.control.takeLearningRate(run),
        intervened: (intervention) => host.emit({ type: 'intervention', run, intervention }),
        paused: () => host.emit({ type: 'run-paused', run }),
        continued: () => host.emit({ type: 'run-continued', run }),
        saveCheckpoint: async (name, current) => {
          // All that led to it is on disk first: a run that goes on from here leaves no gap in its history.
          await host.flushed();
          host.emit({ type: 'artefact', run, record: await folder.save(name, model, current) });
        },
      });
      const outcome = await trainer.train();
      return outcome.state === 'finished'
        ? await evaluateRun(job, host, folder, replicas, data, run, outcome)
        : outcome;
    });
  } finally {
    model.parameters.dispose();
  }
}

/** What was changed beyond a checkpoint is changed again at its step. */
function withRecorded(state: TrainingState, recorded: readonly Intervention[]): TrainingState {
  const later = recorded.filter(({ step }) => step > state.step);
  const interventions = later.reduce(withIntervention, state.interventions);
  return interventions === state.interventions ? state : { ...state, interventions };
}

function watchRun(
  { configuration }: TrainJob,
  data: PreparedData,
  run: Pick<TrainJob['runs'][number], 'run' | 'architecture'>,
  recorded: RecordedTraining,
): TrainingWatch {
  const watched = {
    ...run,
    configuration,
    stepsPerEpoch: stepsPerEpoch(data, configuration),
    targetUnigramEntropy: unigramEntropy(data.train.map(({ target }) => target)),
  };
  return new TrainingWatch(watched, recorded);
}

/** Scores the best checkpoint on the test split, greedily and by beam search. */
async function evaluateRun(
  job: TrainJob,
  host: JobHost,
  folder: RunFolder,
  replicas: Replicas,
  data: PreparedData,
  run: string,
  outcome: TrainingOutcome,
): Promise<TrainingOutcome> {
  const { epoch } = (await folder.load('best', replicas.model)).state;
  const isDone = await evaluateWithProgress(host, replicas, data, {
    run,
    split: 'test',
    decoders: DECODERS,
    configuration: job.configuration,
    epoch,
  });
  return isDone ? outcome : { state: 'stopped', reason: 'Stopped by the user while it was evaluated' };
}
