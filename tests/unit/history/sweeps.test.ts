import { expect, it } from 'vitest';
import type { SweepPlan } from '../../../src-shared/domain/sweep';
import { studiesOfPlan } from '../../../src-main/history';
import { newStudy, temporaryFolder, temporaryHistory } from './samples';

const plan: SweepPlan = {
  method: 'grid',
  keys: [{ key: 'LEARNING_RATE', values: { kind: 'list', values: [0.001, 0.01] } }],
  samples: 1,
  drawSeed: 0,
  seeds: [1, 2],
};

const planned = [0, 1].flatMap((setting) =>
  plan.seeds.map((seed) => ({
    setting,
    seed,
    study: { ...newStudy, configuration: { ...newStudy.configuration, SEED: seed } },
  })),
);

it('remembers a sweep with its studies in their order', () => {
  const home = temporaryFolder();
  const { id, studies } = temporaryHistory(home).sweeps.create('Rates', plan, planned);
  const [sweep] = temporaryHistory(home).sweeps.list();
  expect(sweep).toMatchObject({ id, name: 'Rates', plan });
  expect(sweep.studies).toEqual(
    studies.map((study, index) => ({
      study: study.id,
      setting: planned[index].setting,
      seed: planned[index].seed,
    })),
  );
});

it('forgets studies that are deleted, and the sweep with the last of them', () => {
  const history = temporaryHistory();
  const { id, studies } = history.sweeps.create('Rates', plan, planned);
  for (const study of studies)
    history.runs.endActive(
      study.runs.map((run) => run.id),
      'stopped',
      'a test',
    );
  history.deleteStudy(studies[0]);
  expect(history.sweeps.find(id)?.studies).toHaveLength(3);
  for (const study of studies.slice(1)) history.deleteStudy(study);
  expect(history.sweeps.find(id)).toBeNull();
});

it('keeps the queue over closing and opening, without studies that are gone', () => {
  const home = temporaryFolder();
  const first = temporaryHistory(home);
  const [one, two, three] = [1, 2, 3].map(() => first.studies.create(newStudy).id);
  expect(first.queue.load()).toEqual({ active: null, waiting: [], paused: false });
  first.queue.save({ active: two, waiting: [three, one, 'gone'], paused: true });
  expect(temporaryHistory(home).queue.load()).toEqual({ active: two, waiting: [three, one], paused: true });
});

it('is renamed with its studies, of which one that has a name of its own keeps it', () => {
  const history = temporaryHistory();
  const studies = studiesOfPlan(plan, { ...newStudy, name: 'Rates' });
  const { id, studies: created } = history.sweeps.create('Rates', plan, studies);
  history.studies.rename(created[1].id, 'The good one');
  const changed = history.sweeps.rename(history.sweeps.find(id)!, 'Learning rates');
  expect(changed).toEqual([created[0].id, created[2].id, created[3].id]);
  expect(history.sweeps.find(id)?.name).toBe('Learning rates');
  expect(created.map((study) => history.studies.find(study.id)!.name)).toEqual([
    'Learning rates: LEARNING_RATE 0.001, SEED 1',
    'The good one',
    'Learning rates: LEARNING_RATE 0.01, SEED 1',
    'Learning rates: LEARNING_RATE 0.01, SEED 2',
  ]);
});

it('is gone with its last study, and comes back with the first', () => {
  const history = temporaryHistory();
  const { id, studies } = history.sweeps.create('Rates', plan, planned);
  history.trash.put({ studies: studies.map((study) => study.id), runs: [] });
  expect(history.sweeps.list()).toEqual([]);
  history.trash.restore({ studies: [studies[3].id], runs: [] });
  expect(history.sweeps.find(id)?.studies).toEqual([{ study: studies[3].id, setting: 1, seed: 2 }]);
});
