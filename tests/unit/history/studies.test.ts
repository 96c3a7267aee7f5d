import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { UserError } from '../../../src-shared/domain/errors';
import { PRESETS } from '../../../src-shared/domain/configuration';
import { evaluation, newStudy, split, temporaryFolder, temporaryHistory } from './samples';

it('remembers a study over closing and opening', () => {
  const home = temporaryFolder();
  const first = temporaryHistory(home);
  const created = first.studies.create({
    ...newStudy,
    source: { location: 'data.jsonl', options: { docstringField: 'text' } },
    unknownSettings: { OPTIMISER: 'adam' },
  });
  first.studies.setSplit(created.id, split(3));
  first.studies.addNotice(created.id, 'Sizes were scaled down');
  first.studies.addNotice(created.id, 'Sizes were scaled down');
  first.flush();

  const again = temporaryHistory(home);
  const { exampleHashes, ...record } = split(3);
  expect(again.studies.find(created.id)).toEqual({
    ...created,
    split: record,
    notices: ['Sizes were scaled down'],
  });
  expect(again.studies.source(created.id)).toEqual({
    location: 'data.jsonl',
    options: { docstringField: 'text' },
  });
  expect(again.studies.exampleHashes(created.id, 'train')).toEqual(exampleHashes.train);
});

it('lists the newest study first, each with its own runs and evaluations', () => {
  const history = temporaryHistory();
  const one = history.studies.create({ ...newStudy, name: 'one' });
  const two = history.studies.create({ ...newStudy, name: 'two', architectures: ['lstm'] });
  history.predictions.record(two.id, evaluation(two.runs[0]), []);
  const [first, second] = history.studies.list();
  expect([first.name, second.name]).toEqual(['two', 'one']);
  expect(first.runs.map((run) => run.evaluations)).toEqual([[evaluation(two.runs[0])]]);
  expect(second.runs.map((run) => run.architecture)).toEqual(['vanilla-rnn', 'lstm', 'lstm-attention']);
  expect(second.runs.map((run) => run.id)).toEqual(one.runs.map((run) => run.id));
  expect(second.runs[0].configuration).toEqual(PRESETS.recommended);
});

it('renames a study', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  history.studies.rename(study.id, 'Better name');
  expect(history.studies.find(study.id)?.name).toBe('Better name');
});

it('deletes a study with its rows and files, and nothing of another', () => {
  const history = temporaryHistory();
  const [kept, deleted] = [history.studies.create(newStudy), history.studies.create(newStudy)];
  for (const study of [kept, deleted]) {
    history.studies.setSplit(study.id, split(2));
    for (const run of study.runs) {
      mkdirSync(history.home.run(run.id), { recursive: true });
      writeFileSync(join(history.home.run(run.id), 'best.safetensors'), 'weights');
      history.runs.end(run.id, 'finished', null);
    }
  }
  history.deleteStudy(history.studies.find(deleted.id)!);
  expect(history.studies.list().map((study) => study.id)).toEqual([kept.id]);
  expect(deleted.runs.some((run) => existsSync(history.home.run(run.id)))).toBe(false);
  expect(kept.runs.every((run) => existsSync(history.home.run(run.id)))).toBe(true);
  expect(history.studies.exampleHashes(deleted.id, 'train')).toEqual([]);
});

it('deletes one run and keeps the study, which goes with its last run', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  for (const run of study.runs) history.runs.end(run.id, 'finished', null);
  history.deleteRun(study.runs[1]);
  expect(history.studies.find(study.id)?.runs.map((run) => run.architecture)).toEqual([
    'vanilla-rnn',
    'lstm-attention',
  ]);
  history.deleteRun(study.runs[0]);
  history.deleteRun(study.runs[2]);
  expect(history.studies.list()).toEqual([]);
});

it('refuses to delete what is being trained', () => {
  const history = temporaryHistory();
  const study = history.studies.create(newStudy);
  expect(() => history.deleteStudy(study)).toThrow(UserError);
  expect(() => history.deleteRun(study.runs[0])).toThrow(/is queued; stop it before it is deleted/);
  expect(history.studies.find(study.id)?.runs).toHaveLength(3);
});
