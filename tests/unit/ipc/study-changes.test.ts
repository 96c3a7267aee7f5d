import { expect, it } from 'vitest';
import type { History } from '../../../src-main/history';
import { tellStudies } from '../../../src-main/ipc/study-changes';
import { newStudy, temporaryHistory } from '../history/samples';

function told(history: History, studies: readonly string[]): [string, unknown][] {
  const events: [string, unknown][] = [];
  tellStudies(history, (name, event) => events.push([name, event]), studies);
  return events;
}

it('shows studies as they are, each once, and tells of those that are gone meanwhile', () => {
  const history = temporaryHistory();
  const { id } = history.studies.create(newStudy);
  expect(told(history, [id, 'gone', id])).toEqual([
    ['study-changed', history.studies.find(id)],
    ['study-deleted', { study: 'gone' }],
  ]);
});

it('lets windows read everything again where very many studies changed', () => {
  const history = temporaryHistory();
  const ids = Array.from({ length: 21 }, () => history.studies.create(newStudy).id);
  expect(told(history, ids)).toEqual([['library-changed', {}]]);
});
