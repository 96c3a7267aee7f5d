import { expect, it } from 'vitest';
import { UserError } from '../../../src-shared/domain/errors';
import { newStudy, temporaryHistory } from './samples';

it('finds a run by id, by name and by the beginning of its id', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  const lstm = study.runs[1];
  expect(history.resolveRun(lstm.id).id).toBe(lstm.id);
  expect(history.resolveRun('First study/lstm').id).toBe(lstm.id);
  for (const run of study.runs) history.runs.end(run.id, 'finished', null);
  history.deleteRun(study.runs[0]);
  history.deleteRun(study.runs[2]);
  expect(history.resolveRun(lstm.id.slice(0, 5).toUpperCase()).id).toBe(lstm.id);
});

it('finds a study by id, by name and by the beginning of its id', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  for (const text of [study.id, 'First study', study.id.slice(0, 5)])
    expect(history.resolveStudy(text).id).toBe(study.id);
});

it('tells a study from one of its runs', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  expect(history.resolveStudyOrRun('First study').runs).toEqual(study.runs);
  expect(history.resolveStudyOrRun('First study/lstm')).toEqual({ study, runs: [study.runs[1]] });
});

it('lists the candidates of a beginning that several runs share', () => {
  const history = temporaryHistory();
  const { runs } = history.studies.create(newStudy);
  const shared = runs[0].id.slice(0, 3);
  expect(() => history.resolveRun(shared)).toThrow(UserError);
  for (const run of runs)
    expect(() => history.resolveRun(shared)).toThrow(`${run.id} (First study/${run.architecture})`);
});

it('takes the name of a study for its only run, and lists the runs of a larger one', () => {
  const history = temporaryHistory();
  const single = history.studies.create({ ...newStudy, name: 'Single', architectures: ['lstm'] });
  const { runs } = history.studies.create(newStudy);
  expect(history.resolveRun('Single').id).toBe(single.runs[0].id);
  for (const run of runs) expect(() => history.resolveRun('First study')).toThrow(run.id);
});

it('lists the candidates of a name that several studies have', () => {
  const history = temporaryHistory();
  const ids = [history.studies.create(newStudy).id, history.studies.create(newStudy).id];
  for (const id of ids) expect(() => history.resolveStudy('First study')).toThrow(id);
});

it.each(['', 'zz', 'First study/gru'])('says that there is no run %j', (text) => {
  const history = temporaryHistory();
  history.studies.create(newStudy);
  expect(() => history.resolveRun(text)).toThrow(`There is no run "${text}"`);
});
