import { expect, it } from 'vitest';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { LISTED_METRICS, rowsOf } from '../../../src-shared/domain/run-table/run-list';
import { studiesOf } from '../../../src-shared/domain/study-list';
import { environment, epoch, evaluation, newStudy, split, step, temporaryHistory } from './samples';

it('lists a run with what a table shows: settings, environment, losses over epochs, metrics of every evaluation', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['lstm'] });
  const run = runs[0];
  history.studies.setSplit(id, split(3));
  history.startRun(run.id, { parameters: 1234, stepsPerEpoch: 5, environment }, { step: 0, epoch: 0 });
  history.curves.addStep(run.id, step(15, 3));
  history.curves.addEpoch(run.id, epoch(1, 5, true));
  history.curves.addEpoch(run.id, epoch(2, 3, true));
  history.curves.addEpoch(run.id, epoch(3, 4, false));
  history.predictions.record(id, evaluation(run), []);
  history.predictions.record(id, evaluation(run, { decoder: 'beam', bleu: 14.5, perplexity: null }), []);
  history.runs.end(run.id, 'finished', null);

  const [row] = rowsOf(history.listRuns());
  expect(row).toMatchObject({
    id: run.id,
    study: id,
    studyName: 'First study',
    split: split(3).hash,
    state: 'finished',
    configuration: PRESETS.recommended,
    environment,
    parameters: 1234,
    step: 15,
    epoch: 3,
    bestEpoch: 2,
    seconds: 45,
    validationLoss: { best: 3, last: 4, min: 3, max: 5 },
    trainLoss: { best: 2.5, last: 3.5, min: 2.5, max: 4.5 },
    freeRunningLoss: { best: 4, last: 5, min: 4, max: 6 },
    tags: [],
    baseline: false,
  });
  const bleu = LISTED_METRICS.indexOf('bleu');
  const perplexity = LISTED_METRICS.indexOf('perplexity');
  expect(
    row.evaluations.map(({ split, decoder, metrics }) => [
      split,
      decoder,
      metrics[bleu],
      metrics[perplexity],
    ]),
  ).toEqual([
    ['test', 'beam', 14.5, null],
    ['test', 'greedy', 12.5, 12.5],
  ]);
});

it('lists the newest study first, shared settings once, and a single study where one is asked for', () => {
  const history = temporaryHistory();
  const [one, two] = ['one', 'two'].map((name) => history.studies.create({ ...newStudy, name }));
  const list = history.listRuns();
  expect(list.runs.map(({ studyName }) => studyName)).toEqual(['two', 'two', 'two', 'one', 'one', 'one']);
  expect(list.configurations).toEqual([PRESETS.recommended]);
  expect(history.listRuns(one.id).runs.map(({ id }) => id)).toEqual(one.runs.map(({ id }) => id));
  expect(two.runs[0].id).toBe(list.runs[0].id);
});

it('counts what a run has trained, epochs with their validation and steps since, in every list alike', () => {
  const history = temporaryHistory();
  const { id, runs } = history.studies.create({ ...newStudy, architectures: ['lstm'] });
  history.startRun(runs[0].id, { parameters: 1, stepsPerEpoch: 5, environment }, { step: 0, epoch: 0 });
  const secondsOf = () => [
    history.listRuns().runs[0].seconds,
    history.studies.find(id)!.runs[0].seconds,
    studiesOf(history.listStudies())[0].runs[0].seconds,
  ];
  expect(secondsOf()).toEqual([null, null, null]);
  history.curves.addStep(runs[0].id, { ...step(5, 1), seconds: 100 });
  history.curves.addEpoch(runs[0].id, { ...epoch(1, 5, true), seconds: 100, validationSeconds: 10 });
  history.curves.addStep(runs[0].id, { ...step(6, 2), seconds: 2.5 });
  expect(secondsOf()).toEqual([112.5, 112.5, 112.5]);
});
