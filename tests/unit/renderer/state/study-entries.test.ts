import { expect, it } from 'vitest';
import { recentPlaces } from '../../../../src-renderer/state/recent-places';
import { nameInSweep, studyEntries, sweepState } from '../../../../src-renderer/state/study-entries';
import { describeDeletion } from '../../../../src-renderer/state/deletions';
import type { Sweep } from '../../../../src-shared/domain/sweep';
import { sampleRun, sampleStudy } from '../samples';

const study = (id: string, changes = {}) =>
  sampleStudy([sampleRun({ study: id })], { id, name: id, ...changes });
const sweep: Sweep = {
  id: 'sweep',
  name: 'Rates',
  createdAt: '2026-01-01T10:00:00.000Z',
  plan: { method: 'grid', keys: [], samples: 1, drawSeed: 0, seeds: [1] },
  studies: ['b', 'd'].map((id, setting) => ({ study: id, setting, seed: 1 })),
};
const all = ['a', 'b', 'c', 'd'].map((id) => study(id));
const STUDIES = { view: 'studies', query: {} } as const;

it('puts the studies of a sweep in one line, where the first of them stands', () => {
  const closed = studyEntries(all, [sweep], new Set());
  expect(closed.map(({ id }) => id)).toEqual(['a', 'sweep', 'c']);
  expect(closed[1]).toMatchObject({ kind: 'sweep', open: false, studies: [{ id: 'b' }, { id: 'd' }] });
  const open = studyEntries(all, [sweep], new Set(['sweep']));
  expect(open.map(({ id }) => id)).toEqual(['a', 'sweep', 'b', 'd', 'c']);
  expect(open[2]).toMatchObject({ kind: 'study', sweep: { id: 'sweep' } });
  expect(nameInSweep(study('b', { name: 'Rates: LEARNING_RATE 0.1' }), sweep)).toBe('LEARNING_RATE 0.1');
  expect(nameInSweep(study('b', { name: 'Another' }), sweep)).toBe('Another');
});

it('a sweep is in the state that most needs to be known about', () => {
  const states = (['finished', 'running', 'queued'] as const).map((state) =>
    sampleStudy([sampleRun({ state })]),
  );
  expect(sweepState(states)).toBe('running');
});

it('keeps at hand what was visited, then the newest, a sweep once and nothing archived that is not shown', () => {
  const studies = [...all.slice(0, 2), study('c', { archived: true }), all[3]];
  const recent = [{ link: '#/study/d/training', title: 'd' }];
  const places = recentPlaces(studies, [sweep], recent, STUDIES);
  expect(places.map(({ id, kind, link }) => [id, kind, link])).toEqual([
    ['sweep', 'sweep', '#/sweep?id=sweep'],
    ['a', 'study', '#/study/a/training'],
  ]);
  const here = { view: 'study', study: 'c', tab: 'training', query: {} } as const;
  expect(recentPlaces(studies, [sweep], recent, here).find(({ isHere }) => isHere)?.id).toBe('c');
  const inSweep = { view: 'study', study: 'b', tab: 'training', query: {} } as const;
  expect(recentPlaces(studies, [sweep], recent, inSweep).find(({ isHere }) => isHere)?.id).toBe('sweep');
});

it('tells a deletion by its one name, or by counts and the first names', () => {
  const of = (studies: number, runs: readonly string[]) =>
    describeDeletion({
      deletedAt: '',
      keptUntil: '',
      bytes: 0,
      studies: Array.from({ length: studies }, (_, index) => ({ id: `s${index}`, name: `Study ${index}` })),
      runs: runs.map((id) => ({ id, study: id[0] + id[1], studyName: 'Other', architecture: 'lstm' })),
    });
  expect(of(1, ['s0-a'])).toMatchObject({ title: '“Study 0”', detail: '', items: { runs: ['s0-a'] } });
  expect(of(0, ['x1'])).toMatchObject({ title: 'LSTM of “Other”', detail: '' });
  expect(of(5, ['x1', 'x2'])).toMatchObject({
    title: '5 studies and 2 runs',
    detail: '“Study 0”, “Study 1”, “Study 2”, “Study 3” and 3 more',
  });
});
