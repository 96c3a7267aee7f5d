import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { History } from '../../../src-main/history';
import type { Run, Study } from '../../../src-shared/domain/run';
import { newStudy, split, temporaryFolder, temporaryHistory } from './samples';

function endedStudy(history: History, name: string): Study {
  const { id, runs } = history.studies.create({ ...newStudy, name });
  history.studies.setSplit(id, split(2));
  for (const run of runs) {
    mkdirSync(history.home.run(run.id), { recursive: true });
    writeFileSync(join(history.home.run(run.id), 'best.safetensors'), 'weights');
    history.runs.end(run.id, 'finished', null);
  }
  return history.studies.find(id)!;
}

const ids = (runs: readonly Run[]) => runs.map(({ id }) => id);
const hasFiles = (history: History, run: Run) => existsSync(history.home.run(run.id));

it('takes a deleted study out of all lists at once, also those of other processes, and brings it back whole', () => {
  const home = temporaryFolder();
  const [history, other] = [temporaryHistory(home), temporaryHistory(home)];
  const [kept, deleted] = [endedStudy(history, 'kept'), endedStudy(history, 'deleted')];
  history.discard([deleted], []);
  for (const each of [history, other]) {
    expect(each.studies.list()).toEqual([kept]);
    expect(each.studies.find(deleted.id)).toBeNull();
    expect(each.runs.find(deleted.runs[0].id)).toBeNull();
    expect(each.listRuns().runs.map(({ id }) => id)).toEqual(ids(kept.runs));
    expect(() => each.resolveStudy('deleted')).toThrow(/There is no study/);
  }
  expect(history.trash.restore({ studies: [deleted.id], runs: [] })).toEqual([deleted.id]);
  expect(other.studies.find(deleted.id)).toEqual(deleted);
  expect(deleted.runs.every((run) => hasFiles(history, run))).toBe(true);
});

it('a study goes with its last run and comes back with it', () => {
  const history = temporaryHistory();
  const study = endedStudy(history, 'study');
  history.discard([], [study.runs[0]]);
  expect(ids(history.studies.find(study.id)!.runs)).toEqual(ids(study.runs.slice(1)));
  history.discard([], study.runs.slice(1));
  expect(history.studies.list()).toEqual([]);
  history.trash.restore({ studies: [], runs: [study.runs[2].id] });
  expect(ids(history.studies.find(study.id)!.runs)).toEqual([study.runs[2].id]);
});

it('emptying removes rows and files of what was deleted before, and nothing else; then nothing comes back', () => {
  const history = temporaryHistory();
  const [kept, early, late] = ['kept', 'early', 'late'].map((name) => endedStudy(history, name));
  history.trash.put({ studies: [early.id], runs: [kept.runs[1].id] }, new Date('2026-01-01T10:00:00Z'));
  history.trash.put({ studies: [late.id], runs: [] }, new Date('2026-01-01T10:09:00Z'));
  history.trash.empty(new Date('2026-01-01T10:05:00Z'));
  expect([...early.runs, kept.runs[1]].some((run) => hasFiles(history, run))).toBe(false);
  expect([kept.runs[0], ...late.runs].every((run) => hasFiles(history, run))).toBe(true);
  expect(history.studies.exampleHashes(early.id, 'train')).toEqual([]);
  expect(history.studies.exampleHashes(kept.id, 'train')).toHaveLength(2);
  for (const items of [
    { studies: [early.id], runs: [] },
    { studies: [late.id], runs: [early.runs[0].id] },
  ])
    expect(() => history.trash.restore(items)).toThrow(/removed for good/);
  expect(history.studies.find(late.id), 'all come back or none').toBeNull();
});

it('refuses what is being trained, and takes nothing then', () => {
  const history = temporaryHistory();
  const ended = endedStudy(history, 'ended');
  const queued = history.studies.create(newStudy);
  expect(() => history.discard([ended], [queued.runs[0]])).toThrow(/is queued; stop it before it is deleted/);
  expect(history.studies.list()).toHaveLength(2);
});

it('a study that is deleted for good takes along its deleted runs', () => {
  const history = temporaryHistory();
  const study = endedStudy(history, 'study');
  history.discard([], [study.runs[0]]);
  history.deleteStudy(history.studies.find(study.id)!);
  expect(study.runs.some((run) => hasFiles(history, run))).toBe(false);
  expect(() => history.trash.restore({ studies: [], runs: [study.runs[0].id] })).toThrow(/removed for good/);
});

it('a study whose last listed run is deleted for good comes back with its deleted runs', () => {
  const history = temporaryHistory();
  const study = endedStudy(history, 'study');
  const [first, second, last] = study.runs;
  history.discard([], [first]);
  history.discard([], [second]);
  history.deleteRun(last);
  expect(history.studies.list()).toEqual([]);
  expect(hasFiles(history, last)).toBe(false);
  expect(hasFiles(history, first)).toBe(true);
  history.trash.restore({ studies: [], runs: [first.id] });
  expect(ids(history.studies.find(study.id)!.runs)).toEqual([first.id]);
  history.deleteRun(first);
  history.trash.empty();
  expect(history.studies.isRecorded(study.id)).toBe(false);
});

it('a deleted baseline is none any more', () => {
  const history = temporaryHistory();
  const study = endedStudy(history, 'study');
  history.runs.setBaseline(study.runs[0].id);
  history.discard([study], []);
  history.trash.restore({ studies: [study.id], runs: [] });
  expect(history.studies.find(study.id)!.runs.some(({ baseline }) => baseline)).toBe(false);
});

it('lists what was deleted by its time, with the sizes of its files and until when it is kept', () => {
  const history = temporaryHistory();
  const [first, second] = ['first', 'second'].map((name) => endedStudy(history, name));
  const artefact = (run: Run, path: string, bytes: number) =>
    history.runs.addArtefact(run.id, { kind: 'best-checkpoint', path, bytes, sha256: '' });
  artefact(first.runs[0], 'a', 100);
  artefact(first.runs[1], 'b', 20);
  artefact(second.runs[0], 'c', 7);
  history.trash.put({ studies: [first.id], runs: [] }, new Date('2026-01-01T10:00:00Z'));
  history.trash.put({ studies: [], runs: [second.runs[0].id] }, new Date('2026-01-02T10:00:00Z'));
  expect(history.trash.list()).toEqual([
    {
      deletedAt: '2026-01-02T10:00:00.000Z',
      keptUntil: '2026-02-01T10:00:00.000Z',
      studies: [],
      runs: [
        {
          id: second.runs[0].id,
          study: second.id,
          studyName: 'second',
          architecture: second.runs[0].architecture,
        },
      ],
      bytes: 7,
    },
    {
      deletedAt: '2026-01-01T10:00:00.000Z',
      keptUntil: '2026-01-31T10:00:00.000Z',
      studies: [{ id: first.id, name: 'first' }],
      runs: [],
      bytes: 120,
    },
  ]);
});
