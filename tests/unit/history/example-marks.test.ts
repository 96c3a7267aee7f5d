import { expect, it } from 'vitest';
import { newStudy, temporaryHistory } from './samples';

function marked() {
  const history = temporaryHistory();
  const [first, second] = [history.studies.create(newStudy), history.studies.create(newStudy)];
  return { history, marks: history.marks, first, second };
}

it('keeps slices by name, renames and deletes them, and says whose they are', () => {
  const { marks, first, second } = marked();
  const filter = { text: 'yield', lengths: ['[0,10)'] } as const;
  const kept = marks.createSlice({ study: first.id, name: 'generators', split: 'test', filter });
  const other = marks.createSlice({ study: second.id, name: 'All', split: 'test', filter: {} });
  expect(marks.slices([first.id])).toEqual([kept]);
  expect(kept).toMatchObject({ name: 'generators', split: 'test', filter });
  expect(marks.slices([first.id, second.id]).map(({ name }) => name)).toEqual(['All', 'generators']);
  expect(marks.renameSlice(kept.id, 'Yields')).toBe(first.id);
  expect(marks.deleteSlice(other.id)).toBe(second.id);
  expect(marks.slices([first.id, second.id])).toEqual([{ ...kept, name: 'Yields' }]);
  expect(() => marks.deleteSlice(other.id)).toThrow(/does not exist any more/);
});

it('lets marks go with their study', () => {
  const { history, marks, first } = marked();
  marks.createSlice({ study: first.id, name: 'x', split: 'test', filter: {} });
  marks.setFavourite([first.id, 'gone'], 'test', 3, true);
  marks.setFavourite([first.id], 'test', 3, true);
  first.runs.forEach(({ id }) => history.runs.end(id, 'stopped', null));
  history.deleteStudy(history.studies.find(first.id)!);
  expect(marks.slices([first.id])).toEqual([]);
});
