import { expect, it } from 'vitest';
import { diagnosedState } from '../../../src-main/history';
import { environment, epoch, evaluation, newStudy, split, temporaryHistory } from './samples';

it('keeps a diagnosis until its run, its data, what its study wrote or the rules change', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['vanilla-rnn', 'lstm'] });
  const run = runs[1].id;
  history.startRun(run, { parameters: 1, stepsPerEpoch: 5, environment }, { step: 0, epoch: 0 });
  const stateNow = (version = '1.0.0') => {
    const study = history.studies.find(id)!;
    return diagnosedState(
      version,
      study,
      study.runs.find((each) => each.id === run)!,
    );
  };
  const diagnosis = {
    run,
    name: 'First study/lstm',
    architecture: 'lstm',
    findings: [],
    unchecked: [],
  } as const;

  expect(history.diagnoses.find(run, stateNow())).toBeNull();
  history.diagnoses.record(run, stateNow(), diagnosis);
  expect(history.diagnoses.find(run, stateNow())).toEqual(diagnosis);
  expect(history.diagnoses.find(run, stateNow('1.0.1'))).toBeNull();

  const changes = [
    () => history.curves.addEpoch(run, epoch(1, 5, true)),
    () => history.studies.setSplit(id, split(3)),
    () => history.runs.end(run, 'finished', null),
    () => history.predictions.record(id, evaluation(runs[0]), []),
  ];
  for (const change of changes) {
    history.diagnoses.record(run, stateNow(), diagnosis);
    change();
    expect(history.diagnoses.find(run, stateNow())).toBeNull();
  }
  history.diagnoses.record('gone', stateNow(), diagnosis);
  expect(history.diagnoses.find('gone', stateNow())).toBeNull();
});
