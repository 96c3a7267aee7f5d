import { expect, it } from 'vitest';
import { Recorder, resumeJob, trainJob } from '../../../../src-main/history';
import type { EngineEvent } from '../../../../src-shared/contract/engine/events';
import type { RunConfiguration } from '../../../../src-shared/domain/configuration';
import { eventsOf, only, tinyConfiguration } from '../../../helpers/engine-jobs';
import { newStudy, temporaryHistory } from '../../../unit/history/samples';

/** The epochs after which findings of a title came, before anything else was trained. */
function epochsWithFinding(events: readonly EngineEvent[], text: string): number[] {
  return events.flatMap((event, place) => {
    if (event.type !== 'finding' || !event.told.finding.title.includes(text)) return [];
    const before = events
      .slice(0, place)
      .findLast((earlier) => earlier.type === 'epoch' || earlier.type === 'step');
    expect(before?.type).toBe('epoch');
    return [(before as Extract<EngineEvent, { type: 'epoch' }>).record.epoch];
  });
}

function train(given: Partial<RunConfiguration>) {
  const history = temporaryHistory();
  const configuration = tinyConfiguration({ APPLY_EARLY_STOPPING: false, ...given });
  const study = history.studies.create({
    ...newStudy,
    source: { location: 'synthetic:80' },
    configuration,
    architectures: ['vanilla-rnn'],
  });
  const record = async (job: ReturnType<typeof trainJob>, until = Infinity) => {
    const recorder = new Recorder(history, job);
    const events = await eventsOf(job, (event, control) => {
      recorder.record(event);
      if (event.type === 'step' && event.record.step === until) control.stop();
    });
    history.flush();
    return events;
  };
  return { history, study, record, first: trainJob(history, study) };
}

const ABSURD = { LEARNING_RATE: 5, APPLY_WARMUP: false, EPOCHS: 4 };
const TOO_HIGH = 'The learning rate is too high';

it('an absurd learning rate is noticed after the epoch in which the training loss rose, and recorded', async () => {
  const { history, study, record, first } = train(ABSURD);
  const events = await record(first);
  const losses = only(events, 'epoch').map(({ record: { trainLoss } }) => trainLoss);
  const risen = losses.findIndex((loss, index) => index > 0 && loss > 1.05 * losses[index - 1]) + 1;
  expect(risen).toBeGreaterThan(1);
  expect(epochsWithFinding(events, TOO_HIGH)).toEqual([risen]);
  const { notices } = history.studies.find(study.id)!;
  expect(notices.find((notice) => notice.includes(TOO_HIGH))).toMatch(
    new RegExp(`^Vanilla RNN, epoch ${risen}: The learning rate is too high\\. .*LEARNING_RATE`),
  );
});

it('outputs that are all alike are noticed in the epoch in which they first are', async () => {
  const { record, first } = train(ABSURD);
  const events = await record(first);
  const alike = only(events, 'probes').map(
    ({ records }) => new Set(records.map(({ hypothesis }) => hypothesis)).size === 1,
  );
  expect(alike).toContain(true);
  expect(epochsWithFinding(events, 'Every question gets the same answer')).toEqual([alike.indexOf(true) + 1]);
});

it('a run that is resumed notices what an uninterrupted one does, and nothing twice', async () => {
  const findings = (events: readonly EngineEvent[]) => only(events, 'finding').map(({ told }) => told);
  const whole = train(ABSURD);
  const expected = findings(await whole.record(whole.first));
  expect(expected.length).toBeGreaterThan(0);
  for (const until of [9, 12, 16]) {
    const { history, study, record, first } = train(ABSURD);
    const before = await record(first, until);
    const after = await record(resumeJob(history, history.studies.find(study.id)!));
    expect([...findings(before), ...findings(after)]).toEqual(expected);
    const [run] = history.studies.find(study.id)!.runs;
    const inOrder = (all: typeof expected) => all.map(({ finding }) => finding.id).toSorted();
    expect(inOrder(history.trainingLog.findings(run.id))).toEqual(inOrder(expected));
    expect(history.probes.ofExample(run.id, 0).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  }
});
