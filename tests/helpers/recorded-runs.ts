import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobControl } from '../../src-main/engine/job-control';
import { studyData } from '../../src-main/engine/jobs/study-data';
import type { PreparedData } from '../../src-main/engine/data/prepare';
import { type History, type NewStudy, Recorder, trainJob } from '../../src-main/history';
import type { EngineEvent } from '../../src-shared/contract/engine/events';
import type { Architecture } from '../../src-shared/domain/architecture';
import type { RunConfiguration } from '../../src-shared/domain/configuration';
import type { EpochRecord, Run, StepRecord } from '../../src-shared/domain/run';
import { environment, prediction, probe } from '../unit/history/samples';
import { tinyConfiguration } from './engine-jobs';
import { evaluationOf } from './run-evidence';

const STEPS_PER_EPOCH = 50;
const EPOCHS = 4;

/** How a run differs from a healthy one. */
export interface Damage {
  readonly configuration?: Partial<RunConfiguration>;
  readonly unknownSettings?: Readonly<Record<string, unknown>>;
  readonly step?: (step: StepRecord) => Partial<StepRecord>;
  readonly epoch?: (epoch: EpochRecord) => Partial<EpochRecord>;
  /** What is written after an epoch for a probe example, and for a test example in the end. */
  readonly answer?: (reference: string, index: number) => string;
  readonly probe?: (reference: string, index: number, epoch: number) => string;
  /** Null: it was not evaluated. */
  readonly evaluated?: boolean;
  readonly architectures?: readonly Architecture[];
}

/** Rows that have none of the faults that data can have. */
export function writeHealthyRows(folder: string): string {
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const words = (letter: string, count: number, of: number) =>
    Array.from({ length: count }, () => `${letter}${random(of)}`).join(' ');
  const rows = Array.from({ length: 600 }, (_, row) => ({
    docstring: words('d', 8, 60),
    code: `def f${row % 40}(x, y): return ${words('w', 8, 80)}`,
  }));
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

/** Records a study with one run (or more, all alike) as a training job would have, with its data in the study's folder. */
export async function recordRun(history: History, rows: string, damage: Damage = {}): Promise<Run> {
  const configuration = tinyConfiguration({
    TRAIN_SIZE: 400,
    VAL_SIZE: 100,
    TEST_SIZE: 100,
    EPOCHS,
    MAX_CODE_LEN: 30,
    ...damage.configuration,
  });
  const study: NewStudy = {
    name: 'Recorded',
    source: { location: rows },
    configuration,
    unknownSettings: damage.unknownSettings,
    architectures: damage.architectures ?? ['lstm-attention'],
  };
  const created = history.studies.create(study);
  const job = trainJob(history, created);
  const recorder = new Recorder(history, job);
  const emit = (event: EngineEvent) => recorder.record(event);
  const { data } = await studyData(job, { emit, control: new JobControl(), flushed: async () => {} });
  for (const run of created.runs) for (const event of eventsOfRun(run, data, damage)) emit(event);
  history.flush();
  return history.runs.find(created.runs[0].id)!;
}

function* eventsOfRun(
  { id: run, architecture }: Run,
  data: PreparedData,
  damage: Damage,
): Generator<EngineEvent> {
  const done = { step: 0, epoch: 0 };
  yield { type: 'run-started', run, parameters: 1000, stepsPerEpoch: STEPS_PER_EPOCH, environment, done };
  const answer = damage.answer ?? oneTokenWrong;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    for (let place = 1; place <= STEPS_PER_EPOCH; place++) {
      const record = healthyStep(STEPS_PER_EPOCH * (epoch - 1) + place, epoch);
      yield { type: 'step', run, record: { ...record, ...damage.step?.(record) } };
    }
    const record = healthyEpoch(epoch);
    yield { type: 'epoch', run, record: { ...record, ...damage.epoch?.(record) } };
    const records = references(data, 'validation')
      .slice(0, 10)
      .map((reference, index) => {
        const written = damage.probe?.(reference, index, epoch) ?? answer(reference, index);
        return { ...probe(index, written, 10), reference };
      });
    yield { type: 'probes', run, epoch, records };
  }
  const answers = references(data, 'test').map((reference, index) => ({
    reference,
    hypothesis: answer(reference, index),
  }));
  const { summary } = evaluationOf(answers);
  const predictions = answers.map((given, index) => ({ ...prediction(index, given.hypothesis), ...given }));
  if (damage.evaluated !== false)
    yield { type: 'evaluation', run, summary: { ...summary, run, architecture }, predictions };
  yield { type: 'run-ended', run, state: 'finished', reason: null };
}

function references(data: PreparedData, split: 'validation' | 'test'): string[] {
  return data[split].map(({ target }) =>
    data.targetVocabulary.decode(target, { keepUnknown: true }).join(' '),
  );
}

export function oneTokenWrong(reference: string): string {
  return reference.replace('return', 'def');
}

function healthyStep(step: number, epoch: number): StepRecord {
  return {
    step,
    epoch,
    loss: 3.2 - 0.007 * step,
    gradientNorm: step % 10 === 0 ? 1.4 : 0.6,
    learningRate: 0.01,
    teacherForcingRatio: 1,
    tokens: 150,
    seconds: 0.01,
  };
}

function healthyEpoch(epoch: number): EpochRecord {
  return {
    epoch,
    trainLoss: 3.2 - 0.35 * (epoch - 0.5),
    validationLossTeacherForced: 3.1 - 0.3 * epoch,
    validationLossFreeRunning: 3.3 - 0.2 * epoch,
    learningRate: 0.01,
    teacherForcingRatio: 1,
    tokensPerSecond: 15_000,
    seconds: 0.5,
    validationSeconds: 0.2,
    best: true,
    gradients: {
      steps: STEPS_PER_EPOCH,
      clipped: 5,
      layers: {
        'encoder.layer0': { mean: 0.1, maximum: 0.3 },
        attention: { mean: 0.02, maximum: 0.1 },
        output: { mean: 0.5, maximum: 1.2 },
      },
    },
  };
}
