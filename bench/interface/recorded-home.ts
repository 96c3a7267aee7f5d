import { openHistory, type History, Recorder, trainJob } from '../../src-main/history';
import { scoreCorpus } from '../../src-main/engine/evaluation/corpus-scores';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import { ARCHITECTURES, type Architecture } from '../../src-shared/domain/architecture';
import { completeConfiguration, PRESETS } from '../../src-shared/domain/configuration';
import type {
  EnvironmentRecord,
  EpochRecord,
  EvaluationSummary,
  PredictionRecord,
  StepRecord,
} from '../../src-shared/domain/run';
import { answerOf } from './recorded-answers';
import { tokensOf } from '../../src-shared/domain/tokens';

/** What a home is filled with, so that the window meets a history that has grown. */
export interface RecordedHome {
  readonly studies: number;
  readonly architectures: readonly Architecture[];
  readonly stepsPerRun: number;
  /** Test examples with a greedy answer of every run. */
  readonly examples: number;
}

const EPOCHS = 20;
export const ENVIRONMENT: EnvironmentRecord = {
  application: '0.1.0',
  gitRevision: null,
  platform: 'linux x64',
  runtime: 'Node 20.20.2',
  backend: 'native',
  tensorflow: '2.21.0',
  device: 'CPU',
  threads: 2,
  oneDnn: true,
};

/** Records finished and evaluated studies through the history, as training would have; the ids of their runs, by study. */
export function recordHome(home: string, content: RecordedHome): readonly (readonly string[])[] {
  const history = openHistory(home);
  try {
    return Array.from({ length: content.studies }, (_, number) => recordStudy(history, number, content));
  } finally {
    history.close();
  }
}

function recordStudy(history: History, number: number, content: RecordedHome): readonly string[] {
  const study = history.studies.create({
    name: `Study ${number + 1}`,
    source: { location: `synthetic:${1000 + number}` },
    configuration: completeConfiguration(PRESETS.recommended, {
      EPOCHS,
      SEED: 42 + (number % 5),
      HIDDEN_DIM: 64 * (1 + (number % 4)),
      WEIGHT_TYING: false,
    }),
    architectures: content.architectures,
  });
  const recorder = new Recorder(history, trainJob(history, study));
  for (const { id, architecture } of study.runs)
    for (const event of eventsOfRun(id, architecture, content)) recorder.record(event);
  recorder.record({ type: 'job-done' });
  return study.runs.map(({ id }) => id);
}

function* eventsOfRun(
  run: string,
  architecture: Architecture,
  { stepsPerRun, examples }: RecordedHome,
): Generator<EngineEvent> {
  const stepsPerEpoch = Math.ceil(stepsPerRun / EPOCHS);
  const done = { step: 0, epoch: 0 };
  yield { type: 'run-started', run, parameters: 4_239_752, stepsPerEpoch, environment: ENVIRONMENT, done };
  for (let step = 1; step <= stepsPerRun; step++)
    yield { type: 'step', run, record: stepRecord(step, Math.ceil(step / stepsPerEpoch)) };
  for (let epoch = 1; epoch <= EPOCHS; epoch++) yield { type: 'epoch', run, record: epochRecord(epoch) };
  const predictions = Array.from({ length: examples }, (_, index) =>
    answerOf(index, ARCHITECTURES.indexOf(architecture)),
  );
  yield { type: 'evaluation', run, summary: summaryOf(run, architecture, predictions), predictions };
  yield { type: 'run-ended', run, state: 'finished', reason: null };
}

/** A curve that falls, with the noise of small batches. */
export function stepRecord(step: number, epoch: number): StepRecord {
  const noise = Math.sin(step * 12.9898) * 0.2;
  return {
    step,
    epoch,
    loss: 2 + 3 * Math.exp(-step / 4000) + noise,
    gradientNorm: 1 + Math.abs(noise),
    learningRate: 0.001,
    teacherForcingRatio: 1,
    tokens: 3200,
    seconds: 0.5,
  };
}

export function epochRecord(epoch: number): EpochRecord {
  const loss = 2 + 3 * Math.exp(-epoch / 5);
  return {
    epoch,
    trainLoss: loss,
    validationLossTeacherForced: loss + 0.1,
    validationLossFreeRunning: loss + 0.4,
    learningRate: 0.001,
    teacherForcingRatio: 1,
    tokensPerSecond: 3000,
    seconds: 60,
    validationSeconds: 4,
    best: true,
    gradients: null,
  };
}

function summaryOf(
  run: string,
  architecture: Architecture,
  predictions: readonly PredictionRecord[],
): EvaluationSummary {
  return {
    run,
    architecture,
    decoder: 'greedy',
    beamSize: 1,
    split: 'test',
    epoch: EPOCHS,
    seconds: 10,
    ...scoreCorpus(
      predictions.map(({ hypothesis }) => tokensOf(hypothesis)),
      predictions.map(({ reference }) => tokensOf(reference)),
    ),
    lengthBins: null,
    perplexity: 12,
    failures: null,
    oneTokenAway: null,
  };
}
