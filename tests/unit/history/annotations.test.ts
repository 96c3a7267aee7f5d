import { expect, it } from 'vitest';
import { newStudy, temporaryFolder, temporaryHistory } from './samples';

it('keeps notes and tags of studies and runs over closing and opening', () => {
  const home = temporaryFolder();
  const history = temporaryHistory(home);
  const { id, runs } = history.studies.create(newStudy);
  const items = { studies: [id], runs: [runs[0].id] };
  history.annotate(items, { notes: 'first line\nsecond line', addTags: ['final', 'paper 1'] });
  history.annotate(items, { addTags: ['seed', 'final'], removeTags: ['paper 1'] });
  const study = temporaryHistory(home).studies.find(id)!;
  const written = { notes: 'first line\nsecond line', tags: ['final', 'seed'], archived: false };
  expect(study).toMatchObject(written);
  expect(study.runs[0]).toMatchObject(written);
  expect(study.runs[1]).toMatchObject({ notes: '', tags: [], archived: false });
});

it('an archived study is one still, and its runs are archived with it in the list of runs', () => {
  const history = temporaryHistory();
  const { id } = history.studies.create(newStudy);
  history.annotate({ studies: [id], runs: [] }, { archived: true });
  expect(history.studies.list()).toMatchObject([{ id, archived: true }]);
  expect(history.listRuns().runs.map(({ archived }) => archived)).toEqual([true, true, true]);
  history.annotate({ studies: [id], runs: [] }, { archived: false });
  expect(history.listRuns().runs.map(({ archived }) => archived)).toEqual([false, false, false]);
});

it('one run of all is the baseline', () => {
  const history = temporaryHistory();
  const runs = [newStudy, newStudy].flatMap((study) => history.studies.create(study).runs);
  const baselines = () => history.runs.all().flatMap(({ id, baseline }) => (baseline ? [id] : []));
  history.runs.setBaseline(runs[0].id);
  history.runs.setBaseline(runs[4].id);
  expect(baselines()).toEqual([runs[4].id]);
  history.runs.setBaseline(null);
  expect(baselines()).toEqual([]);
});
