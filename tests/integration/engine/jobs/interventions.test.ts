import { expect, it } from 'vitest';
import { Recorder, resumeJob, trainJob } from '../../../../src-main/history';
import type { JobControl } from '../../../../src-main/engine/job-control';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import { eventsOf, only, tinyConfiguration } from '../../../helpers/engine-jobs';
import { outcomeOf } from '../../../helpers/killed-runs';
import { newStudy, temporaryFolder, temporaryHistory } from '../../../unit/history/samples';

/** Six steps an epoch, saved after each epoch. */
const SETTINGS = { EPOCHS: 3, DROPOUT: 0.3, TEACHER_FORCING_RATIO: 0.7, APPLY_EARLY_STOPPING: false };

function study() {
  const home = temporaryFolder();
  const history = temporaryHistory(home);
  const created = history.studies.create({
    ...newStudy,
    source: { location: 'synthetic:80' },
    configuration: tinyConfiguration(SETTINGS),
    architectures: ['lstm-attention'],
  });
  const [{ id }] = created.runs;
  const record = async (
    job: ReturnType<typeof trainJob>,
    onStep: (step: number, control: JobControl) => void,
  ): Promise<readonly EngineEvent[]> => {
    const recorder = new Recorder(history, job);
    const events = await eventsOf(job, (event, control) => {
      recorder.record(event);
      if (event.type === 'step') onStep(event.record.step, control);
    });
    history.flush();
    return events;
  };
  return {
    ...{ home, history, id, record },
    first: () => trainJob(history, created),
    resumed: () => resumeJob(history, history.studies.find(created.id)!),
  };
}

/** The learning rate is another from step 9 on. */
const change = (run: string) => (step: number, control: JobControl) => {
  if (step === 8) control.setLearningRate(run, 0.002);
};

async function uninterrupted() {
  const { home, history, id, record, first } = study();
  const events = await record(first(), change(id));
  return { home, history, id, events };
}

it('a learning rate that is set holds from the next step on, and is recorded', async () => {
  const { history, id, events } = await uninterrupted();
  const rates = only(events, 'step').map(({ record }) => record.learningRate);
  expect(rates.slice(7, 10)).toEqual([0.01, 0.002, 0.002]);
  expect(rates.at(-1)).toBe(0.002);
  expect(only(events, 'epoch').map(({ record }) => record.learningRate)).toEqual([0.01, 0.002, 0.002]);
  expect(history.trainingLog.interventions(id)).toEqual([
    { step: 9, setting: 'LEARNING_RATE', from: 0.01, to: 0.002 },
  ]);
  expect(history.studies.list()[0].notices).toContainEqual(
    expect.stringContaining(
      'LEARNING_RATE changed from 0.01 to 0.002 at step 9; the configuration alone does not',
    ),
  );
});

it('a changed run that is killed and resumed ends as one that never was, wherever its last checkpoint stands', async () => {
  const whole = await uninterrupted();
  // The checkpoint is that of step 6, before the change, and that of step 12, after it.
  for (const killedAt of [10, 14]) {
    const { home, id, record, first, resumed } = study();
    await record(first(), (step, control) => {
      change(id)(step, control);
      if (step === killedAt) throw new Error('killed');
    });
    const events = await record(resumed(), () => {});
    expect(only(events, 'run-started')[0].done.step).toBe(killedAt === 10 ? 6 : 12);
    expect(outcomeOf(home)).toEqual(outcomeOf(whole.home));
  }
});

it('a change after resuming takes the place of those that were still to come', async () => {
  const { history, id, record, first, resumed } = study();
  await record(first(), (step, control) => {
    change(id)(step, control);
    if (step === 10) throw new Error('killed');
  });
  const events = await record(resumed(), (step, control) => {
    if (step === 7) control.setLearningRate(id, 0.005);
  });
  expect(only(events, 'step').map(({ record: { learningRate } }) => learningRate)[1]).toBe(0.005);
  expect(only(events, 'step').at(-1)!.record.learningRate).toBe(0.005);
  expect(history.trainingLog.interventions(id)).toEqual([
    { step: 8, setting: 'LEARNING_RATE', from: 0.01, to: 0.005 },
  ]);
});
